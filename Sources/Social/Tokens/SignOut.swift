// Taking leave: the network is told that the tokens are no longer ours, so that a copy of them is worth nothing.

package import FoundationEssentials
import HTTP

/// Ends tokens at the network that gave them.
package enum SignOut {
  /// What is left for the person to do; nil where the network has done it all.
  package static func revoke(
    _ tokens: AccountTokens, at server: String, on line: WireLine, now: Date
  ) async throws -> String? {
    switch tokens {
    case .mastodon(let client?, let clientSecret?, let access):
      var call = WireCall(.post, server + "/oauth/revoke")
      call.body = .form([
        WireCall.Field("client_id", client), WireCall.Field("client_secret", clientSecret),
        WireCall.Field("token", access),
      ])
      call.secrets = tokens.secrets
      try await expectGood(line.send(call))
      return nil
    case .mastodon:
      return
        "the access token is one that you made yourself: end it in the server's settings, under Development"
    case .bluesky(_, let refresh):
      var call = WireCall(.post, server + "/xrpc/com.atproto.server.deleteSession")
      call.authorization = "Bearer \(refresh)"
      call.secrets = tokens.secrets
      try await expectGood(line.send(call))
      return
        "the session is over; the app password goes on until you delete it in Bluesky's settings"
    case .x(let client, let clientSecret, let access, let refresh):
      for token in [refresh, access].compactMap(\.self) {
        var call = WireCall(.post, server + "/2/oauth2/revoke")
        call.body = .form([WireCall.Field("token", token)])
        call.secrets = tokens.secrets
        try await expectGood(
          line.send(AccountTokens.ofClient(call, id: client, secret: clientSecret)))
      }
      return nil
    case .xSigned:
      return "the four secrets are those of your application: end them in X's developer portal"
    }
  }

  /// Tokens that the network does not know any more are as good as revoked.
  private static func expectGood(_ reply: WireReply) throws {
    guard !reply.isGood, reply.error.code != .signIn else { return }
    throw reply.error
  }
}
