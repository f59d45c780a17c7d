// X's API with one account, some posts and its three sets, and a till: what an answer holds is billed as X bills it.

import Foundation
import Synchronization

/// X on the loopback.
package final class XPostServer: Sendable {
  package static let user = "2244994945"

  private struct State {
    /// Ids of the home timeline, the oldest first.
    var posts: [Int] = []
    var sets: [String: [String]] = [:]
    var fault: ServerFault?
    var billedPosts = 0
    var billedUsers = 0
    /// The plan has no likes.
    var hasLikes = true
  }

  private let state: Mutex<State>
  private let token: String
  private let server = Mutex<ScriptedServer?>(nil)

  package init(token: String, posts: [Int] = []) throws {
    self.token = token
    state = Mutex(State(posts: posts))
    let server = try ScriptedServer { [weak self] in self?.answer($0) ?? .answer(503) }
    self.server.withLock { $0 = server }
  }

  package var address: String { server.withLock { $0 }.map { "http://127.0.0.1:\($0.port)" } ?? "" }
  package var requests: [ReceivedRequest] { server.withLock { $0 }?.requests ?? [] }
  package var billed: (posts: Int, users: Int) {
    state.withLock { ($0.billedPosts, $0.billedUsers) }
  }
  /// What is in `likes`, `retweets` or `bookmarks`, the newest first.
  package func set(_ name: String) -> [String] { state.withLock { $0.sets[name] ?? [] } }
  package func add(_ posts: some Sequence<Int>) { state.withLock { $0.posts += posts } }
  package func fail(_ fault: ServerFault) { state.withLock { $0.fault = fault } }
  package func withoutLikes() { state.withLock { $0.hasLikes = false } }

  private func answer(_ received: ReceivedRequest) -> Script {
    guard received[header: "Authorization"] == "Bearer \(token)" else {
      return .json(
        401,
        ["title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"])
    }
    let request = ServedRequest(received)
    return state.withLock { state in
      let fault = state.fault
      state.fault = nil
      switch fault {
      case .answer(let status, let headers, let text)?:
        return .answer(status, headers: headers.map { ($0, $1) }, text)
      case .dropBefore?: return Script([.close])
      case .dropAfter?:
        _ = Self.perform(request, &state)
        return Script([.close])
      case nil: return Self.perform(request, &state)
      }
    }
  }

  private static let verbs = ["likes": "liked", "retweets": "retweeted", "bookmarks": "bookmarked"]

  private static func perform(_ request: ServedRequest, _ state: inout State) -> Script {
    let parts = request.path.split(separator: "/").map(String.init)
    if request.path == "/2/users" {
      let ids = (request["ids"] ?? "").split(separator: ",")
      state.billedUsers += ids.count
      return .json(200, ["data": ids.map { person(String($0)) }])
    }
    guard parts.count >= 4, parts[0] == "2" else { return .answer(404, "<html>Not Found</html>") }
    if parts[1] == "users", let verb = verbs[parts[3]], request.method != "GET" {
      return change(request, parts, verb, &state)
    }
    switch parts[3] {
    case "timelines" where parts.count == 5, "tweets" where parts[1] == "lists":
      return page(request, &state)
    case "liked_tweets": return kept(state.sets["likes"])
    case "bookmarks": return kept(state.sets["bookmarks"])
    case "tweets":
      let posts = (state.sets["retweets"] ?? []).map {
        ["id": "9\($0)", "text": "RT", "referenced_tweets": [["type": "retweeted", "id": $0]]]
          as [String: Any]
      }
      return .json(200, ["data": posts, "meta": ["result_count": posts.count]])
    default: return .answer(404, "<html>Not Found</html>")
    }
  }

  private static func change(
    _ request: ServedRequest, _ parts: [String], _ verb: String, _ state: inout State
  ) -> Script {
    if parts[3] == "likes", !state.hasLikes {
      return .json(
        403,
        [
          "title": "Client Forbidden", "type": "https://api.x.com/2/problems/client-forbidden",
          "status": 403, "detail": "This request must be made using an approved project.",
        ])
    }
    if request.method == "POST" {
      let id = request.text("tweet_id")
      state.sets[parts[3], default: []].removeAll { $0 == id }
      state.sets[parts[3], default: []].insert(id, at: 0)
      return .json(200, ["data": [verb: true]])
    }
    state.sets[parts[3], default: []].removeAll { $0 == parts[4] }
    return .json(200, ["data": [verb: false]])
  }

  private static func kept(_ ids: [String]?) -> Script {
    let posts = (ids ?? []).map { ["id": $0, "text": "x"] }
    return .json(200, ["data": posts, "meta": ["result_count": posts.count]])
  }

  private static func page(_ request: ServedRequest, _ state: inout State) -> Script {
    let isList = request.path.hasPrefix("/2/lists/")
    let since = isList ? 0 : request["since_id"].flatMap { Int($0) } ?? 0
    let until = isList ? Int.max : request["until_id"].flatMap { Int($0) } ?? Int.max
    let all = state.posts.sorted(by: >).filter { $0 > since && $0 < until }
    let start = request["pagination_token"].flatMap { Int($0) } ?? 0
    let limit = request["max_results"].flatMap { Int($0) } ?? 100
    let slice = all.dropFirst(start).prefix(limit)
    state.billedPosts += slice.count
    var meta: [String: Any] = ["result_count": slice.count]
    if start + limit < all.count { meta["next_token"] = "\(start + limit)" }
    var answer: [String: Any] = ["meta": meta]
    if !slice.isEmpty { answer["data"] = slice.map(post) }
    if (request["expansions"] ?? "").contains("author_id") {
      let authors = Set(slice.map { "\($0 % 3 + 100)" })
      state.billedUsers += authors.count
      answer["includes"] = ["users": authors.sorted().map(person)]
    }
    return .json(200, answer)
  }

  private static func post(_ id: Int) -> [String: Any] {
    [
      "id": "\(id)", "text": "Post number \(id)", "author_id": "\(id % 3 + 100)",
      "created_at": "2026-01-20T07:00:00.000Z", "edit_history_tweet_ids": ["\(id)"],
      "public_metrics": ["like_count": 2, "retweet_count": 1, "reply_count": 0, "quote_count": 0],
    ]
  }

  private static func person(_ id: String) -> [String: Any] {
    ["id": id, "username": "user\(id)", "name": "User \(id)"]
  }
}
