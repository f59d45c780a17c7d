// The real one: snac2, which somebody else wrote. What it did is read from the calls that reached it and that it said yes
// to, and what is there from its own counts.

import Feed
import Foundation
import Synchronization
import TestSupport

final class SnacTorture: TortureNetwork {
  private static let verbs: [Substring: ActionKind] = [
    "favourite": .like, "reblog": .repost, "bookmark": .bookmark,
  ]

  let title = "Mastodon (snac2)"
  private let server: SnacServer
  private let reader: String
  private let writer: String
  /// The names of posts by the server's own ids.
  private let names = Mutex<[String: String]>([:])
  private let count = Atomic(0)

  private init(
    _ server: SnacServer, reader: String, writer: String, names: [String: String]
  ) {
    (self.server, self.reader, self.writer) = (server, reader, writer)
    self.names.withLock { $0 = names }
  }

  static func start() async throws -> SnacTorture {
    let server = try await SnacServer.start(users: ["bob", "ann"])
    let (bob, ann) = (try await server.token(of: "bob"), try await server.token(of: "ann"))
    try await server.follow("ann", as: bob)
    // The follow travels through a queue; until it has arrived, nothing does.
    let end = ContinuousClock.now + .seconds(30)
    var names: [String: String] = [:]
    while try await server.home(as: bob).isEmpty, ContinuousClock.now < end {
      let id = try await server.post("Is anybody there?", as: ann)
      names[id] = try await server.status(id, as: ann)["uri"] as? String
      try await Task.sleep(for: .seconds(1))
    }
    return SnacTorture(server, reader: bob, writer: ann, names: names)
  }

  var account: String { "bob@\(server.host)" }
  var port: Int { server.host.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
  var source: String { "{mastodon: \"\(server.address)\", account: bob}" }
  var signIn: (words: [String], environment: [String: String]) {
    (["accounts", "add", "mastodon", account], ["GLEANER_MASTODON_TOKEN": reader])
  }

  /// What is taken back before snac has delivered it, which it does late, comes again when it does.
  func digest() async throws { try await Task.sleep(for: .seconds(15)) }

  func write(_ count: Int, at now: Date) async throws -> [String] {
    var (ids, posts): ([String], [String]) = ([], [])
    for _ in 0..<count {
      let number = self.count.add(1, ordering: .relaxed).newValue
      let id = try await server.post(TortureWords.text(number), as: writer)
      let post = try await server.status(id, as: writer)["uri"] as? String ?? ""
      names.withLock { $0[id] = post }
      ids.append(id)
      posts.append(post)
    }
    let end = ContinuousClock.now + .seconds(60)
    while !Set(try await server.home(as: reader)).isSuperset(of: ids) {
      guard ContinuousClock.now < end else {
        throw TortureFailure("the posts do not arrive")
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    return posts
  }

  func effects(_ calls: [RelayedCall]) -> [ServedEffect] {
    let names = names.withLock { $0 }
    return calls.compactMap { call in
      let parts = call.path.split(separator: "/")
      guard call.method == "POST", call.status == 200, parts.count == 5, parts[2] == "statuses"
      else { return nil }
      let isUndo = parts[4].hasPrefix("un")
      guard let kind = Self.verbs[isUndo ? parts[4].dropFirst(2) : parts[4]] else { return nil }
      let id = String(parts[3])
      return ServedEffect(kind, isUndo: isUndo, names[id] ?? id, isChange: true)
    }
  }

  func stands(_ deed: Deed) async throws -> Bool {
    let id = names.withLock { names in names.first { $0.value == deed.post }?.key } ?? ""
    switch deed.kind {
    // As the author sees it, who is somebody else.
    case .like: return try await server.status(id, as: writer)["favourites_count"] as? Int == 1
    case .repost: return try await server.status(id, as: writer)["reblogs_count"] as? Int == 1
    case .bookmark: return try await server.status(id, as: reader)["bookmarked"] as? Bool == true
    }
  }

  func disturb(_ dice: inout SteadyDice, _ relay: WebRelay) {
    relay.loseAnswer(after: Int.random(in: 0..<8, using: &dice))
  }

  func forgive() {}

  /// Its ids do not grow, and what was boosted may come again.
  func isBehind(_ post: String, cursor: String?) -> Bool? { nil }

  func stop() { server.stop() }
}
