// Lists of other programs on their way into our own: what is new, what is listed already, and what cannot be taken over.
// Decided before anything is written, so that a dry run shows what a real one does.

import Feed
package import Formats

/// The feeds of lists that were read, sorted out.
package struct OutlineImport: Sendable, Hashable {
  /// What is new, in the order of the lists; a feed that came several times has the tags of all its places.
  package private(set) var drafts: [SourceDraft] = []
  /// Addresses that the workspace lists already: their entries stay as the person wrote them.
  package private(set) var listed: [String] = []
  /// How often a feed of these lists came again.
  package private(set) var repeated = 0
  /// What stands where an http(s) URL is expected, as the lists say it.
  package private(set) var unusable: [String] = []
  private var places: [String: Int] = [:]
  private let known: Set<String>

  /// Compares with what `list` has; addresses count as the same by http and https.
  package init(into list: SourceList) {
    known = Set(list.sources.map { SourceAddress.key($0.address) })
  }

  /// Takes the feeds of one list; `tags` are given to each of them.
  package mutating func add(_ list: OutlineList, tags: [String] = []) {
    for feed in list.feeds {
      var feed = feed
      feed.categories += tags
      take(feed)
    }
  }

  private mutating func take(_ feed: FeedOutline) {
    guard let draft = SourceDraft(feed) else {
      unusable.append(feed.address)
      return
    }
    let key = SourceAddress.key(draft.feed)
    if known.contains(key) {
      if places.updateValue(-1, forKey: key) == nil { listed.append(draft.feed) }
    } else if let place = places[key] {
      repeated += 1
      drafts[place].tags += draft.tags.filter { !drafts[place].tags.contains($0) }
    } else {
      places[key] = drafts.count
      drafts.append(draft)
    }
  }
}
