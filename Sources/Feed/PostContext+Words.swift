// The surroundings of a post in words, short enough for a line below its title. Names are as their owners write them, and
// are escaped by whoever shows them.

extension PostContext {
  /// Letters of a name.
  private static let nameMost = 60
  /// Names before "others".
  private static let named = 2

  /// `boosted by Ada, Bob and 2 others`, `replying to Carol`, `quoting Dan`: what there is of it.
  package var words: [String] { [boosted, replying, quoting].compactMap(\.self) }

  /// `boosted by Ada and 2 others`; nil where its author brought it.
  package var boosted: String? {
    let names = boosts.map { Self.name($0.by) ?? "somebody" }
    guard let last = names.last else { return nil }
    let verb = network == .mastodon ? "boosted" : "reposted"
    if names.count == 1 { return "\(verb) by \(last)" }
    if names.count == Self.named { return "\(verb) by \(names[0]) and \(last)" }
    return "\(verb) by \(names[0]) and \(names.count - 1) others"
  }

  /// `replying to Carol`; nil for what is no answer.
  package var replying: String? {
    replyTo.map { "replying to \(Self.whose($0))" }
  }

  /// `quoting Dan`; nil for what quotes nothing.
  package var quoting: String? {
    quoted.map { "quoting \(Self.whose($0))" }
  }

  /// `3 likes, 1 boost`; nil where nothing is counted.
  package var counted: String? {
    let parts = [
      (engagement.likes, "like", "likes"),
      network == .mastodon
        ? (engagement.boosts, "boost", "boosts") : (engagement.boosts, "repost", "reposts"),
      (engagement.comments, "reply", "replies"), (engagement.quotes, "quote", "quotes"),
      (engagement.bookmarks, "bookmark", "bookmarks"), (engagement.views, "view", "views"),
    ].compactMap { count, one, several in count.map { "\($0) \($0 == 1 ? one : several)" } }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func whose(_ post: PostReference) -> String {
    if let author = post.author.flatMap(name) { return author }
    switch post.state {
    case nil: return "a post"
    case let state?: return "a post that is not shown (\(state.replacing("_", with: " ")))"
    }
  }

  private static func name(_ person: Person) -> String? {
    person.called.map { $0.count > nameMost ? $0.prefix(nameMost) + "…" : $0 }
  }
}
