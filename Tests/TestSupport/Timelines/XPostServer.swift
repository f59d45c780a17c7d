// X's API with one account, some posts and its three sets, and a till: what an answer holds is billed as X bills it.

import Feed
import Foundation
import Synchronization

/// X on the loopback.
package final class XPostServer: Sendable {
  package static let user = "2244994945"

  private struct State {
    /// Ids of the home timeline, the oldest first.
    var posts: [Int] = []
    var sets: [String: [String]] = [:]
    var billedPosts = 0
    var billedUsers = 0
    /// The plan has no likes.
    var hasLikes = true
  }

  package let frame = ServerFrame()
  private let state: Mutex<State>
  /// Nil where somebody before it lets people in.
  private let token: String?

  package init(token: String, posts: [Int] = []) throws {
    self.token = token
    state = Mutex(State(posts: posts))
    try frame.listen { [weak self] in self?.answer($0) ?? .answer(503) }
  }

  /// Without a socket of its own.
  init(behind posts: [Int]) {
    token = nil
    state = Mutex(State(posts: posts))
  }

  package var address: String { frame.address }
  package var requests: [ReceivedRequest] { frame.requests }
  package var billed: (posts: Int, users: Int) {
    state.withLock { ($0.billedPosts, $0.billedUsers) }
  }
  /// What is in `likes`, `retweets` or `bookmarks`, the newest first.
  package func set(_ name: String) -> [String] { state.withLock { $0.sets[name] ?? [] } }
  package func add(_ posts: some Sequence<Int>) { state.withLock { $0.posts += posts } }
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    frame.fail(fault, after: patience)
  }
  package func withoutLikes() { state.withLock { $0.hasLikes = false } }

  func answer(_ received: ReceivedRequest) -> Script {
    guard token.map({ received[header: "Authorization"] == "Bearer \($0)" }) ?? true else {
      return .json(
        401,
        ["title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"])
    }
    let request = ServedRequest(received)
    return frame.carryOut { state.withLock { perform(request, &$0) } }
  }

  private static let verbs = ["likes": "liked", "retweets": "retweeted", "bookmarks": "bookmarked"]
  private static let kinds: [String: ActionKind] = [
    "likes": .like, "retweets": .repost, "bookmarks": .bookmark,
  ]

  private func perform(_ request: ServedRequest, _ state: inout State) -> Script {
    let parts = request.path.split(separator: "/").map(String.init)
    if request.path == "/2/users" {
      let ids = (request["ids"] ?? "").split(separator: ",")
      state.billedUsers += ids.count
      return .json(200, ["data": ids.map { person(String($0)) }])
    }
    if request.path == "/2/tweets" { return standing(request, &state) }
    guard parts.count >= 4, parts[0] == "2" else { return .answer(404, "<html>Not Found</html>") }
    if parts[1] == "users", let verb = Self.verbs[parts[3]], request.method != "GET" {
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

  private func change(
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
    let isUndo = request.method != "POST"
    let id = isUndo ? parts[4] : request.text("tweet_id")
    let has = state.sets[parts[3]]?.contains(id) ?? false
    state.sets[parts[3], default: []].removeAll { $0 == id }
    if !isUndo { state.sets[parts[3], default: []].insert(id, at: 0) }
    if let kind = Self.kinds[parts[3]] {
      frame.note(ServedEffect(kind, isUndo: isUndo, id, isChange: has == isUndo))
    }
    return .json(200, ["data": [verb: !isUndo]])
  }

  /// What is asked for by its id, and a problem for each that is not there.
  private func standing(_ request: ServedRequest, _ state: inout State) -> Script {
    let ids = (request["ids"] ?? "").split(separator: ",").map(String.init)
    let there = ids.filter { id in state.posts.contains { "\($0)" == id } }
    state.billedPosts += there.count
    var answer: [String: Any] = [:]
    if !there.isEmpty { answer["data"] = there.compactMap { Int($0) }.map(post) }
    let gone = ids.filter { !there.contains($0) }.map { id in
      [
        "resource_type": "tweet", "resource_id": id, "parameter": "ids", "value": id,
        "title": "Not Found Error",
        "type": "https://api.twitter.com/2/problems/resource-not-found",
      ]
    }
    if !gone.isEmpty { answer["errors"] = gone }
    return .json(200, answer)
  }

  private func kept(_ ids: [String]?) -> Script {
    let posts = (ids ?? []).map { ["id": $0, "text": "x"] }
    return .json(200, ["data": posts, "meta": ["result_count": posts.count]])
  }

  private func page(_ request: ServedRequest, _ state: inout State) -> Script {
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

  private func post(_ id: Int) -> [String: Any] {
    [
      "id": "\(id)", "text": "Post number \(id)", "author_id": "\(id % 3 + 100)",
      "created_at": frame.time, "edit_history_tweet_ids": ["\(id)"],
      "public_metrics": ["like_count": 2, "retweet_count": 1, "reply_count": 0, "quote_count": 0],
    ]
  }

  private func person(_ id: String) -> [String: Any] {
    ["id": id, "username": "user\(id)", "name": "User \(id)"]
  }
}
