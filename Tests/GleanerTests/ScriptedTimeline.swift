// A network that lets one account in without asking much, and whose timeline answers what a test says, word for word: for
// what the servers that keep state would never say.

import Foundation
import Synchronization
import TestSupport

final class ScriptedTimeline: Sendable {
  static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"

  private struct State {
    var pages: [Script] = []
    /// How many sessions there have been; only the newest is good.
    var session = 1
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  let server: ScriptedServer
  private let shared = Shared()

  private init(_ answer: @escaping @Sendable (ReceivedRequest, inout State) -> Script) throws {
    let shared = shared
    server = try ScriptedServer { request in shared.state.withLock { answer(request, &$0) } }
  }

  /// What the timeline answers to the next calls; after them it is empty.
  func say(_ pages: Script...) { shared.state.withLock { $0.pages += pages } }

  /// The access token that was given out ends.
  func expire() { shared.state.withLock { $0.session += 1 } }

  func asked(_ place: String) -> Int { server.requests.count { $0.place.hasSuffix(place) } }

  /// X, for who signs by OAuth 1.0a.
  static func x() throws -> ScriptedTimeline {
    try ScriptedTimeline { request, state in
      switch request.place {
      case "/2/users/me":
        return .answer(200, #"{"data":{"id":"42","name":"Ada","username":"ada"}}"#)
      case "/2/users":
        let ids = (request.query["ids"] ?? "").split(separator: ",")
        let users = ids.map { #"{"id":"\#($0)","username":"user\#($0)","name":"User \#($0)"}"# }
        return .answer(200, #"{"data":[\#(users.joined(separator: ","))]}"#)
      default:
        return state.pages.isEmpty
          ? .answer(200, #"{"meta":{"result_count":0}}"#) : state.pages.removeFirst()
      }
    }
  }

  /// Bluesky: directory, sessions, and one more handle that it knows.
  static func bluesky(handle: String = "ada.bsky.social") throws -> ScriptedTimeline {
    try ScriptedTimeline { request, state in
      switch request.place {
      case "/xrpc/com.atproto.identity.resolveHandle":
        let known = [handle: did, "bob.example": "did:plc:bob"][request.query["handle"] ?? ""]
        return known.map { .answer(200, #"{"did":"\#($0)"}"#) }
          ?? .answer(400, #"{"error":"InvalidRequest","message":"Unable to resolve handle"}"#)
      case "/" + did:
        let site = "http://\(request[header: "Host"] ?? "")"
        return .answer(
          200,
          ##"{"id":"\##(did)","alsoKnownAs":["at://\##(handle)"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"\##(site)"}]}"##
        )
      case "/xrpc/com.atproto.server.createSession", "/xrpc/com.atproto.server.refreshSession":
        return session(state.session, handle)
      default:
        guard request.bearer?.hasSuffix(".s\(state.session)") == true else {
          return .answer(400, #"{"error":"ExpiredToken","message":"Token has expired"}"#)
        }
        switch request.place {
        case "/xrpc/com.atproto.server.getSession":
          return .answer(200, #"{"did":"\#(did)","handle":"\#(handle)","active":true}"#)
        case "/xrpc/app.bsky.graph.getList":
          return .answer(200, #"{"list":{"name":"Birds"},"items":[]}"#)
        default:
          return state.pages.isEmpty ? .answer(200, #"{"feed":[]}"#) : state.pages.removeFirst()
        }
      }
    }
  }

  private static func session(_ number: Int, _ handle: String) -> Script {
    let claims = #"{"exp":\#(Int(Date().timeIntervalSince1970) + 7_200)}"#
    let middle = Data(claims.utf8).base64EncodedString().filter { $0 != "=" }
    let access = "e30.\(middle).s\(number)"
    return .answer(
      200,
      #"{"accessJwt":"\#(access)","refreshJwt":"refresh-\#(number)","handle":"\#(handle)","did":"\#(did)"}"#
    )
  }
}
