// The lists of what an account of Mastodon has done: sorted by when it was done, with pages that only the server can name.

import Foundation
import Synchronization

/// Favourites, bookmarks and boosts of one account, on the loopback.
package final class MastodonLikesServer: Sendable {
  package static let account = "109"

  private struct State {
    /// By list, the newest first: what stands in the addresses of pages, and the id of the post.
    var lists: [String: [(number: Int, id: String)]] = [:]
    var count = 0
    /// Posts of the home timeline, the oldest first.
    var home: [String] = []
    var faults: [ServerFault] = []
    /// How many calls are answered well before the faults begin.
    var patience = 0
    /// Whether lists are shown; some servers never do.
    var showsLists = true
  }

  package let server: ScriptedServer
  private let state: Mutexed<State>

  package init(token: String, pageSize: Int = 40) throws {
    let state = Mutexed(State())
    self.state = state
    let port = Mutexed(0)
    server = try ScriptedServer { received in
      guard received[header: "Authorization"] == "Bearer \(token)" else {
        return .json(401, ["error": "The access token is invalid"])
      }
      return Self.answer(
        ServedRequest(received), "http://127.0.0.1:\(port.value)", state, pageSize)
    }
    port.value = server.port
  }

  package var address: String { "http://127.0.0.1:\(server.port)" }
  package var requests: [ReceivedRequest] { server.requests }
  /// The name of the post with an id, as the whole network knows it.
  package static func uri(_ id: String) -> String {
    "https://social.example/posts/\(id.hasPrefix("ref-") ? String(id.dropFirst(4)) : id)"
  }

  /// The person does something in another program; `list` is `favourites`, `bookmarks` or `statuses`.
  package func add(_ ids: some Sequence<String>, to list: String) {
    for id in ids {
      state.change {
        $0.count += 1
        $0.lists[list, default: []].insert(($0.count, id), at: 0)
      }
    }
  }

  /// The person takes something back in another program.
  package func remove(_ id: String, from list: String) {
    state.change { $0.lists[list]?.removeAll { $0.id == id } }
  }

  package func post(_ ids: [String]) { state.change { $0.home += ids } }
  /// From now on lists are empty, whatever is in them.
  package func hideLists() { state.change { $0.showsLists = false } }
  /// After so many more good answers the next call fails so.
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    state.change {
      $0.faults.append(fault)
      $0.patience = patience
    }
  }

  private static func answer(
    _ request: ServedRequest, _ base: String, _ shared: Mutexed<State>, _ pageSize: Int
  ) -> Script {
    var state = shared.value
    if state.patience > 0 {
      shared.change { $0.patience -= 1 }
    } else if !state.faults.isEmpty {
      shared.change { _ = $0.faults.removeFirst() }
      if case .answer(let status, let headers, let text) = state.faults[0] {
        return .answer(status, headers: headers.map { ($0, $1) }, text)
      }
      return Script([.close])
    }
    if !state.showsLists { state.lists = state.lists.mapValues { _ in [] } }
    switch request.path {
    case "/api/v1/accounts/verify_credentials":
      return .json(200, ["id": account, "username": "ada", "acct": "ada"])
    case "/api/v1/favourites": return page("favourites", request, base, state, pageSize)
    case "/api/v1/bookmarks": return page("bookmarks", request, base, state, pageSize)
    case "/api/v1/accounts/\(account)/statuses":
      return page("statuses", request, base, state, pageSize)
    case "/api/v1/timelines/home":
      return .json(200, state.home.reversed().map { status($0, shared.value) })
    default:
      let parts = request.path.split(separator: "/").map(String.init)
      guard parts.count == 4, parts[2] == "statuses", parts[3] != "deleted" else {
        return .json(404, ["error": "Record not found"])
      }
      return .json(200, status(parts[3], shared.value))
    }
  }

  private static func page(
    _ list: String, _ request: ServedRequest, _ base: String, _ state: State, _ pageSize: Int
  ) -> Script {
    let most = request["max_id"].flatMap { Int($0) } ?? .max
    let below = (state.lists[list] ?? []).filter { $0.number < most }
    let slice = below.prefix(pageSize)
    var headers: [String: String] = [:]
    if let last = slice.last, below.count > slice.count {
      headers["Link"] = "<\(base)\(request.path)?limit=40&max_id=\(last.number)>; rel=\"next\""
    }
    return .json(
      200, headers: headers,
      slice.map { element -> [String: Any] in
        guard list == "statuses" else { return status(element.id, state) }
        var boost = status("boost-\(element.number)", state)
        boost["content"] = ""
        boost["reblog"] = status(element.id, state)
        return boost
      })
  }

  private static func status(_ id: String, _ state: State) -> [String: Any] {
    let has = { (list: String) in state.lists[list]?.contains { $0.id == id } ?? false }
    return [
      "id": id, "uri": uri(id), "url": uri(id) + "/page", "created_at": "2026-01-10T07:00:00.000Z",
      "content": "<p>What \(id) says</p>", "visibility": "public",
      "favourited": has("favourites"), "reblogged": has("statuses"), "bookmarked": has("bookmarks"),
      "account": [
        "id": "7", "acct": "ann", "username": "ann", "url": "https://social.example/@ann",
      ],
    ]
  }
}
