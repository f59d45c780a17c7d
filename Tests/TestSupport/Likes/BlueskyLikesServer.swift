// A repository of the AT Protocol with likes and reposts under keys that are times, and bookmarks, listed as the reference
// server lists them: the latest keys first, with the last key of a page as its cursor.

import Foundation
import Synchronization

/// The likes of one account of Bluesky, on the loopback.
package final class BlueskyLikesServer: Sendable {
  package static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"

  private struct State {
    /// By collection: keys and subjects.
    var records: [String: [String: String]] = [:]
    /// The newest first.
    var bookmarks: [String] = []
    /// Posts that nobody can see any more.
    var deleted: Set<String> = []
    var faults: [ServerFault] = []
    var patience = 0
  }

  package let server: ScriptedServer
  private let state: Mutexed<State>

  package init(token: String, pageSize: Int = 50) throws {
    let state = Mutexed(State())
    self.state = state
    server = try ScriptedServer { received in
      guard received[header: "Authorization"] == "Bearer \(token)" else {
        return .json(401, ["error": "AuthMissing", "message": "Authentication Required"])
      }
      return Self.answer(ServedRequest(received), state, pageSize)
    }
  }

  package var address: String { "http://127.0.0.1:\(server.port)" }
  package var requests: [ReceivedRequest] { server.requests }
  package static func uri(_ name: String) -> String {
    "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/\(name)"
  }

  /// The person does something in another program; `time` counts in the key.
  package func add(_ name: String, to collection: String, time: Int) {
    state.change { $0.records[collection, default: [:]][Self.key(time)] = Self.uri(name) }
  }

  package func remove(_ name: String, from collection: String) {
    state.change { state in
      for (key, uri) in state.records[collection] ?? [:] where uri == Self.uri(name) {
        state.records[collection]?[key] = nil
      }
    }
  }

  package func bookmark(_ name: String) {
    state.change { $0.bookmarks.insert(Self.uri(name), at: 0) }
  }
  package func unbookmark(_ name: String) {
    state.change { $0.bookmarks.removeAll { $0 == Self.uri(name) } }
  }
  package func delete(_ name: String) { state.change { $0.deleted.insert(Self.uri(name)) } }
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    state.change {
      $0.faults.append(fault)
      $0.patience = patience
    }
  }

  /// A timestamp identifier of so many seconds after 2025-06-01.
  private static func key(_ time: Int) -> String {
    let letters = Array("234567abcdefghijklmnopqrstuvwxyz")
    let value = UInt64(1_748_736_000 + time) * 1_000_000 << 10
    return String((0..<13).map { letters[Int(value >> (60 - 5 * UInt64($0)) & 31)] })
  }

  private static func answer(
    _ request: ServedRequest, _ shared: Mutexed<State>, _ pageSize: Int
  ) -> Script {
    let state = shared.value
    if state.patience > 0 {
      shared.change { $0.patience -= 1 }
    } else if !state.faults.isEmpty {
      shared.change { _ = $0.faults.removeFirst() }
      if case .answer(let status, let headers, let text) = state.faults[0] {
        return .answer(status, headers: headers.map { ($0, $1) }, text)
      }
      return Script([.close])
    }
    switch request.path {
    case "/xrpc/com.atproto.repo.listRecords": return records(request, state, pageSize)
    case "/xrpc/com.atproto.repo.getRecord":
      let key = request["rkey"] ?? ""
      guard let uri = state.records[request["collection"] ?? ""]?[key] else {
        return .json(400, ["error": "RecordNotFound", "message": "Could not locate record"])
      }
      return .json(200, ["uri": uri, "cid": "bafyreia", "value": [String: Any]()])
    case "/xrpc/app.bsky.feed.getPosts":
      let wanted = request.query.filter { $0.name == "uris" }.map(\.value)
      guard wanted.count <= 25 else { return .json(400, ["error": "InvalidRequest"]) }
      return .json(
        200, ["posts": wanted.filter { !state.deleted.contains($0) }.map { view($0, state) }])
    case "/xrpc/app.bsky.bookmark.getBookmarks":
      let start = request["cursor"].flatMap { Int($0) } ?? 0
      let slice = state.bookmarks.dropFirst(start).prefix(pageSize)
      var answer: [String: Any] = [
        "bookmarks": slice.map { uri -> [String: Any] in
          [
            "createdAt": "2026-01-12T07:00:00.000Z", "subject": ["uri": uri, "cid": "bafyreib"],
            "item": view(uri, state).merging(["$type": "app.bsky.feed.defs#postView"]) { $1 },
          ]
        }
      ]
      if start + slice.count < state.bookmarks.count { answer["cursor"] = "\(start + slice.count)" }
      return .json(200, answer)
    default: return .json(501, ["error": "MethodNotImplemented"])
    }
  }

  private static func records(
    _ request: ServedRequest, _ state: State, _ pageSize: Int
  ) -> Script {
    let collection = request["collection"] ?? ""
    let all = (state.records[collection] ?? [:]).sorted { $0.key > $1.key }
    let below = all.filter { record in request["cursor"].map { record.key < $0 } ?? true }
    let slice = below.prefix(pageSize)
    var answer: [String: Any] = [
      "records": slice.map { key, uri -> [String: Any] in
        [
          "uri": "at://\(did)/\(collection)/\(key)", "cid": "bafyreia",
          "value": [
            "$type": collection, "createdAt": "2026-01-12T07:00:00.000Z",
            "subject": ["uri": uri, "cid": "bafyreib"],
          ],
        ]
      }
    ]
    if let last = slice.last { answer["cursor"] = last.key }
    return .json(200, answer)
  }

  private static func view(_ uri: String, _ state: State) -> [String: Any] {
    var viewer: [String: Any] = ["bookmarked": state.bookmarks.contains(uri)]
    for (collection, records) in state.records {
      for (key, subject) in records where subject == uri {
        viewer[collection.hasSuffix("like") ? "like" : "repost"] =
          "at://\(did)/\(collection)/\(key)"
      }
    }
    let name = uri.split(separator: "/").last ?? ""
    return [
      "uri": uri, "cid": "bafyreib", "indexedAt": "2026-01-10T07:00:00.000Z",
      "author": ["did": "did:plc:z72i7hdynmk6r22z27h6tvur", "handle": "ann.bsky.social"],
      "record": [
        "$type": "app.bsky.feed.post", "text": "What \(name) says",
        "createdAt": "2026-01-10T07:00:00.000Z",
      ], "viewer": viewer,
    ]
  }
}
