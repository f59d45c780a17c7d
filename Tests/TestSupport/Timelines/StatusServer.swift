// A home timeline of Mastodon with pages as its own server has them: numbers as ids, `Link` headers by `min_id`, limits in
// headers. What the real server of the slow tests cannot be made to do is done here.

import Foundation
import Synchronization

/// Mastodon on the loopback.
package final class StatusServer: Sendable {
  private struct State {
    /// Ids, the oldest first.
    var posts: [Int]
    var sets: [String: Set<String>] = [:]
    var faults: [ServerFault] = []
    /// How many calls are answered well before the faults begin.
    var patience = 0
  }

  private let state: Mutex<State>
  private let token: String
  private let server = Mutex<ScriptedServer?>(nil)

  package init(token: String, posts: some Sequence<Int> = []) throws {
    self.token = token
    state = Mutex(State(posts: Array(posts)))
    let server = try ScriptedServer { [weak self] in self?.answer($0) ?? .answer(503) }
    self.server.withLock { $0 = server }
  }

  package var address: String { server.withLock { $0 }.map { "http://127.0.0.1:\($0.port)" } ?? "" }
  package var host: String { String(address.dropFirst("http://".count)) }
  package var requests: [ReceivedRequest] { server.withLock { $0 }?.requests ?? [] }
  package func add(_ posts: some Sequence<Int>) { state.withLock { $0.posts += posts } }
  /// After so many more good answers the next call fails so.
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    state.withLock {
      $0.faults.append(fault)
      $0.patience = patience
    }
  }
  /// The ids that are `favourite`, `reblog` or `bookmark`.
  package func set(_ verb: String) -> Set<String> { state.withLock { $0.sets[verb] ?? [] } }

  private func answer(_ received: ReceivedRequest) -> Script {
    guard received[header: "Authorization"] == "Bearer \(token)" else {
      return .json(401, ["error": "The access token is invalid: \(token)"])
    }
    let request = ServedRequest(received)
    let base = address
    return state.withLock { state in
      var fault: ServerFault?
      if state.patience > 0 {
        state.patience -= 1
      } else if !state.faults.isEmpty {
        fault = state.faults.removeFirst()
      }
      switch fault {
      case .answer(let status, let headers, let text)?:
        return .answer(status, headers: headers.map { ($0, $1) }, text)
      case .dropBefore?: return Script([.close])
      case .dropAfter?:
        _ = Self.perform(request, base, &state)
        return Script([.close])
      case nil: return Self.perform(request, base, &state)
      }
    }
  }

  private static func perform(
    _ request: ServedRequest, _ base: String, _ state: inout State
  ) -> Script {
    if request.path == "/api/v1/timelines/home" { return page(request, base, state) }
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.count >= 4, parts[2] == "statuses", let id = Int(parts[3]), state.posts.contains(id)
    else { return .json(404, ["error": "Record not found"]) }
    if parts.count == 5 {
      let isUndo = parts[4].hasPrefix("un")
      let verb = isUndo ? String(parts[4].dropFirst(2)) : parts[4]
      if isUndo {
        state.sets[verb]?.remove(parts[3])
      } else {
        state.sets[verb, default: []].insert(parts[3])
      }
    }
    return .json(200, status(id, state))
  }

  private static func page(_ request: ServedRequest, _ base: String, _ state: State) -> Script {
    let limit = request["limit"].flatMap { Int($0) } ?? 20
    let sorted = state.posts.sorted()
    var page: [Int]
    if let min = request["min_id"].flatMap({ Int($0) }) {
      page = Array(sorted.filter { $0 > min }.prefix(limit).reversed())
    } else {
      page = Array(sorted.suffix(limit).reversed())
    }
    var headers = ["X-RateLimit-Remaining": "299", "X-RateLimit-Reset": "2026-01-20T08:05:00.000Z"]
    if let newest = page.first, let oldest = page.last {
      let path = "\(base)/api/v1/timelines/home?limit=\(limit)"
      headers["Link"] =
        "<\(path)&max_id=\(oldest)>; rel=\"next\", <\(path)&min_id=\(newest)>; rel=\"prev\""
    }
    return .json(200, headers: headers, page.map { status($0, state) })
  }

  private static func status(_ id: Int, _ state: State) -> [String: Any] {
    let has = { (verb: String) in state.sets[verb]?.contains("\(id)") ?? false }
    return [
      "id": "\(id)", "uri": "https://social.example/users/ann/statuses/\(id)",
      "url": "https://social.example/@ann/\(id)", "created_at": "2026-01-20T07:00:00.000Z",
      "content": "<p>Post number \(id)</p>", "visibility": "public", "favourites_count": 1,
      "favourited": has("favourite"), "reblogged": has("reblog"), "bookmarked": has("bookmark"),
      "account": [
        "id": "7", "acct": "ann", "username": "ann", "url": "https://social.example/@ann",
      ],
      // Numbers that end in 7 are caught by a filter of the person's own.
      "filtered": id % 10 == 7
        ? [["filter": ["id": "1", "title": "sevens", "filter_action": "hide"]]] : [],
    ]
  }
}
