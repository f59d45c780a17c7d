// What a timeline is called where people read it: its address says the same to programs alone.

extension TimelinePlace {
  /// `Home of ada@mastodon.social`, `List Birds of ada.bsky.social`; `title` is what the network calls a list or a feed.
  package func words(title: String? = nil) -> String {
    switch subject {
    case .home: "Home of \(account)"
    case .list(let id): "List \(title ?? Self.key(id)) of \(account)"
    case .feed(let uri): "Feed \(title ?? Self.key(uri)) for \(account)"
    case .tag(let word): "#\(word) on \(host)"
    case .user(let name): "Posts of \(name.allSatisfy(\.isNumber) ? name : "@\(name)") on X"
    }
  }

  /// Where the account is spoken to, without its scheme.
  private var host: String {
    server.map { String($0.drop { $0 != "/" }.dropFirst(2)) } ?? account.host
  }

  /// The last part of an at-URI; an id is what it is.
  private static func key(_ id: String) -> String {
    id.split(separator: "/").last.map(String.init) ?? id
  }
}
