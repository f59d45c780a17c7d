// Actions that really go out, to a server of ours: from the command, when it is stopped in the middle, from a pass, and from
// the worker.

import Feed
import Foundation
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing

@Suite(.serialized)
struct ActionsSendSlowTests {
  private static let name = "ada@social.example"

  /// A Mastodon server that knows one account and every post, and is slow to like.
  private final class Desk: Sendable {
    let server: ScriptedServer
    private let state: Box

    private final class Box: Sendable {
      let liked = Mutex<[String]>([])
    }

    var liked: [String] { state.liked.withLock { $0 } }
    /// Calls that like something.
    var posts: Int { server.requests.count { $0.method == "POST" } }

    init(pause: Duration = .zero) throws {
      let state = Box()
      self.state = state
      server = try ScriptedServer { request in
        let parts = request.path.split(separator: "/").map(String.init)
        guard parts.starts(with: ["api", "v1"]), parts.count >= 4 else { return .answer(404) }
        guard parts[2] == "statuses" else {
          return .json(200, #"{"id":"109","username":"ada","acct":"ada"}"#)
        }
        let isLike = parts.count == 5
        if isLike { state.liked.withLock { $0.append(parts[3]) } }
        let isLiked = state.liked.withLock { $0.contains(parts[3]) }
        let answer = Script.json(
          200,
          """
          {"id": "\(parts[3])", "uri": "https://social.example/posts/\(parts[3])", "content": "<p>Post</p>",
           "created_at": "2026-01-20T07:00:00.000Z", "visibility": "public", "favourited": \(isLiked),
           "account": {"id": "7", "acct": "ann", "username": "ann", "url": "https://social.example/@ann"}}
          """)
        return isLike ? Script([.pause(pause)] + answer.steps) : answer
      }
    }
  }

  private func with(
    _ desk: Desk, _ body: @Sendable (AccountHouse, Database) async throws -> Void
  ) async throws {
    let limits = "actions: {limits: {gap: 0s, quiet: none}}"
    let entry = AccountHouse.entry(Self.name, desk.server) + "\n" + limits
    try await AccountHouse.with(entry) { house in
      let added = try house.gleaner(
        "accounts", "add", "mastodon", Self.name,
        environment: ["GLEANER_MASTODON_TOKEN": "mstdntoken-0123456789"])
      #expect(added.code == 0, "\(added.errors)")
      try await body(house, Database(pool: house.pool))
    }
  }

  /// Approves likes of posts.
  private func approve(_ names: [String], _ database: Database) async throws {
    let (account, now) = (try #require(AccountName(Self.name)), Date())
    let posts = KeptPosts(database, account: account, now: now)
    _ = try await posts.add(names) { $0.version = "" }
    try await posts.propose()
    for row in try await database.actions(ActionQuery()) where row.state == .proposed {
      _ = try await database.approve(
        row.id, version: row.version, by: .person, expires: row.expires, at: now)
    }
  }

  private static let library: [String: String] = [
    "GLEANER_LIB": ProcessInfo.processInfo.environment["GLEANER_LIB"]
      ?? "\(SampleWorkspace.root)/var"
  ]

  @Test func `Ctrl-C lets the call that is under way end, says so, and leaves the rest`()
    async throws
  {
    let desk = try Desk(pause: .milliseconds(1_500))
    try await with(desk) { house, database in
      try await approve(["a", "b", "c"], database)
      let terminal = try PseudoTerminal()
      let process = try house.process(["actions", "run"])
      try terminal.start(process)
      while desk.posts == 0 { try await Task.sleep(for: .milliseconds(20)) }
      terminal.type("\u{3}")
      let shown = terminal.read(until: nil)
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(shown.contains(": liked"), "\(shown)")
      #expect(shown.contains("stopped between two calls"))
      #expect(desk.liked.count == 1)
      #expect(try await database.actionCounts() == [.done: 1, .approved: 2])
    }
  }

  @Test func `a pass sends what is approved, and removing the account voids what is not`()
    async throws
  {
    let desk = try Desk()
    try await with(desk) { house, database in
      try FileManager.default.createDirectory(
        atPath: "\(house.root)/feeds", withIntermediateDirectories: true)
      try Data("- {feed: \"../none.xml\"}\n".utf8).write(
        to: URL(filePath: "\(house.root)/feeds/feeds.yaml"))
      try await approve(["a", "b"], database)
      let ended = try Program.finish(try house.process(["run"], Self.library))
      #expect(ended.output.contains(": liked"), "\(ended.output)\(ended.errors)")
      #expect(try await database.actionCounts() == [.done: 2])
      try await approve(["c"], database)
      let removed = try house.gleaner("accounts", "remove", Self.name)
      #expect(removed.output.contains("1 action that was proposed or approved for it is void"))
      #expect(try await database.actionCounts() == [.done: 2, .expired: 1])
    }
  }

  @Test func `the worker sends what is approved meanwhile, a line each, and stops at once`()
    async throws
  {
    let desk = try Desk()
    try await with(desk) { house, database in
      try FileManager.default.createDirectory(
        atPath: "\(house.root)/feeds", withIntermediateDirectories: true)
      try Data("- {feed: \"../none.xml\"}\n".utf8).write(
        to: URL(filePath: "\(house.root)/feeds/feeds.yaml"))
      try await approve(["a", "b"], database)
      let process = try house.process(["work", "--json"], Self.library)
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      var text = ""
      while text.components(separatedBy: #""event":"action""#).count < 3 {
        let data = output.fileHandleForReading.availableData
        guard !data.isEmpty else { break }
        text += String(decoding: data, as: UTF8.self)
      }
      kill(process.processIdentifier, SIGTERM)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(text.contains("liked"), "\(text)")
      #expect(desk.liked.sorted() == ["ref-a", "ref-b"])
      #expect(try await database.actionCounts() == [.done: 2])
    }
  }
}
