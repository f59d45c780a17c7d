// A server that lets people in as Mastodon does, with its errors, written after its documentation, and shows them their
// timeline.

import Foundation
import Synchronization

/// Mastodon on the loopback.
package final class MastodonServer: Sendable {
  package let server: ScriptedServer
  package let desk: CodeDesk
  /// What is behind the sign-in.
  package let statuses: StatusServer

  /// `knowsItself`: whether it has the metadata of RFC 8414, as 4.3 and later have.
  package init(user: String = "ada", knowsItself: Bool = true, posts: [Int] = []) throws {
    let desk = CodeDesk(prefix: "mstdn")
    let statuses = StatusServer(behind: posts)
    (self.desk, self.statuses) = (desk, statuses)
    let count = Atomic(0)
    server = try ScriptedServer { request in
      switch (request.method, request.place) {
      case ("GET", "/.well-known/oauth-authorization-server") where knowsItself:
        return .json(200, #"{"issuer":"x","code_challenge_methods_supported":["S256"]}"#)
      case ("POST", "/api/v1/apps"):
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        let (id, secret) = ("mstdnclient-\(number)", "mstdnsecret-\(number)-QRSTUVWX")
        desk.register(id, secret: secret, redirect: request.form["redirect_uris"] ?? "")
        return .json(200, #"{"id":"1","client_id":"\#(id)","client_secret":"\#(secret)"}"#)
      case ("GET", "/oauth/authorize"):
        guard let code = desk.code(request.query, needsProof: knowsItself) else {
          return .answer(400, "<html>The client is not known</html>")
        }
        let redirect = request.query["redirect_uri"] ?? ""
        guard redirect.hasPrefix("http") else { return .answer(200, "code: \(code)") }
        return .redirect(to: "\(redirect)?code=\(code)&state=\(request.query["state"] ?? "")")
      case ("POST", "/oauth/token"):
        guard let grant = desk.grant(request.form, basic: nil) else {
          return .json(
            400,
            #"{"error":"invalid_grant","error_description":"The provided authorization grant is invalid: \#(request.form["code"] ?? "")"}"#
          )
        }
        desk.revoke(grant.refresh)
        return .json(
          200,
          #"{"access_token":"\#(grant.access)","token_type":"Bearer","scope":"read","created_at":1}"#
        )
      case ("GET", "/api/v1/accounts/verify_credentials"):
        guard desk.isGood(access: request.bearer) else {
          return .json(401, #"{"error":"The access token is invalid: \#(request.bearer ?? "")"}"#)
        }
        return .json(200, #"{"id":"109","username":"\#(user)","acct":"\#(user)"}"#)
      case ("POST", "/oauth/revoke"):
        desk.revoke(request.form["token"])
        return .json(200, "{}")
      case (_, let place) where place.hasPrefix("/api/"):
        guard desk.isGood(access: request.bearer) else {
          return .json(401, #"{"error":"The access token is invalid: \#(request.bearer ?? "")"}"#)
        }
        return statuses.answer(request)
      default: return .answer(404, headers: [("Content-Type", "text/html")], "<html>404</html>")
      }
    }
  }
}

extension Script {
  /// An answer of JSON.
  package static func json(_ status: Int, _ text: String) -> Script {
    .answer(status, headers: [("Content-Type", "application/json")], text)
  }
}
