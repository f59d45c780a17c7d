// What an account of X has liked, bookmarked and passed on, in pages of as many as are asked for.

import Foundation
import Synchronization

/// The likes of one account of X, on the loopback.
package final class XLikesServer: Sendable {
  package static let user = "2244994945"

  package let server: ScriptedServer
  /// By `liked_tweets`, `bookmarks` or `tweets`, the newest first.
  private let lists = Mutexed<[String: [Int]]>([:])

  package init(token: String) throws {
    let lists = lists
    server = try ScriptedServer { received in
      guard received[header: "Authorization"] == "Bearer \(token)" else {
        return .json(401, ["title": "Unauthorized", "type": "about:blank", "status": 401])
      }
      return Self.answer(ServedRequest(received), lists.value)
    }
  }

  package var address: String { "http://127.0.0.1:\(server.port)" }
  package var requests: [ReceivedRequest] { server.requests }
  package func add(_ ids: some Sequence<Int>, to list: String) {
    for id in ids { lists.change { $0[list, default: []].insert(id, at: 0) } }
  }
  package func remove(_ id: Int, from list: String) {
    lists.change { $0[list]?.removeAll { $0 == id } }
  }
  package func empty(_ list: String) { lists.change { $0[list] = [] } }

  private static func answer(_ request: ServedRequest, _ lists: [String: [Int]]) -> Script {
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[0] == "2", parts[2] == user else {
      return .answer(404, "<html>Not Found</html>")
    }
    let all = lists[parts[3]] ?? []
    let start = request["pagination_token"].flatMap { Int($0) } ?? 0
    let slice = all.dropFirst(start).prefix(request["max_results"].flatMap { Int($0) } ?? 100)
    var meta: [String: Any] = ["result_count": slice.count]
    if start + slice.count < all.count { meta["next_token"] = "\(start + slice.count)" }
    var answer: [String: Any] = ["meta": meta]
    guard !slice.isEmpty else { return .json(200, answer) }
    guard parts[3] == "tweets" else {
      answer["data"] = slice.map(post)
      return .json(200, answer)
    }
    answer["data"] = slice.map { id -> [String: Any] in
      var repost = post(9_000_000 + id)
      repost["text"] = "RT @ann: What"
      repost["referenced_tweets"] = [["type": "retweeted", "id": "\(id)"]]
      return repost
    }
    answer["includes"] = ["tweets": slice.map(post)]
    return .json(200, answer)
  }

  private static func post(_ id: Int) -> [String: Any] {
    [
      "id": "\(id)", "text": "What \(id) says", "author_id": "100",
      "created_at": "2026-01-10T07:00:00.000Z", "edit_history_tweet_ids": ["\(id)"],
    ]
  }
}
