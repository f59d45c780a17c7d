// New tokens for old. The old refresh token ends when the network answers, so what comes back is all there is.

import Crypto
package import FoundationEssentials
import HTTP
import Service

/// Tokens with the time at which they end.
package struct TimedTokens: Sendable, Hashable {
  package let tokens: AccountTokens
  /// Nil where they do not end, or nobody says when.
  package let expiresAt: Date?

  package init(_ tokens: AccountTokens, expiresAt: Date? = nil) {
    (self.tokens, self.expiresAt) = (tokens, expiresAt)
  }
}

/// Renews tokens, and reads those that come.
enum TokenRenewal {
  /// Asks for new tokens, once.
  static func renew(
    _ tokens: AccountTokens, at server: String, on line: WireLine, now: Date
  ) async throws -> TimedTokens {
    switch tokens {
    case .bluesky(_, let refresh):
      var call = WireCall(.post, server + "/xrpc/com.atproto.server.refreshSession")
      call.authorization = "Bearer \(refresh)"
      call.secrets = tokens.secrets
      return try session(await line.send(call))
    case .x(let client, let clientSecret, _, let refresh?):
      var call = WireCall(.post, server + "/2/oauth2/token")
      call.body = .form([
        WireCall.Field("grant_type", "refresh_token"), WireCall.Field("refresh_token", refresh),
      ])
      call.secrets = tokens.secrets
      let reply = try await line.send(
        AccountTokens.ofClient(call, id: client, secret: clientSecret))
      // X calls a refresh token that is used up an invalid request.
      if reply.status == 400 {
        throw SocialError(
          .signIn, "it does not accept the sign-in (\(reply.status): \(reply.refusal.words))",
          context: server, wasSent: true)
      }
      return try grant(reply, client, clientSecret, refresh, now)
    case .mastodon, .xSigned, .x:
      throw SocialError(.signIn, "its tokens cannot be renewed", context: server)
    }
  }

  /// The session in an answer of createSession or refreshSession.
  static func session(_ reply: WireReply) throws -> TimedTokens {
    let access = try reply.text("accessJwt")
    let tokens = AccountTokens.bluesky(access: access, refresh: try reply.text("refreshJwt"))
    return TimedTokens(tokens, expiresAt: end(ofJWT: access))
  }

  /// The tokens in an answer of X's token endpoint (RFC 6749 §5.1); it may leave the refresh token as it was.
  static func grant(
    _ reply: WireReply, _ client: String, _ clientSecret: String?, _ refresh: String?, _ now: Date
  ) throws -> TimedTokens {
    let tokens = AccountTokens.x(
      client: client, clientSecret: clientSecret, access: try reply.text("access_token"),
      refresh: try reply.object()["refresh_token"]?.string ?? refresh)
    let seconds = try reply.object()["expires_in"]?.double ?? 7_200
    return TimedTokens(tokens, expiresAt: now.addingTimeInterval(min(max(seconds, 0), 31_536_000)))
  }

  /// The time in a JSON Web Token (RFC 7519 §4.1.4), read and not verified: it only says when to ask for another.
  static func end(ofJWT token: String) -> Date? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64Text.bytes(url: String(parts[1])),
      let seconds = (try? JSONValue(parsing: bytes))?["exp"]?.double
    else { return nil }
    return Date(timeIntervalSince1970: seconds)
  }
}
