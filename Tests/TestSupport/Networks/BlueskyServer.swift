// A server of the AT Protocol that knows handles, documents and sessions, with the reference server's errors.

import Crypto
import Foundation
import Synchronization

/// Bluesky's sign-in on the loopback: entryway, directory and data server in one.
package final class BlueskyServer: Sendable {
  package static let password = "abcd-efgh-1234-zyxw"
  package static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
  package let server: ScriptedServer
  package let desk: CodeDesk
  /// What its next refreshSession does after the tokens are spent: nothing comes back.
  package let breaksOff: Mutexed<Bool>

  package init(handle: String = "ada.bsky.social", claims: String? = nil) throws {
    let desk = CodeDesk(prefix: "bsky")
    let breaks = Mutexed(false)
    (self.desk, breaksOff) = (desk, breaks)
    let port = Mutexed(0)
    server = try ScriptedServer { request in
      switch (request.method, request.place) {
      case ("GET", "/xrpc/com.atproto.identity.resolveHandle"):
        guard request.query["handle"] == handle else {
          return .json(400, #"{"error":"InvalidRequest","message":"Unable to resolve handle"}"#)
        }
        return .json(200, #"{"did":"\#(Self.did)"}"#)
      case ("GET", "/" + Self.did):
        return .json(
          200,
          ##"{"id":"\##(Self.did)","alsoKnownAs":["at://\##(claims ?? handle)"],"service":[{"id":"#atproto_pds","##
            + ##""type":"AtprotoPersonalDataServer","serviceEndpoint":"http://127.0.0.1:\##(port.value)"}]}"##
        )
      case ("POST", "/xrpc/com.atproto.server.createSession"):
        let text = String(decoding: request.body, as: UTF8.self)
        guard text.contains(Self.did), text.contains(Self.password) else {
          return .json(
            401, #"{"error":"AuthenticationRequired","message":"Invalid identifier or password"}"#)
        }
        return session(desk.give(), handle)
      case ("GET", "/xrpc/com.atproto.server.getSession"):
        guard desk.isGood(access: access(request.bearer)) else {
          return .json(
            400,
            #"{"error":"ExpiredToken","message":"Token has expired: \#(request.bearer ?? "")"}"#)
        }
        return .json(200, #"{"did":"\#(Self.did)","handle":"\#(handle)","active":true}"#)
      case ("POST", "/xrpc/com.atproto.server.refreshSession"):
        guard let grant = desk.renew(request.bearer) else {
          return .json(
            400,
            #"{"error":"ExpiredToken","message":"Token has been revoked: \#(request.bearer ?? "")"}"#
          )
        }
        return breaks.value ? Script([.close]) : session(grant, handle)
      case ("POST", "/xrpc/com.atproto.server.deleteSession"):
        desk.revoke(request.bearer)
        desk.expire()
        return .answer(200)
      default: return .json(404, #"{"error":"XRPCNotSupported","message":"Not Found"}"#)
      }
    }
    port.value = server.port
  }
}

private func session(_ grant: CodeDesk.Grant, _ handle: String) -> Script {
  let claims = #"{"exp":\#(Int(Date().timeIntervalSince1970) + 7_200)}"#
  let access = "e30.\(Base64Text.url(Array(claims.utf8))).\(grant.access)"
  return .json(
    200,
    #"{"accessJwt":"\#(access)","refreshJwt":"\#(grant.refresh)","handle":"\#(handle)","did":"\#(BlueskyServer.did)"}"#
  )
}

private func access(_ bearer: String?) -> String? {
  bearer?.split(separator: ".").last.map(String.init)
}
