// What a post of a network carries beside what entries of feeds have: who brought it here, what it answers and quotes,
// and what the person did with it before. Wire values, as ``Entry`` has them: absent stays absent.

package import FoundationEssentials

/// What only networks say of an entry.
package struct Post: Sendable, Hashable {
  /// Who passed it on, where it stands in the timeline for that reason; the entry is what was passed on.
  package var repost: Repost?
  package var replyTo: PostReference?
  package var quoted: PostReference?
  /// What the thread is called: the same for all posts in it.
  package var conversation: String?
  package var poll: Poll?
  package var card: LinkCard?
  /// `public`, `unlisted`, `private`, `direct`, or what else a server calls it; nil where the network has one kind only.
  package var visibility: String?
  /// What its author warns of before it is read.
  package var warning: String?
  package var isSensitive = false
  /// What moderators or the author labelled it, such as `spoiler` or `withheld:DE`; sorted.
  package var labels: [String] = []
  /// Names of the person's own filters that it matched.
  package var filters: [String] = []
  package var viewer = ViewerState()
  /// Names this very wording, where the network has a name for it: a like is given to it.
  package var revision: String?
  /// The ids that it had before it was edited, oldest first.
  package var earlierIDs: [String] = []
  /// It stands first because its author pinned it.
  package var isPinned = false
  /// Its author is a program and says so.
  package var isFromBot = false
  /// Its author asks programs to keep away, in the words that people have for it.
  package var declinesPrograms = false

  package init() {}
}

/// Who passed a post on, and when.
package struct Repost: Sendable, Hashable {
  /// The network's own name of the act; tells reposts of one post apart, and is never what is liked.
  package var id: String?
  package var by: Person
  package var at: Date?

  package init(id: String? = nil, by: Person = Person(), at: Date? = nil) {
    self.id = id
    self.by = by
    self.at = at
  }
}

/// What the person did with a post, as far as the network tells; nil is not known.
package struct ViewerState: Sendable, Hashable {
  package var liked: Bool?
  package var reposted: Bool?
  package var bookmarked: Bool?
  /// The network's name of the like, with which it is taken back.
  package var like: String?
  /// The same of the repost.
  package var repost: String?

  package init(liked: Bool? = nil, reposted: Bool? = nil, bookmarked: Bool? = nil) {
    self.liked = liked
    self.reposted = reposted
    self.bookmarked = bookmarked
  }
}
