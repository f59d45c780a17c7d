// What somebody may type or paste for a timeline: an account, or the page that shows a list, a tag or a feed. Whose
// timeline it is, and what a handle stands for, is found out by whoever can ask.

package import Feed
import Foundation

/// A timeline as it was typed.
package struct TimelineReference: Sendable, Hashable {
  package let network: Network
  /// Nil where a page does not tell.
  package var account: AccountName?
  /// The authority of an at-URI may still be a handle.
  package var subject: TimelinePlace.Subject

  package init(_ network: Network, account: AccountName? = nil, _ subject: TimelinePlace.Subject) {
    self.network = network
    self.account = account
    self.subject = subject
  }

  /// Reads an operand; nil for what is no timeline, such as the address of a feed.
  ///
  /// A bare name such as `ada.example.org` is a handle, and a page of another host a list or a tag of Mastodon, only where
  /// `accounts` (and the servers that they are at) know it: else it is an address of the web.
  package init?(_ operand: String, accounts: [AccountName: String]) {
    if operand.hasPrefix("at://") {
      guard let subject = Self.record(operand) else { return nil }
      self.init(.bluesky, subject)
    } else if !operand.contains("/"), let name = AccountName(operand),
      operand.contains("@") || operand.lowercased().hasSuffix(".bsky.social")
        || accounts[name] != nil
    {
      self.init(name.network, account: name, .home)
    } else if let page = Self.page(operand) {
      self.init(page, accounts)
    } else {
      return nil
    }
  }

  /// Whether only who knows the accounts can tell what it is.
  package static func maybe(_ operand: String) -> Bool {
    guard let page = page(operand) else { return false }
    return page.path.isEmpty || ["lists", "tags", "home", "web", "deck"].contains(page.path[0])
  }

  private typealias Page = (host: String, path: [String])

  private init?(_ page: Page, _ accounts: [AccountName: String]) {
    let host = page.host.hasPrefix("www.") ? String(page.host.dropFirst(4)) : page.host
    switch host {
    case "bsky.app":
      guard let subject = Self.ofBluesky(page.path) else { return nil }
      self.init(.bluesky, subject)
    case "x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com":
      guard let subject = Self.ofX(page.path) else { return nil }
      self.init(.x, subject)
    default:
      let there = accounts.filter { name, server in
        name.network == .mastodon
          && (name.host == page.host || Self.page(server)?.host == page.host)
      }.keys.sorted()
      guard let first = there.first, let subject = Self.ofMastodon(page.path) else { return nil }
      self.init(.mastodon, account: there.count == 1 ? first : nil, subject)
    }
  }

  private static func page(_ text: String) -> Page? {
    guard let address = SourceAddress.web(text) ?? SourceAddress.guess(text),
      let parts = URLComponents(string: address), let host = parts.host
    else { return nil }
    let port = parts.port.map { ":\($0)" } ?? ""
    return (host.lowercased() + port, parts.path.split(separator: "/").map(String.init))
  }

  /// `/profile/WHO/lists/KEY`, `/profile/WHO/feed/KEY`.
  private static func ofBluesky(_ path: [String]) -> TimelinePlace.Subject? {
    if path.isEmpty { return .home }
    guard path.count == 4, path[0] == "profile" else { return nil }
    switch path[2] {
    case "lists": return .list("at://\(path[1])/app.bsky.graph.list/\(path[3])")
    case "feed": return .feed("at://\(path[1])/app.bsky.feed.generator/\(path[3])")
    default: return nil
    }
  }

  /// First parts of addresses of X that are no names of users.
  private static let reserved: Set<String> = [
    "i", "explore", "search", "settings", "notifications", "messages", "compose", "login", "intent",
    "share", "hashtag", "tos", "privacy",
  ]

  private static func ofX(_ path: [String]) -> TimelinePlace.Subject? {
    if path.isEmpty || path == ["home"] { return .home }
    if path.count == 3, path[0] == "i", path[1] == "lists", path[2].allSatisfy(\.isNumber) {
      return .list(path[2])
    }
    guard path.count == 1, !reserved.contains(path[0].lowercased()) else { return nil }
    return .user(path[0])
  }

  /// `/lists/ID`, `/tags/WORD`, `/home`, below `web` or `deck` too.
  private static func ofMastodon(_ path: [String]) -> TimelinePlace.Subject? {
    let path = ["web", "deck"].contains(path.first) ? Array(path.dropFirst()) : path
    if path == ["home"] || path.isEmpty { return .home }
    guard path.count == 2 else { return nil }
    switch path[0] {
    case "lists": return .list(path[1])
    // The page's feed has an ending.
    case "tags" where !path[1].hasSuffix(".rss") && !path[1].hasSuffix(".json"):
      return .tag(path[1])
    default: return nil
    }
  }

  /// The timeline behind an at-URI.
  private static func record(_ uri: String) -> TimelinePlace.Subject? {
    let parts = uri.dropFirst("at://".count).split(separator: "/")
    guard parts.count == 3 else { return nil }
    switch parts[1] {
    case "app.bsky.graph.list": return .list(uri)
    case "app.bsky.feed.generator": return .feed(uri)
    default: return nil
    }
  }
}

extension TimelinePlace.Subject {
  /// The handle that an at-URI begins with, where it is no DID.
  package var handle: String? {
    switch self {
    case .list(let uri), .feed(let uri):
      guard uri.hasPrefix("at://"), !uri.hasPrefix("at://did:") else { return nil }
      return uri.dropFirst("at://".count).split(separator: "/").first.map(String.init)
    case .home, .tag, .user: return nil
    }
  }

  /// The same under the DID of that handle.
  package func under(_ did: String) -> TimelinePlace.Subject {
    guard let handle else { return self }
    func moved(_ uri: String) -> String { "at://" + did + uri.dropFirst("at://\(handle)".count) }
    return switch self {
    case .list(let uri): .list(moved(uri))
    case .feed(let uri): .feed(moved(uri))
    case .home, .tag, .user: self
    }
  }
}
