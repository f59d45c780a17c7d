// X's sign-in on the loopback: OAuth 2.0 with codes and refresh tokens for one use, and signatures of OAuth 1.0a, which are
// computed anew here and compared.

import Crypto
import Foundation

/// X's sign-in, with its errors.
package final class XServer: Sendable {
  package static let client = "xclient-CLIENTID"
  package static let clientSecret = "xclientsecret-SECRETSECRET"
  /// Consumer key and secret, token and secret.
  package static let keys = [
    "xconsumer-KEYKEYKEY", "xconsumersecret-CONSCONS", "xtoken-TOKTOKTOK", "xtokensecret-TSTSTSTS",
  ]
  package let server: ScriptedServer
  package let desk: CodeDesk

  package init(user: String = "Ada", redirect: String, isConfidential: Bool = false) throws {
    let desk = CodeDesk(prefix: "xtwo")
    desk.register(
      Self.client, secret: isConfidential ? Self.clientSecret : nil, redirect: redirect)
    self.desk = desk
    let port = Mutexed(0)
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
        guard desk.isGood(access: request.bearer) || isSigned(request, port.value) else {
          return .json(
            401,
            #"{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}"#)
        }
        return .json(200, #"{"data":{"id":"2244994945","name":"Ada","username":"\#(user)"}}"#)
      default: return .answer(404, "<html>404</html>")
      }
    }
    port.value = server.port
  }
}

/// Whether a request without a query is signed with the four secrets (RFC 5849 §3.4).
private func isSigned(_ request: ReceivedRequest, _ port: Int) -> Bool {
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
  let list = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
    separator: "&")
  let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
  let base = [request.method, "http://127.0.0.1:\(port)\(request.place)", list]
    .compactMap { $0.addingPercentEncoding(withAllowedCharacters: plain) }.joined(separator: "&")
  let key = "\(XServer.keys[1])&\(XServer.keys[3])"
  return signature
    == Base64Text.standard(HMACSHA1.code(of: Array(base.utf8), key: Array(key.utf8)))
}
