// `gleaner actions …` as a person meets it: the real binary on a real database.

import Feed
import Foundation
import Postgres
import Service
import Store
import Taste
import TestSupport
import Testing

struct ActionsCommandTests {
  private static let now = Date(timeIntervalSince1970: 1_768_910_400)

  /// A workspace on a database of its own.
  private struct House: Sendable {
    let root: String
    let address: String
    let database: Database
    let pool: Pool

    func gleaner(_ words: String..., at time: String = "2026-01-20T12:00:00Z") throws
      -> Program.Ended
    {
      try Program.run(
        ["--dir", root, "actions"] + words + ["--now", time],
        environment: ["DATABASE_URL": address, "TERM": "dumb"], in: root)
    }

    func rows(_ words: String...) throws -> [JSONValue] {
      let ended = try Program.run(
        ["--dir", root, "actions"] + words + ["--json", "--now", "2026-01-20T12:00:00Z"],
        environment: ["DATABASE_URL": address], in: root)
      return try ended.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    /// Keeps posts and proposes likes of them.
    func propose(_ names: [String]) async throws {
      let account = try #require(AccountName("matt@social.example"))
      let posts = KeptPosts(database, account: account, now: now)
      _ = try await posts.add(names)
      try await posts.propose()
    }

    func states() async throws -> [ActionState: Int] { try await database.actionCounts() }
  }

  private func with(
    _ settings: String = "", _ body: (House) async throws -> Void
  ) async throws {
    let root = NSTemporaryDirectory() + "gleaner-actions-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data(("schedule: {timezone: UTC}\n" + settings).utf8).write(
      to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await TestStore.with { database, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await body(House(root: root, address: address, database: database, pool: pool))
    }
  }

  @Test func `an empty ledger says what to do next`() async throws {
    try await with { house in
      for words in ["list", "run"] {
        let ended = try house.gleaner(words)
        #expect(ended.code == 0 && ended.output.isEmpty)
        #expect(ended.errors.contains("gleaner accounts add mastodon"))
      }
      #expect(try house.gleaner("approve", "all").errors.contains("nothing is proposed"))
      #expect(try house.gleaner("why").output.contains("like: none of your own decisions yet; 45"))
      #expect(try house.gleaner("resume").errors.contains("nothing was stopped"))
    }
  }

  @Test func `a yes, a no and an undo by number`() async throws {
    try await with { house in
      try await house.propose(["a", "b"])
      let rows = try house.rows("list")
      #expect(rows.map { $0["state"]?.string } == ["proposed", "proposed"])
      let ids = rows.compactMap { $0["id"]?.int }.sorted()
      #expect(
        try house.gleaner("approve", "\(ids[0])").output.contains(
          "is approved now: like of “Post "))
      #expect(try house.gleaner("reject", "\(ids[1])", "--reason", "no").code == 0)
      let again = try house.gleaner("approve", "\(ids[1])")
      #expect(again.code == 1 && again.output.contains("is rejected and stays so"))
      #expect(
        try house.gleaner("undo", "\(ids[0])").output.contains(
          "'gleaner actions reject' takes it back"))
      let missing = try house.gleaner("approve", "99")
      #expect(missing.code == 1 && missing.errors.contains("no action 99"))
      let run = try house.gleaner("run")
      #expect(run.code == 1 && run.output.contains("nobody is signed in"))
      #expect(try await house.states() == [.approved: 1, .rejected: 1])
      let story = try house.gleaner("why", "\(ids[1])").output
      #expect(story.contains("person rejected: no"))
      #expect(story.contains("kept because: score 0.9 reaches 0.6"))
    }
  }

  @Test(arguments: [
    (["approve", "x"], "'x' is neither the number of an action nor 'all'"),
    (["approve", "1", "--account", "matt@x.com"], "--account and --kind go with 'all'"),
    (["list", "--account", "nobody"], "--account takes an account such as"),
    (["list", "--state", "gone"], "--state takes one or several of proposed"),
    (["why", "x"], "'x' is no number"),
  ])
  func `what is wrong is said`(words: [String], message: String) async throws {
    try await with { house in
      let ended = try Program.run(
        ["--dir", house.root, "actions"] + words, environment: ["DATABASE_URL": house.address],
        in: house.root)
      #expect(ended.code == 2)
      #expect(ended.errors.contains(message))
    }
  }

  @Test func `all at once is asked back, and shows how far Gleaner was right`() async throws {
    try await with { house in
      try await house.propose(["a", "b", "c"])
      let unsure = try house.gleaner("approve", "all", "--account", "matt@social.example")
      #expect(unsure.code == 2 && unsure.errors.contains("approve 3 actions: say so with --yes"))
      #expect(unsure.errors.contains("like: none of your own decisions yet"))
      #expect(try await house.states() == [.proposed: 3])
      #expect(
        try house.gleaner("approve", "all", "--account", "ann@other.example", "--yes").code == 0)
      #expect(try await house.states() == [.proposed: 3])
      #expect(try house.gleaner("approve", "all", "--yes").code == 0)
      #expect(try await house.states() == [.approved: 3])
      let rows = try await house.database.actions(ActionQuery())
      #expect(rows.allSatisfy { $0.notBefore == Self.now.addingTimeInterval(600) })
      #expect(rows.allSatisfy { $0.approvedBy == "bulk" })
    }
  }

  @Test(arguments: [("\n", 1, 0), ("n\n", 1, 0), ("y\n", 0, 2)] as [(String, Int32, Int)])
  func `at a terminal all at once shows the certificate and the number, and no is what Enter says`(
    answer: String, code: Int32, approved: Int
  ) async throws {
    try await with { house in
      try await house.propose(["a", "b"])
      let terminal = try PseudoTerminal()
      let process = try Program.process(
        ["--dir", house.root, "actions", "approve", "all", "--now", "2026-01-20T12:00:00Z"],
        environment: ["DATABASE_URL": house.address, "TERM": "xterm"], in: house.root)
      try terminal.start(process)
      let shown = terminal.read(until: "[y/N] ")
      #expect(shown.contains("approve 2 actions? [y/N] "))
      #expect(shown.contains("like: none of your own decisions yet; 45 without a fault"))
      #expect(shown.contains("Post a") && shown.contains("Post b"))
      terminal.type(answer)
      _ = terminal.read(until: nil)
      process.waitUntilExit()
      #expect(process.terminationStatus == code)
      #expect(try await house.states()[.approved] ?? 0 == approved)
    }
  }

  @Test func `a stop holds as a row and as a file, until it is lifted`() async throws {
    try await with { house in
      let file = "\(house.root)/var/actions.stop"
      #expect(
        try house.gleaner("stop", "--why", "holiday").output.contains("Nothing is sent until"))
      let content = try String(contentsOfFile: file, encoding: .utf8)
      #expect(content == "holiday\n")
      let listed = try house.gleaner("list")
      #expect(listed.errors.contains("stopped: holiday"))
      let resumed = try house.gleaner("resume")
      #expect(resumed.output.contains("lifted: stopped: holiday"))
      #expect(!FileManager.default.fileExists(atPath: file))
      #expect(try await house.database.actionStops().isEmpty)
    }
  }

  @Test
  func
    `a dry run shows what would be sent and when, leaves nothing, and escapes what strangers wrote`()
    async throws
  {
    try await with("actions: {matt@social.example: {like: propose, repost: propose}}\n") { house in
      try await house.propose(["a", "b"])
      try await house.pool.execute(
        "UPDATE items SET title = \("<script>alert(1)</script>\u{1B}[31m") WHERE title = 'Post b'")
      let account = try #require(AccountName("matt@social.example"))
      try await KeptPosts(house.database, account: account, now: Self.now).signIn()
      _ = try house.gleaner("approve", "all", "--yes")
      let ended = try house.gleaner("run", "--dry-run")
      #expect(ended.code == 0)
      #expect(ended.output.contains("2026-01-20 12:10:00"))
      #expect(ended.output.contains("2026-01-20 12:12:00"))
      #expect(!ended.output.contains("\u{1B}"))
      #expect(ended.errors.contains("2 actions would be sent within two days, and 2 asked about"))
      let page = try String(contentsOfFile: "\(house.root)/var/actions.html", encoding: .utf8)
      #expect(page.contains("Would be sent (2)") && page.contains("Would be asked about (2)"))
      #expect(page.contains("&lt;script&gt;") && !page.contains("<script>alert"))
      #expect(page.contains("score 0.9 reaches 0.6"))
      #expect(try await house.states() == [.approved: 2])
      #expect(
        try house.rows("run", "--dry-run").map { $0["event"]?.string } == [
          "would_send", "would_send", "would_ask", "would_ask",
        ])
    }
  }
}
