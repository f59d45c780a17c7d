// A home timeline of Mastodon with pages as its own server has them: numbers as ids, `Link` headers by `min_id`, limits in
// headers. What the real server of the slow tests cannot be made to do is done here.

import Feed
import Foundation
import Synchronization

/// Mastodon on the loopback.
package final class StatusServer: Sendable {
  private struct State {
    /// Ids, the oldest first.
    var posts: [Int]
    var sets: [String: Set<String>] = [:]
  }

  private static let verbs: [String: ActionKind] = [
    "favourite": .like, "reblog": .repost, "bookmark": .bookmark,
  ]

  package let frame = ServerFrame()
  private let state: Mutex<State>
  /// Nil where somebody before it lets people in.
  private let token: String?

  package init(token: String, posts: some Sequence<Int> = []) throws {
    self.token = token
    state = Mutex(State(posts: Array(posts)))
    try frame.listen { [weak self] in self?.answer($0) ?? .answer(503) }
  }

  /// Without a socket of its own.
  init(behind posts: some Sequence<Int>) {
    token = nil
    state = Mutex(State(posts: Array(posts)))
  }

  package var address: String { frame.address }
  package var host: String { String(address.dropFirst("http://".count)) }
  package var requests: [ReceivedRequest] { frame.requests }
  package func add(_ posts: some Sequence<Int>) { state.withLock { $0.posts += posts } }
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    frame.fail(fault, after: patience)
  }
  /// What the whole network calls a post.
  package static func uri(_ id: Int) -> String { "https://social.example/users/ann/statuses/\(id)" }
  /// The ids that are `favourite`, `reblog` or `bookmark`.
  package func set(_ verb: String) -> Set<String> { state.withLock { $0.sets[verb] ?? [] } }

  func answer(_ received: ReceivedRequest) -> Script {
    guard token.map({ received[header: "Authorization"] == "Bearer \($0)" }) ?? true else {
      return .json(401, ["error": "The access token is invalid: \(token ?? "")"])
    }
    let request = ServedRequest(received)
    return frame.carryOut { state.withLock { perform(request, &$0) } }
  }

  private func perform(_ request: ServedRequest, _ state: inout State) -> Script {
    if request.path == "/api/v1/timelines/home" { return page(request, state) }
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.count >= 4, parts[2] == "statuses", let id = Int(parts[3]), state.posts.contains(id)
    else { return .json(404, ["error": "Record not found"]) }
    if parts.count == 5 { change(parts[4], parts[3], &state) }
    return .json(200, status(id, state))
  }

  private func change(_ word: String, _ id: String, _ state: inout State) {
    let isUndo = word.hasPrefix("un")
    let verb = isUndo ? String(word.dropFirst(2)) : word
    guard let kind = Self.verbs[verb] else { return }
    let isChange =
      isUndo
      ? state.sets[verb]?.remove(id) != nil : state.sets[verb, default: []].insert(id).inserted
    frame.note(
      ServedEffect(kind, isUndo: isUndo, Int(id).map(Self.uri) ?? id, isChange: isChange))
  }

  private func page(_ request: ServedRequest, _ state: State) -> Script {
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
      let path = "\(request.site)/api/v1/timelines/home?limit=\(limit)"
      headers["Link"] =
        "<\(path)&max_id=\(oldest)>; rel=\"next\", <\(path)&min_id=\(newest)>; rel=\"prev\""
    }
    return .json(200, headers: headers, page.map { status($0, state) })
  }

  private func status(_ id: Int, _ state: State) -> [String: Any] {
    let has = { (verb: String) in state.sets[verb]?.contains("\(id)") ?? false }
    return [
      "id": "\(id)", "uri": Self.uri(id),
      "url": "https://social.example/@ann/\(id)", "created_at": frame.time,
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
