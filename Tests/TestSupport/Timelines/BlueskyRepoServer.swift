// A data server of the AT Protocol with one repository and a timeline, which keeps what is written to it as the reference
// server does: the same record under the same key changes nothing, and a second delete is as good as the first.

import Feed
import Foundation
import Synchronization

/// Bluesky on the loopback.
package final class BlueskyRepoServer: Sendable {
  package static let did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"

  /// A post in the timeline, the newest last.
  package struct Post: Sendable {
    package let uri: String
    package let text: String
    package var reposter: String?

    package init(_ text: String, reposter: String? = nil) {
      uri = "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/\(text.hashText)"
      self.text = text
      self.reposter = reposter
    }

    package var cid: String { "bafyrei" + text.hashText }
  }

  private struct State {
    var posts: [Post] = []
    /// By `collection/key`.
    var records: [String: (subject: String, text: String)] = [:]
    var bookmarks: Set<String> = []
    var writes = 0
  }

  private static let collections: [String: ActionKind] = [
    "app.bsky.feed.like": .like, "app.bsky.feed.repost": .repost,
  ]

  package let frame = ServerFrame()
  private let state: Mutex<State>
  /// Nil where somebody before it lets people in.
  private let token: String?

  package init(token: String, posts: [Post] = []) throws {
    self.token = token
    state = Mutex(State(posts: posts))
    try frame.listen { [weak self] in self?.answer($0) ?? .answer(503) }
  }

  /// Without a socket of its own.
  init(behind posts: [Post]) {
    token = nil
    state = Mutex(State(posts: posts))
  }

  package var address: String { frame.address }
  package var requests: [ReceivedRequest] { frame.requests }
  /// Subjects of the records of a collection.
  package func subjects(of collection: String) -> [String] {
    state.withLock { state in
      state.records.filter { $0.key.hasPrefix("\(collection)/") }.map(\.value.subject)
    }
  }
  package var bookmarks: Set<String> { state.withLock { $0.bookmarks } }
  /// How often something was really written.
  package var writes: Int { state.withLock { $0.writes } }

  package func add(_ posts: [Post]) { state.withLock { $0.posts += posts } }
  package func remove(_ uri: String) { state.withLock { $0.posts.removeAll { $0.uri == uri } } }
  package func fail(_ fault: ServerFault, after patience: Int = 0) {
    frame.fail(fault, after: patience)
  }
  /// As if the person had liked a post in another program.
  package func like(_ uri: String, key: String) {
    state.withLock { $0.records["app.bsky.feed.like/\(key)"] = (uri, "") }
  }

  func answer(_ received: ReceivedRequest) -> Script {
    guard token.map({ received[header: "Authorization"] == "Bearer \($0)" }) ?? true else {
      return .json(
        401, ["error": "AuthMissing", "message": "Authentication Required \(token ?? "")"])
    }
    let request = ServedRequest(received)
    return frame.carryOut { state.withLock { perform(request, &$0) } }
  }

  private func perform(_ request: ServedRequest, _ state: inout State) -> Script {
    switch request.path {
    case "/xrpc/app.bsky.feed.getTimeline", "/xrpc/app.bsky.feed.getListFeed",
      "/xrpc/app.bsky.feed.getFeed":
      return page(request, state)
    case "/xrpc/app.bsky.feed.getPosts":
      let wanted = request.query.filter { $0.name == "uris" }.map(\.value)
      let found = state.posts.filter { wanted.contains($0.uri) && $0.reposter == nil }
      return .json(200, ["posts": found.map { view($0, state) }])
    case "/xrpc/com.atproto.repo.getRecord":
      let key = "\(request["collection"] ?? "")/\(request["rkey"] ?? "")"
      guard state.records[key] != nil else {
        let message = "Could not locate record: at://\(request["repo"] ?? "")/\(key)"
        return .json(400, ["error": "RecordNotFound", "message": message])
      }
      return .json(
        200, ["uri": "at://\(Self.did)/\(key)", "cid": "bafyreia", "value": [String: Any]()])
    case "/xrpc/com.atproto.repo.putRecord": return put(request, &state)
    case "/xrpc/com.atproto.repo.deleteRecord":
      return delete(request, &state)
    case "/xrpc/app.bsky.bookmark.createBookmark":
      note(
        .bookmark, false, request, isChange: state.bookmarks.insert(request.text("uri")).inserted)
      return .answer(200)
    case "/xrpc/app.bsky.bookmark.deleteBookmark":
      note(.bookmark, true, request, isChange: state.bookmarks.remove(request.text("uri")) != nil)
      return .answer(200)
    default:
      return .json(501, ["error": "MethodNotImplemented", "message": "Method Not Implemented"])
    }
  }

  private func note(
    _ kind: ActionKind, _ isUndo: Bool, _ request: ServedRequest, isChange: Bool
  ) {
    frame.note(ServedEffect(kind, isUndo: isUndo, request.text("uri"), isChange: isChange))
  }

  private func delete(_ request: ServedRequest, _ state: inout State) -> Script {
    let key = "\(request.text("collection"))/\(request.text("rkey"))"
    let record = state.records.removeValue(forKey: key)
    if record != nil { state.writes += 1 }
    if let kind = Self.collections[request.text("collection")] {
      frame.note(
        ServedEffect(kind, isUndo: true, record?.subject ?? key, isChange: record != nil))
    }
    return .json(200, [String: Any]())
  }

  private func put(_ request: ServedRequest, _ state: inout State) -> Script {
    let key = "\(request.text("collection"))/\(request.text("rkey"))"
    guard request.text("repo") == Self.did, let record = request.body["record"] as? [String: Any],
      let subject = record["subject"] as? [String: Any], let uri = subject["uri"] as? String,
      request.text("rkey").wholeMatch(of: #/[234567a-j][234567a-z]{12}/#) != nil
    else {
      return .json(400, ["error": "InvalidRequest", "message": "Invalid record"])
    }
    let data = try? JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
    let text = String(decoding: data ?? Data(), as: UTF8.self)
    let answer = ["uri": "at://\(Self.did)/\(key)", "cid": "bafyreia"]
    let isChange = state.records[key]?.text != text
    if let kind = Self.collections[request.text("collection")] {
      frame.note(ServedEffect(kind, isUndo: false, uri, isChange: isChange))
    }
    guard isChange else { return .json(200, answer) }
    state.records[key] = (uri, text)
    state.writes += 1
    return .json(200, answer.merging(["validationStatus": "valid"]) { $1 })
  }

  private func page(_ request: ServedRequest, _ state: State) -> Script {
    let limit = request["limit"].flatMap { Int($0) } ?? 50
    let start = request["cursor"].flatMap { Int($0) } ?? 0
    let newest = Array(state.posts.reversed())
    let slice = newest.dropFirst(start).prefix(limit)
    var answer: [String: Any] = [
      "feed": slice.map { post -> [String: Any] in
        var item: [String: Any] = ["post": view(post, state)]
        if let reposter = post.reposter {
          item["reason"] = [
            "$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-01-20T08:00:00.000Z",
            "by": ["did": "did:plc:\(reposter)", "handle": "\(reposter).bsky.social"],
          ]
        }
        return item
      }
    ]
    if start + limit < newest.count { answer["cursor"] = "\(start + limit)" }
    return .json(200, answer)
  }

  private func view(_ post: Post, _ state: State) -> [String: Any] {
    var viewer: [String: Any] = ["bookmarked": state.bookmarks.contains(post.uri)]
    for (key, record) in state.records where record.subject == post.uri {
      viewer[key.hasPrefix("app.bsky.feed.like/") ? "like" : "repost"] = "at://\(Self.did)/\(key)"
    }
    return [
      "uri": post.uri, "cid": post.cid, "indexedAt": frame.time,
      "author": ["did": "did:plc:z72i7hdynmk6r22z27h6tvur", "handle": "ann.bsky.social"],
      "record": [
        "$type": "app.bsky.feed.post", "text": post.text, "createdAt": frame.time,
      ], "viewer": viewer, "likeCount": 3,
    ]
  }
}

extension String {
  /// Letters and digits that follow from the text.
  fileprivate var hashText: String {
    String(
      utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 },
      radix: 32)
  }
}
