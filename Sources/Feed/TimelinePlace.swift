// Which timeline a source is: whose, and which of the many that a network has. A person writes it down; the network is
// told by the account's name.

/// A timeline that somebody who is signed in may read.
package struct TimelinePlace: Sendable, Hashable {
  package enum Subject: Sendable, Hashable {
    /// What the account follows.
    case home
    /// Mastodon and X: an id; Bluesky: an at-URI.
    case list(String)
    /// Mastodon: a tag without its `#`.
    case tag(String)
    /// Bluesky: the at-URI of a feed that somebody makes.
    case feed(String)
    /// X: a user name, or an id.
    case user(String)
  }

  package let account: AccountName
  package let subject: Subject
  /// The server that a Mastodon account is on, as in `https://mastodon.social`; elsewhere nil.
  package let server: String?

  package init(_ account: AccountName, _ subject: Subject = .home, server: String? = nil) {
    self.account = account
    self.subject = subject
    self.server = server
  }

  /// The page that shows it to people, and whose it is: what the source is known by.
  package var address: String {
    switch account.network {
    case .mastodon: "\(server ?? "https://")/\(path)#\(account)"
    case .bluesky: "https://bsky.app/\(path)#\(account)"
    case .x: "https://x.com/\(path)#\(account)"
    }
  }

  private var path: String {
    switch (account.network, subject) {
    case (.bluesky, .home): ""
    case (_, .home): "home"
    case (.bluesky, .list(let uri)): Self.page(uri, "lists")
    case (.x, .list(let id)): "i/lists/\(id)"
    case (_, .list(let id)): "lists/\(id)"
    case (_, .tag(let word)): "tags/\(PercentEncoding.encoded(word))"
    case (_, .feed(let uri)): Self.page(uri, "feed")
    case (_, .user(let name)): name
    }
  }

  /// `profile/DID/lists/KEY` for `at://DID/COLLECTION/KEY`.
  private static func page(_ uri: String, _ kind: String) -> String {
    let parts = uri.dropFirst("at://".count).split(separator: "/")
    return parts.count == 3 ? "profile/\(parts[0])/\(kind)/\(parts[2])" : uri
  }
}
