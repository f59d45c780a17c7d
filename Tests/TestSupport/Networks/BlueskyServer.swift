// A server of the AT Protocol that knows handles, documents and sessions, with the reference server's errors, and has one
// repository behind them.

import Crypto
import Foundation
import Synchronization

/// Bluesky on the loopback: entryway, directory and data server in one.
package final class BlueskyServer: Sendable {
  package static let password = "abcd-efgh-1234-zyxw"
  package static let did = BlueskyRepoServer.did
  package let server: ScriptedServer
  package let desk: CodeDesk
  /// What its next refreshSession does after the tokens are spent: nothing comes back.
  package let breaksOff: Mutexed<Bool>
  /// What is behind the sign-in.
  package let repo: BlueskyRepoServer

  package init(
    handle: String = "ada.bsky.social", claims: String? = nil, posts: [BlueskyRepoServer.Post] = []
  ) throws {
    let desk = CodeDesk(prefix: "bsky")
    let breaks = Mutexed(false)
    let repo = BlueskyRepoServer(behind: posts)
    (self.desk, breaksOff, self.repo) = (desk, breaks, repo)
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
            + ##""type":"AtprotoPersonalDataServer","serviceEndpoint":"\##(request.site)"}]}"##
        )
      case ("POST", "/xrpc/com.atproto.server.createSession"):
        let text = String(decoding: request.body, as: UTF8.self)
        guard text.contains(Self.did), text.contains(Self.password) else {
          return .json(
            401, #"{"error":"AuthenticationRequired","message":"Invalid identifier or password"}"#)
        }
        return session(desk.give(), handle)
      case ("GET", "/xrpc/com.atproto.server.getSession"):
        guard desk.isGood(access: access(request.bearer)) else { return expired(request) }
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
      case (_, let place)
      where place.hasPrefix("/xrpc/app.bsky.") || place.hasPrefix("/xrpc/com.atproto.repo."):
        guard desk.isGood(access: access(request.bearer)) else { return expired(request) }
        return repo.answer(request)
      default: return .json(404, #"{"error":"XRPCNotSupported","message":"Not Found"}"#)
      }
    }
  }
}

private func expired(_ request: ReceivedRequest) -> Script {
  .json(
    400, #"{"error":"ExpiredToken","message":"Token has expired: \#(request.bearer ?? "")"}"#)
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
