// X's sign-in on the loopback: OAuth 2.0 with codes and refresh tokens for one use, and signatures of OAuth 1.0a, which are
// computed anew here and compared; and behind it what X has.

import Crypto
import Foundation

/// X on the loopback, with its errors.
package final class XServer: Sendable {
  package static let client = "xclient-CLIENTID"
  package static let clientSecret = "xclientsecret-SECRETSECRET"
  /// Consumer key and secret, token and secret.
  package static let keys = [
    "xconsumer-KEYKEYKEY", "xconsumersecret-CONSCONS", "xtoken-TOKTOKTOK", "xtokensecret-TSTSTSTS",
  ]
  package let server: ScriptedServer
  package let desk: CodeDesk
  /// What is behind the sign-in.
  package let posts: XPostServer

  package init(
    user: String = "Ada", redirect: String, isConfidential: Bool = false, posts: [Int] = []
  ) throws {
    let posts = XPostServer(behind: posts)
    self.posts = posts
    let desk = CodeDesk(prefix: "xtwo")
    desk.register(
      Self.client, secret: isConfidential ? Self.clientSecret : nil, redirect: redirect)
    self.desk = desk
    server = try ScriptedServer { request in
      switch (request.method, request.place) {
      case ("GET", "/i/oauth2/authorize"):
        guard let code = desk.code(request.query) else {
          return .answer(400, "<html>Something went wrong</html>")
        }
        return .redirect(to: "\(redirect)?state=\(request.query["state"] ?? "")&code=\(code)")
      case ("POST", "/2/oauth2/token"):
        guard let grant = desk.grant(request.form, basic: request[header: "Authorization"]) else {
          return .json(
            400,
            #"{"error":"invalid_request","error_description":"Value passed for the token was invalid: \#(request.form["refresh_token"] ?? "")."}"#
          )
        }
        return .json(
          200,
          #"{"token_type":"bearer","expires_in":7200,"access_token":"\#(grant.access)","refresh_token":"\#(grant.refresh)","scope":"x"}"#
        )
      case ("POST", "/2/oauth2/revoke"):
        desk.revoke(request.form["token"])
        return .json(200, #"{"revoked":true}"#)
      case ("GET", "/2/users/me"):
        guard desk.isGood(access: request.bearer) || isSigned(request) else { return unauthorized }
        return .json(200, #"{"data":{"id":"2244994945","name":"Ada","username":"\#(user)"}}"#)
      case (_, let place) where place.hasPrefix("/2/"):
        guard desk.isGood(access: request.bearer) || isSigned(request) else { return unauthorized }
        return posts.answer(request)
      default: return .answer(404, "<html>404</html>")
      }
    }
  }
}

private let unauthorized = Script.json(
  401, #"{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}"#)

/// Whether a request is signed with the four secrets (RFC 5849 §3.4); bodies of JSON are not part of it.
private func isSigned(_ request: ReceivedRequest) -> Bool {
  guard let header = request[header: "Authorization"], header.hasPrefix("OAuth ") else {
    return false
  }
  var fields: [String: String] = [:]
  for part in header.dropFirst(6).split(separator: ",") {
    let halves = part.trimmingCharacters(in: .whitespaces).split(separator: "=", maxSplits: 1)
    guard halves.count == 2 else { return false }
    fields[String(halves[0])] = halves[1].filter { $0 != "\"" }.description
  }
  let signature = fields.removeValue(forKey: "oauth_signature")?.removingPercentEncoding
  guard fields["oauth_consumer_key"] == XServer.keys[0], fields["oauth_token"] == XServer.keys[2],
    fields["oauth_signature_method"] == "HMAC-SHA1", fields["oauth_nonce"]?.isEmpty == false,
    let seconds = fields["oauth_timestamp"].flatMap(Double.init),
    abs(seconds - Date().timeIntervalSince1970) < 300
  else { return false }
  let list = (Array(request.query.all) + fields.mapValues { $0.removingPercentEncoding ?? $0 })
    .map { (encoded($0.key), encoded($0.value)) }.sorted { $0 < $1 }
    .map { "\($0)=\($1)" }.joined(separator: "&")
  let base = [request.method, request.site + request.place, list].map(encoded)
    .joined(separator: "&")
  let key = "\(XServer.keys[1])&\(XServer.keys[3])"
  return signature
    == Base64Text.standard(HMACSHA1.code(of: Array(base.utf8), key: Array(key.utf8)))
}

/// As RFC 3986 §2.3 leaves characters alone.
private func encoded(_ text: String) -> String {
  let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
  return text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: letters))
    ?? text
}
