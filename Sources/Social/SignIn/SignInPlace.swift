// Where a sign-in goes. The name says it all, as a rule; settings may say otherwise, for servers whose address is not that
// of their names, and for one's own.

import Feed
package import FoundationEssentials

/// What a sign-in is told of the world.
package struct SignInPlace: Sendable {
  /// The way out.
  package let line: WireLine
  /// The server's address, where it is not what the name says; without a slash at its end.
  package let server: String?
  /// Who knows DIDs of the kind `plc`.
  package let directory: String
  /// The address of what a domain says of itself, without a slash at its end.
  let site: @Sendable (String) -> String
  package let now: @Sendable () -> Date

  package static let directory = "https://plc.directory"

  package init(
    line: WireLine, server: String? = nil, directory: String = SignInPlace.directory,
    site: @escaping @Sendable (String) -> String = { "https://\($0)" },
    now: @escaping @Sendable () -> Date
  ) {
    self.site = site
    self.line = line
    self.server = server
    self.directory = directory
    self.now = now
  }

  /// Finds out who has just signed in, and that it is who was meant; on any error the tokens are ended again.
  func confirmed(
    _ tokens: TimedTokens, at server: String, network: Network, host: String,
    wanted: AccountName?
  ) async throws -> SignedIn {
    do {
      let identity = try await Identity.ask(tokens.tokens, at: server, on: line, now: now())
      guard let name = identity.name(on: network, host: host) else {
        throw SocialError(.server, "it names an account that is no name", context: server)
      }
      guard wanted == nil || wanted == name else {
        throw SocialError(
          .refused,
          "you are signed in there as \(name.text), not as \(wanted?.text ?? ""): sign out in the browser, or add that account",
          context: server)
      }
      return SignedIn(name: name, server: server, who: identity.who, tokens: tokens)
    } catch {
      // In a task of its own: whoever pressed Ctrl-C does not want to leave a token behind either.
      let (line, time) = (line, now())
      _ = try? await Task {
        try await SignOut.revoke(tokens.tokens, at: server, on: line, now: time)
      }.value
      throw error
    }
  }
}
