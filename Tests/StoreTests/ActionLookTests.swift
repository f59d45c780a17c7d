// What a look before a call finds, in the ledger: whose deed it was, what the post is now, and what the look has cost.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionLookTests {
  private let now = StoreFixture.now

  /// One account, and what can be done with it.
  private struct Desk: Sendable {
    let database: Database
    let pool: Pool
    let account: AccountName
    let now: Date
    var limits = ActionLimits()

    var posts: KeptPosts { KeptPosts(database, account: account, now: now) }

    var terms: ActionTerms {
      ActionTerms(
        account: account,
        rules: ActionRules(policies: [account: [.bookmark: .propose]], limits: limits),
        automatic: [], zone: .gmt, holder: "here", lease: .seconds(60))
    }

    /// Proposes bookmarks and approves them; gives their rows in the order of the names.
    func approve(
      _ names: [String], _ change: @Sendable (inout PostRow) -> Void = { _ in }
    ) async throws -> [ActionRow] {
      _ = try await posts.add(names, change)
      try await posts.propose(.bookmark)
      var rows: [ActionRow] = []
      for row in try await database.actions(ActionQuery()) where row.state == .proposed {
        _ = try await approve(row)
        rows.append(row)
      }
      return names.compactMap { name in rows.first { $0.target.uri == KeptPosts.uri(name) } }
    }

    func approve(_ row: ActionRow) async throws -> ActionReceipt {
      try await database.approve(
        row.id, version: row.version, by: .person, expires: now.addingTimeInterval(48 * 3_600),
        at: now)
    }

    func claim(after seconds: Double = 0) async throws -> ActionClaim {
      try await database.claimAction(
        terms, token: UUID().uuidString, at: now.addingTimeInterval(seconds))
    }

    func order(after seconds: Double = 0) async throws -> ActionOrder {
      guard case .order(let order) = try await claim(after: seconds) else { throw NoOrder() }
      return order
    }
  }

  private struct NoOrder: Error {}

  private func with(
    _ name: String = "matt@social.example", _ body: (inout Desk) async throws -> Void
  ) async throws {
    try await TestStore.with { database, pool in
      var desk = Desk(
        database: database, pool: pool, account: try #require(AccountName(name)), now: now)
      desk.limits.quiet = nil
      desk.limits.gap = 0
      try await body(&desk)
    }
  }

  @Test func `what the person had done is done, is no send, and is not taken back`() async throws {
    try await with { desk in
      let row = try await desk.approve(["a"])[0]
      let order = try await desk.order()
      _ = try await desk.database.settle(
        order, ActionAnswer(.alreadyDone(remote: "r"), status: 200), at: now)
      let done = try #require(try await desk.database.action(row.id))
      #expect(done.state == .done && done.isByHand)
      #expect(try await desk.database.undo(row.id, at: now) == .byHand)
      #expect(try await desk.database.action(row.id)?.state == .done)
      #expect(
        try await desk.database.audit(of: row.id).map(\.what) == [
          "proposed", "approved", "done before",
        ])
    }
  }

  @Test func `what a call that nobody heard of may have done is Gleaner's own`() async throws {
    try await with { desk in
      let row = try await desk.approve(["a"])[0]
      let order = try await desk.order()
      _ = try await desk.database.settle(order, ActionAnswer(.unclear(why: "cut")), at: now)
      let unclear = try await desk.database.unclearActions(desk.account, at: now, limit: 9)
      _ = try await desk.database.settle(unclear[0], .notDone, holder: "here", at: now)
      let again = try await desk.order(after: 7_200)
      _ = try await desk.database.settle(again, ActionAnswer(.alreadyDone(remote: "r")), at: now)
      #expect(try await desk.database.action(row.id)?.isByHand == false)
      #expect(try await desk.database.undo(row.id, at: now) == .changed(.undoing))
    }
  }

  @Test func `a post that is another is asked about as what it is now`() async throws {
    try await with { desk in
      let row = try await desk.approve(["a"])[0]
      let order = try await desk.order()
      var sight = PostSight()
      (sight.version, sight.reference) = ("2", "ref-a")
      _ = try await desk.database.settle(order, ActionAnswer(.changed(sight)), at: now)
      let asked = try #require(try await desk.database.action(row.id))
      #expect(asked.state == .proposed && asked.version == "2" && asked.approvedBy == nil)
      #expect(try await desk.approve(row) == .edited)
      #expect(try await desk.approve(asked) == .changed(.approved))
      #expect(try await desk.order().version == "2")
    }
  }

  @Test func `five posts that are left alone stop nobody`() async throws {
    try await with { desk in
      _ = try await desk.approve((0..<6).map { "p\($0)" })
      for _ in 0..<6 {
        let order = try await desk.order()
        _ = try await desk.database.settle(
          order, ActionAnswer(.left(why: "the post is no more"), status: 404), at: now)
      }
      #expect(try await desk.database.actionStops().isEmpty)
      #expect(try await desk.database.actionCounts() == [.failed: 6])
    }
  }

  @Test func `an author and a conversation get so much a day`() async throws {
    try await with { desk in
      _ = try await desk.approve(["a", "b", "c"]) { post in
        (post.author, post.thread) = ("Ann@social.example", post.reference)
      }
      for _ in 0..<2 {
        _ = try await desk.database.settle(
          try await desk.order(), ActionAnswer(.done(remote: nil)), at: now)
      }
      #expect(try await desk.claim() == .wait(until: now.addingTimeInterval(86_400)))
      _ = try await desk.approve(["d", "e"]) { $0.thread = "one" }
      _ = try await desk.database.settle(
        try await desk.order(), ActionAnswer(.done(remote: nil)), at: now)
      #expect(try await desk.claim() == .wait(until: now.addingTimeInterval(86_400)))
    }
  }

  @Test func `an answer joins the conversation of what it answers`() async throws {
    try await with { desk in
      _ = try await desk.posts.add(["root"]) { $0.thread = "top" }
      _ = try await desk.posts.add(["reply"]) { $0.thread = "ref-root" }
      let rows = try await desk.pool.query("SELECT DISTINCT thread FROM posts")
      #expect(try rows.map { try $0.decode("thread", as: String.self) } == ["top"])
    }
  }

  @Test(arguments: [(0.0, false, 0.005), (25_200.0, true, 0.010)])
  func `a look that costs is taken where the post was not seen for long`(
    age: Double, looks: Bool, cost: Double
  ) async throws {
    try await with("matt@x.com") { desk in
      _ = try await desk.approve(["a"])
      let order = try await desk.order(after: age)
      #expect(order.looks == looks)
      #expect(try await costs(desk) == [cost])
      let answer: ActionOutcome = looks ? .left(why: "gone") : .done(remote: nil)
      _ = try await desk.database.settle(order, ActionAnswer(answer), at: now)
      #expect(try await costs(desk) == [0.005])
    }
  }

  @Test func `where the money does not suffice for a look, it goes without one`() async throws {
    try await with("matt@x.com") { desk in
      desk.limits.spendPerDay = 0.007
      _ = try await desk.approve(["a"])
      #expect(try await desk.order(after: 7 * 3_600).looks == false)
    }
  }

  private func costs(_ desk: Desk) async throws -> [Double] {
    try await desk.pool.query("SELECT cost FROM action_attempts ORDER BY number")
      .map { try $0.decode("cost", as: Double.self) }
  }

  @Test func `removing an account voids what was to be done for it`() async throws {
    try await with { desk in
      try await desk.posts.signIn()
      let rows = try await desk.approve(["a", "b"])
      _ = try await desk.database.settle(
        try await desk.order(), ActionAnswer(.done(remote: nil)), at: now)
      let stored = try #require(try await desk.database.account(desk.account))
      #expect(
        try await desk.database.accountsWithPosts(since: now.addingTimeInterval(-60)) == [
          desk.account
        ])
      #expect(try await desk.database.remove(stored, keepingData: true, at: now) == 1)
      #expect(try await desk.database.actionCounts() == [.done: 1, .expired: 1])
      #expect(
        try await desk.database.accountsWithPosts(since: now.addingTimeInterval(-60)).isEmpty)
      let notes = try await desk.database.actions(ActionQuery()).compactMap(\.note)
      #expect(rows.count == 2 && notes == ["the account was removed"])
    }
  }
}
