// Answers: a label and a decision at once, append-only, undone without a trace in what counts, and never doubled.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct AnswerTests {
  private let now = StoreFixture.now
  private let basis = DecisionBasis(hash: [1], profile: nil, model: "m")

  /// Items that a score has decided; gives their numbers, and the database to look behind.
  private func with(
    _ count: Int = 1, verdict: Verdict = .review,
    _ body: (Database, Pool, [Int64]) async throws -> Void
  ) async throws {
    try await TestStore.with { database, pool in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      _ = try await database.admit(
        (0..<count).map { StoreFixture.item("\($0)", "Item \($0)") },
        outcome: PullOutcome(source: source.id, at: now))
      _ = try await database.markDuplicates()
      let texts = try await database.pendingTexts(model: "m", limit: count)
      try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      try await decide(database, verdict, basis)
      try await body(database, pool, texts.map(\.id))
    }
  }

  private func decide(
    _ database: Database, _ verdict: Verdict, _ basis: DecisionBasis
  ) async throws {
    let records = try await database.undecidedItems(basis, limit: 100).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(
          verdict: verdict, stage: .score, reason: "borderline", probability: 0.4, uncertainty: 0.1),
        logOdds: -0.4)
    }
    try await database.append(records, basis: basis, at: now)
  }

  private func outcome(_ database: Database, _ item: Int64) async throws -> String {
    let outcome = try await database.item(item)?.outcome
    return "\(outcome?.verdict.rawValue ?? "none") by \(outcome?.stage.rawValue ?? "none")"
  }

  private func labels(_ database: Database) async throws -> [String?] {
    try await database.evidence(model: "m").map(\.label)
  }

  private func questions(_ database: Database, after hours: Double = 0) async throws -> [Int64] {
    try await database.reviewQuestions(
      at: now.addingTimeInterval(hours * 3_600), age: 14 * 86_400, limit: 100
    ).map(\.id).sorted()
  }

  @discardableResult
  private func answer(
    _ database: Database, _ item: Int64, _ answer: ItemAnswer, reason: String? = nil
  ) async throws -> AnswerReceipt? {
    try await database.answer(item, answer, origin: .review, reason: reason, at: now)
  }

  @Test func `an answer is a label and a decision that no run changes`() async throws {
    try await with(2) { database, pool, ids in
      try await answer(database, ids[0], .keep, reason: "about bread")
      let outcome = try #require(try await database.item(ids[0])?.outcome)
      #expect(outcome.verdict == .keep && outcome.stage == .person)
      #expect(outcome.reason == "you kept it in review: about bread")
      #expect(outcome.probability == 0.4 && outcome.uncertainty == 0.1)
      #expect(try await labels(database) == ["keep"])
      #expect(try await questions(database) == [ids[1]])
      let next = DecisionBasis(hash: [2], profile: nil, model: "m")
      #expect(try await database.undecidedItems(next, limit: 9).map(\.id) == [ids[1]])
      let rows = try await pool.query("SELECT origin, reason FROM feedback")
      #expect(try rows[0].decode("origin", as: String.self) == "review")
      #expect(try rows[0].decode("reason", as: String?.self) == "about bread")
    }
  }

  @Test func `the same answer twice is one, a change of mind is a second`() async throws {
    try await with { database, pool, ids in
      #expect(try await answer(database, ids[0], .keep)?.isChange == true)
      #expect(try await answer(database, ids[0], .keep)?.isChange == false)
      let changed = try await answer(database, ids[0], .skip)
      #expect(changed?.isChange == true && changed?.before == .keep)
      #expect(try await labels(database) == ["skip"])
      #expect(try await outcome(database, ids[0]) == "skip by person")
      let rows = try await pool.query("SELECT count(*) AS n FROM feedback")
      #expect(try rows[0].decode("n", as: Int.self) == 2)
    }
  }

  @Test func `undo goes back step by step, to where the score was`() async throws {
    try await with { database, _, ids in
      try await answer(database, ids[0], .keep)
      try await answer(database, ids[0], .skip)
      _ = try await database.withdrawAnswer(ids[0], at: now)
      #expect(try await labels(database) == ["keep"])
      #expect(try await outcome(database, ids[0]) == "keep by person")
      _ = try await database.withdrawAnswer(ids[0], at: now)
      #expect(try await labels(database).isEmpty)
      #expect(try await outcome(database, ids[0]) == "review by score")
      #expect(try await questions(database) == ids)
      #expect(try await database.undecidedCount(basis) == 0)
      #expect(try await database.withdrawAnswer(ids[0], at: now)?.isChange == false)
    }
  }

  @Test func `an undo of an answer that is not the newest leaves the newest`() async throws {
    try await with { database, _, ids in
      let first = try await answer(database, ids[0], .keep)
      try await answer(database, ids[0], .skip)
      _ = try await database.withdrawAnswer(ids[0], label: first?.label, at: now)
      #expect(try await labels(database) == ["skip"])
      #expect(try await outcome(database, ids[0]) == "skip by person")
      #expect(
        try await database.withdrawAnswer(ids[0], label: first?.label, at: now)?.isChange == false)
    }
  }

  @Test func `an undo does not take away what was said elsewhere`() async throws {
    try await with { database, pool, ids in
      try await pool.execute(
        "INSERT INTO feedback (item, label, origin, given_at) VALUES (\(ids[0]), 'like', 'sync', \(now))"
      )
      try await answer(database, ids[0], .skip)
      #expect(try await labels(database) == ["skip"])
      _ = try await database.withdrawAnswer(ids[0], at: now)
      #expect(try await labels(database) == ["like"])
    }
  }

  @Test func `later leaves the queue until tomorrow and teaches nothing`() async throws {
    try await with { database, _, ids in
      _ = try await database.postpone(ids[0], until: now.addingTimeInterval(72_000))
      #expect(try await questions(database, after: 19).isEmpty)
      #expect(try await questions(database, after: 21) == ids)
      #expect(try await labels(database).isEmpty)
      #expect(try await outcome(database, ids[0]) == "review by score")
      #expect(try await database.withdrawAnswer(ids[0], at: now)?.isChange == false)
      #expect(try await database.resume(ids[0]))
      #expect(try await questions(database) == ids)
      try await answer(database, ids[0], .keep)
      #expect(try await database.postpone(ids[0], until: now)?.isChange == false)
      #expect(try await outcome(database, ids[0]) == "keep by person")
    }
  }

  @Test(arguments: ItemAnswer.allCases)
  func `every answer is a label of its own, a decision, and undone exactly`(
    said: ItemAnswer
  ) async throws {
    try await with { database, _, ids in
      try await answer(database, ids[0], .skip)
      let receipt = try await answer(database, ids[0], said)
      #expect(receipt?.isChange == (said != .skip))
      #expect(try await labels(database) == [said.rawValue])
      #expect(try await outcome(database, ids[0]) == "\(said.verdict.rawValue) by person")
      #expect(try await database.item(ids[0])?.outcome?.reason == said.words)
      #expect(try await answer(database, ids[0], said)?.isChange == false)
      guard said != .skip else { return }
      _ = try await database.withdrawAnswer(ids[0], label: receipt?.label, at: now)
      #expect(try await labels(database) == ["skip"])
      #expect(try await outcome(database, ids[0]) == "skip by person")
    }
  }

  @Test func `a question is open until it is answered, put off, or gone`() async throws {
    try await with(2) { database, pool, ids in
      #expect(try await database.openQuestion(ids[0], at: now)?.id == ids[0])
      _ = try await database.postpone(ids[0], until: now.addingTimeInterval(60))
      #expect(try await database.openQuestion(ids[0], at: now) == nil)
      #expect(
        try await database.openQuestion(ids[0], at: now.addingTimeInterval(61))?.id == ids[0])
      try await answer(database, ids[1], .save)
      #expect(try await database.openQuestion(ids[1], at: now) == nil)
      #expect(try await database.openQuestion(999, at: now) == nil)
    }
  }

  @Test func `what was decided can be corrected, and an item without a decision answered`()
    async throws
  {
    try await with(verdict: .keep) { database, pool, ids in
      try await answer(database, ids[0], .skip)
      #expect(try await outcome(database, ids[0]) == "skip by person")
      _ = try await database.withdrawAnswer(ids[0], at: now)
      #expect(try await outcome(database, ids[0]) == "keep by score")
      try await pool.execute("DELETE FROM decisions")
      try await answer(database, ids[0], .keep)
      _ = try await database.withdrawAnswer(ids[0], at: now)
      #expect(try await outcome(database, ids[0]) == "review by score")
      #expect(try await database.undecidedCount(basis) == 1)
    }
  }

  @Test func `a duplicate is answered in its original`() async throws {
    try await with(2) { database, pool, ids in
      try await pool.execute("UPDATE items SET duplicate_of = \(ids[0]) WHERE id = \(ids[1])")
      #expect(try await answer(database, ids[1], .keep)?.item == ids[0])
      #expect(try await outcome(database, ids[0]) == "keep by person")
      #expect(try await database.original(of: ids[1]) == ids[0])
      #expect(try await database.original(of: 999) == nil)
      #expect(try await answer(database, 999, .keep) == nil)
      #expect(try await database.withdrawAnswer(999, at: now) == nil)
      #expect(try await database.postpone(999, until: now) == nil)
    }
  }

  @Test func `ten answers at once are one`() async throws {
    try await with { database, pool, ids in
      let changes = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<10 {
          group.addTask {
            try await database.answer(
              ids[0], .keep, origin: .review, reason: nil, at: StoreFixture.now)?.isChange ?? false
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(changes == 1)
      let rows = try await pool.query(
        "SELECT (SELECT count(*) FROM feedback) AS labels, count(*) AS decisions FROM decisions")
      #expect(try rows[0].decode("labels", as: Int.self) == 1)
      #expect(try rows[0].decode("decisions", as: Int.self) == 2)
    }
  }

  @Test func `old news, rules and answered items are not asked about`() async throws {
    try await with(3) { database, pool, ids in
      try await pool.execute("UPDATE decisions SET stage = 'rule' WHERE item = \(ids[0])")
      // A rule may want it to be judged.
      #expect(try await questions(database).contains(ids[0]))
      try await pool.execute("UPDATE decisions SET verdict = 'skip' WHERE item = \(ids[0])")
      try await pool.execute(
        """
        UPDATE items SET back_fill = true, published = \(now.addingTimeInterval(-30 * 86_400))
        WHERE id = \(ids[1])
        """)
      #expect(try await questions(database) == [ids[2]])
      #expect(try await questions(database, after: 15 * 24).isEmpty)
    }
  }
}
