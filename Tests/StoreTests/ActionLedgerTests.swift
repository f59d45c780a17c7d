// The ledger: one row for ever, words of the person that are bound to what they saw, and claims that only one can win.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionLedgerTests {
  private let now = StoreFixture.now
  private let expires = StoreFixture.now.addingTimeInterval(48 * 3_600)
  private let nobody = Certificate(right: 0, of: 0)

  private func account() throws -> AccountName {
    try #require(AccountName("matt@social.example"))
  }

  private func posts(_ database: Database) throws -> KeptPosts {
    KeptPosts(database, account: try account(), now: now)
  }

  private func terms(
    _ holder: String = "here", automatic: Set<ActionKind> = [],
    policies: [ActionKind: ActionPolicy] = [.like: .propose, .repost: .propose],
    lease: Duration = .seconds(60)
  ) throws -> ActionTerms {
    var limits = ActionLimits()
    limits.quiet = nil
    return ActionTerms(
      account: try account(),
      rules: ActionRules(policies: [try account(): policies], limits: limits),
      automatic: automatic, zone: .gmt, holder: holder, lease: lease)
  }

  /// Proposes likes of posts; gives the rows, in the order of the names.
  private func proposed(
    _ database: Database, _ names: [String], approvedFrom: Date? = nil
  ) async throws -> [ActionRow] {
    _ = try await posts(database).add(names)
    try await propose(database, approvedFrom: approvedFrom)
    let rows = try await database.actions(ActionQuery())
    return names.compactMap { name in rows.first { $0.target.uri == KeptPosts.uri(name) } }
  }

  @discardableResult
  private func propose(
    _ database: Database, approvedFrom: Date? = nil
  ) async throws -> [ActionState] {
    let openings = try await database.actionOpenings(
      try account(), .like, since: now.addingTimeInterval(-3_600), limit: 100)
    return try await database.propose(
      openings.map { opening in
        ActionDraft(
          account: try account(), kind: .like, opening: opening, approvedFrom: approvedFrom,
          expires: expires, certificate: nobody, reason: "you want to be asked")
      }, at: now)
  }

  private func approve(_ database: Database, _ row: ActionRow) async throws -> ActionReceipt {
    try await database.approve(
      row.id, version: row.version, by: .person, expires: expires, at: now)
  }

  private func claimed(
    _ database: Database, _ terms: ActionTerms, token: String = UUID().uuidString, after: Double = 0
  ) async throws -> ActionOrder {
    let claim = try await database.claimAction(
      terms, token: token, at: now.addingTimeInterval(after))
    guard case .order(let order) = claim else { throw Unexpected(claim: claim) }
    return order
  }

  private struct Unexpected: Error { let claim: ActionClaim }

  private func state(_ database: Database, _ id: Int64) async throws -> ActionState? {
    try await database.action(id)?.state
  }

  // MARK: Proposals

  @Test func `a kept post is proposed once, however often that is tried`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      #expect(rows.map(\.state) == [.proposed, .proposed])
      #expect(rows.map(\.title) == ["Post a", "Post b"])
      #expect(try await propose(database) == [])
      #expect(try await database.actions(ActionQuery()).count == 2)
    }
  }

  @Test func `one post in two items is one target`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      _ = try await posts.add(["a"])
      _ = try await posts.add(["b"]) { post in
        post = PostRow(
          item: post.item, account: post.account,
          target: PostTarget(.mastodon, uri: KeptPosts.uri("a")) ?? post.target)
      }
      try await propose(database)
      #expect(try await database.actions(ActionQuery()).count == 1)
    }
  }

  @Test func `what was skipped, came with an archive, or long ago is not proposed`() async throws {
    try await TestStore.with { database, pool in
      let posts = try posts(database)
      let ids = try await posts.add(["a", "b", "c", "d"])
      _ = try await database.answer(ids[0], .skip, origin: .review, reason: nil, at: now)
      try await pool.execute("UPDATE items SET back_fill = true WHERE id = \(ids[1])")
      try await pool.execute(
        "UPDATE items SET first_seen = \(now.addingTimeInterval(-7_200)) WHERE id = \(ids[2])")
      try await propose(database)
      #expect(try await database.actions(ActionQuery()).map(\.item) == [ids[3]])
    }
  }

  @Test func `a like on X that nobody started is refused by the database itself`() async throws {
    try await TestStore.with { _, pool in
      _ = await #expect(throws: PostgresError.self) {
        try await pool.execute(
          """
          INSERT INTO actions (account, network, uri, kind, state, reason, approved_by, proposed_at, decided_at, expires_at)
          VALUES ('matt@x.com', 'x', '1', 'like', 'approved', '', 'policy', now(), now(), now())
          """)
      }
    }
  }

  // MARK: The person's word

  @Test func `a yes is bound to the content that was seen`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      let item = try #require(row.item)
      try await posts(database).write([item], ["a"]) { $0.version = "2" }
      #expect(try await approve(database, row) == .edited)
      #expect(try await state(database, row.id) == .proposed)
    }
  }

  @Test func `an edit takes an approval back, and nothing is sent`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      #expect(try await approve(database, row) == .changed(.approved))
      try await posts(database).write([try #require(row.item)], ["a"]) { $0.version = "2" }
      #expect(try await state(database, row.id) == .proposed)
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .idle)
    }
  }

  @Test func `a yes is a label, and a no or an undo withdraws it`() async throws {
    try await TestStore.with { database, pool in
      let rows = try await proposed(database, ["a", "b"])
      for row in rows { _ = try await approve(database, row) }
      #expect(try await labels(pool) == ["like", "like"])
      _ = try await database.reject(rows[0].id, at: now)
      #expect(try await labels(pool) == ["like"])
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.done(remote: "r")), at: now)
      #expect(try await database.undo(rows[1].id, at: now) == .changed(.undoing))
      #expect(try await labels(pool) == [])
    }
  }

  private func labels(_ pool: Pool) async throws -> [String] {
    try await pool.query("SELECT label FROM labels ORDER BY id").map {
      try $0.decode("label", as: String.self)
    }
  }

  @Test func `what was rejected or undone never comes back`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      _ = try await database.reject(rows[0].id, at: now)
      _ = try await approve(database, rows[1])
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      _ = try await database.undo(rows[1].id, at: now)
      let undo = try await claimed(database, terms())
      #expect(undo.effect == .undo)
      _ = try await database.settle(undo, ActionAnswer(.done(remote: nil)), at: now)
      #expect(try await state(database, rows[1].id) == .undone)
      #expect(try await propose(database) == [])
      #expect(try await approve(database, rows[0]) == .unchanged(.rejected))
      #expect(try await approve(database, rows[1]) == .unchanged(.undone))
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .idle)
    }
  }

  @Test func `nothing that is not there is approved`() async throws {
    try await TestStore.with { database, _ in
      let receipt = try await database.approve(
        77, version: "", by: .person, expires: expires, at: now)
      #expect(receipt == .missing)
      #expect(try await database.undo(77, at: now) == .missing)
    }
  }

  // MARK: Claims

  @Test func `of many that claim at once one wins`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b", "c"]) {
        _ = try await approve(database, row)
      }
      let claims = try await withThrowingTaskGroup(of: ActionClaim.self) { group in
        for number in 0..<6 {
          group.addTask {
            try await database.claimAction(terms("p\(number)"), token: "\(number)", at: now)
          }
        }
        return try await group.reduce(into: [ActionClaim]()) { $0.append($1) }
      }
      let orders = claims.filter { if case .order = $0 { true } else { false } }
      #expect(orders.count == 1)
      #expect(claims.count { $0 == .busy } == 5)
    }
  }

  @Test func `a claim that is repeated finds what it had`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let first = try await claimed(database, terms(), token: "one")
      #expect(try await claimed(database, terms(), token: "one") == first)
      #expect(try await database.claimAction(terms(), token: "two", at: now) == .busy)
    }
  }

  @Test func `the next one waits for the gap`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.done(remote: nil)), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now)
          == .wait(until: now.addingTimeInterval(120)))
      _ = try await claimed(database, terms(), after: 120)
    }
  }

  @Test func `what nobody sent in time is void`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      _ = try await approve(database, rows[0])
      #expect(try await database.claimAction(terms(), token: "t", at: expires) == .idle)
      #expect(try await state(database, rows[0].id) == .expired)
      #expect(try await state(database, rows[1].id) == .expired)
    }
  }

  @Test func `leave that was withdrawn is no leave`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(
        database, ["a"], approvedFrom: now.addingTimeInterval(600))
      #expect(rows[0].state == .approved && rows[0].approvedBy == "policy")
      let leave = try terms(automatic: [.like])
      #expect(
        try await database.claimAction(leave, token: "t", at: now)
          == .wait(until: now.addingTimeInterval(600)))
      #expect(
        try await database.claimAction(terms(), token: "u", at: now.addingTimeInterval(700))
          == .idle)
      #expect(try await state(database, rows[0].id) == .proposed)
    }
  }

  @Test func `a kind that is off is not sent, approved or not`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let claim = try await database.claimAction(
        terms(policies: [.like: .off]), token: "t", at: now)
      #expect(claim == .idle)
    }
  }

  // MARK: Stops

  @Test func `a stop holds back what is approved, until it is lifted`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let stop = ActionStop(account: nil, isPersons: true, why: "holiday", at: now)
      #expect(try await database.stop(stop))
      #expect(try await !database.stop(stop))
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .stopped(stop))
      #expect(try await database.resume(nil, at: now) == [stop])
      _ = try await claimed(database, terms())
    }
  }

  @Test func `what the person takes back goes through their own stop`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: "r")), at: now)
      try await database.stop(ActionStop(account: nil, isPersons: true, why: "no more", at: now))
      _ = try await database.undo(row.id, at: now)
      let order = try await claimed(database, terms())
      #expect(order.effect == .undo && order.remote == "r")
    }
  }

  @Test
  func `a sign-in that has ended stops the account, and a verb that is not allowed stops the verb`()
    async throws
  {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      for row in rows { _ = try await approve(database, row) }
      let first = try await claimed(database, terms())
      _ = try await database.settle(
        first, ActionAnswer(.refused(.incapable, why: "not on this plan"), status: 403), at: now)
      #expect(try await state(database, first.action) == .failed)
      #expect(try await database.actionStops().map(\.kind) == [.like])
      guard
        case .stopped = try await database.claimAction(
          terms(), token: "t", at: now.addingTimeInterval(300))
      else {
        Issue.record("the verb is still used")
        return
      }
      _ = try await database.resume(try account(), at: now)
      let second = try await claimed(database, terms(), after: 300)
      _ = try await database.settle(
        second, ActionAnswer(.refused(.signedOut, why: "the token is invalid"), status: 401),
        at: now)
      #expect(try await state(database, second.action) == .approved)
      #expect(try await database.actionStops().map(\.kind) == [nil])
    }
  }

  // MARK: Outcomes

  @Test(arguments: [
    (ActionOutcome.done(remote: "r"), ActionState.done), (.alreadyDone(remote: nil), .done),
    (.notSent(why: "no way"), .approved), (.throttled(until: nil, why: "slow"), .approved),
    (.refused(.gone, why: "gone"), .failed), (.refused(.invalid, why: "no"), .failed),
    (.unclear(why: "cut"), .unknown), (.left(why: "a program"), .failed),
    (.changed(PostSight()), .proposed),
  ])
  func `an outcome has its state`(outcome: ActionOutcome, expected: ActionState) async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let order = try await claimed(database, terms())
      #expect(try await state(database, row.id) == .sending)
      #expect(try await database.settle(order, ActionAnswer(outcome), at: now))
      #expect(try await state(database, row.id) == expected)
    }
  }

  @Test func `a network that wants to be left alone is left alone, and no longer than a day`()
    async throws
  {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      let far = now.addingTimeInterval(30 * 86_400)
      _ = try await database.settle(
        order, ActionAnswer(.throttled(until: far, why: "429"), status: 429), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now)
          == .wait(until: now.addingTimeInterval(86_400)))
    }
  }

  @Test func `the last call of a window is the last`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      let reset = now.addingTimeInterval(600)
      _ = try await database.settle(
        order, ActionAnswer(.done(remote: nil), status: 200, remaining: 0, reset: reset), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now.addingTimeInterval(300))
          == .wait(until: reset))
    }
  }

  @Test func `a call whose process is gone is unclear, and is not tried again unread`() async throws
  {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await claimed(database, terms("dead"))
      #expect(try await database.lapseActions(of: ["other"], at: now) == 0)
      #expect(try await database.actionHolders() == ["dead"])
      #expect(try await database.lapseActions(of: ["dead"], at: now) == 1)
      #expect(try await state(database, row.id) == .unknown)
      let later = now.addingTimeInterval(9_000)
      #expect(try await database.claimAction(terms(), token: "t", at: later) == .idle)
      let unclear = try await database.unclearActions(try account(), at: later, limit: 9)
      #expect(unclear.map(\.order.action) == [row.id])
    }
  }

  @Test(arguments: [
    (ActionStanding.done(remote: "r"), ActionState.done), (.notDone, .approved), (.gone, .failed),
    (.unclear(why: "away"), .unknown),
  ])
  func `what is read back settles it`(standing: ActionStanding, expected: ActionState) async throws
  {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.unclear(why: "cut")), at: now)
      let unclear = try await database.unclearActions(try account(), at: now, limit: 9)[0]
      #expect(try await database.settle(unclear, standing, holder: "here", at: now))
      #expect(try await state(database, row.id) == expected)
      #expect(try await !database.settle(unclear, .notDone, holder: "late", at: now))
      #expect(try await state(database, row.id) == expected)
    }
  }

  @Test func `who is slower than their lease settles nothing that has moved on`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let slow = try await claimed(database, terms("slow", lease: .zero))
      #expect(try await database.lapseActions(of: [], at: now) == 1)
      let unclear = try await database.unclearActions(try account(), at: now, limit: 9)[0]
      _ = try await database.settle(unclear, .notDone, holder: "here", at: now)
      let again = try await claimed(database, terms(), after: 9_000)
      #expect(
        try await !database.settle(slow, ActionAnswer(.refused(.invalid, why: "no")), at: now))
      #expect(try await state(database, row.id) == .sending)
      #expect(try await database.settle(again, ActionAnswer(.done(remote: nil)), at: now))
    }
  }

  @Test func `everything that happened is on record`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      _ = try await database.undo(row.id, at: now)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      #expect(
        try await database.audit(of: row.id).map { "\($0.who) \($0.what)" } == [
          "gleaner proposed", "person approved", "gleaner done", "person undo", "gleaner undone",
        ])
    }
  }
}
