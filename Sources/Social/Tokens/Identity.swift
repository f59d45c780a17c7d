// Who the network says we are: the one question that shows whether a sign-in is good.

package import Feed
package import FoundationEssentials
import HTTP
import Service

/// An account as its network knows it.
package struct Identity: Sendable, Hashable {
  /// What it is called for good: a number, or a DID.
  package let who: String
  /// Its user name; on Bluesky its handle.
  package let user: String

  package init(who: String, user: String) {
    (self.who, self.user) = (who, user)
  }

  /// Asks the network of these tokens.
  package static func ask(
    _ tokens: AccountTokens, at server: String, on line: WireLine, now: Date
  ) async throws -> Identity {
    let call = WireCall(.get, server + path(tokens))
    let reply = try await line.send(tokens.signed(call, at: now))
    switch tokens {
    case .mastodon: return try Identity(who: reply.text("id"), user: reply.text("username"))
    case .bluesky: return try Identity(who: reply.text("did"), user: reply.text("handle"))
    case .x, .xSigned:
      let data = try reply.object()["data"]
      guard let who = data?["id"]?.string, let user = data?["username"]?.string else {
        throw SocialError(
          .server, "its answer names no account (\(reply.refusal.words))", context: server,
          wasSent: true)
      }
      return Identity(who: who, user: user)
    }
  }

  private static func path(_ tokens: AccountTokens) -> String {
    switch tokens {
    case .mastodon: "/api/v1/accounts/verify_credentials"
    case .bluesky: "/xrpc/com.atproto.server.getSession"
    case .x, .xSigned: "/2/users/me"
    }
  }

  /// The name of this account; `host` is the one that the person wrote, on Mastodon.
  package func name(on network: Network, host: String) -> AccountName? {
    switch network {
    case .mastodon: AccountName("\(user)@\(host)")
    case .bluesky: AccountName(user)
    case .x: AccountName("\(user)@x.com")
    }
  }
}
