// Answers beside what was known before them: only those that were asked for, only about what the score decided.

import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ShownAnswerTests {
  private let now = StoreFixture.now

  private func decide(
    _ database: Database, _ logOdds: Double, prior: Double?, rule: String? = nil, basis: UInt8,
    at: Date
  ) async throws {
    let basis = DecisionBasis(hash: [basis], profile: nil, model: "m")
    var rationale = Rationale()
    rationale.prior = prior
    let records = try await database.undecidedItems(basis, limit: 10).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(
          verdict: .review, stage: .score, reason: "", probability: 0.5, ruleName: rule),
        logOdds: logOdds, rationale: rationale)
    }
    try await database.append(records, basis: basis, at: at)
  }

  private func answer(
    _ pool: Pool, _ title: String, _ label: String, _ origin: String, after seconds: Double
  ) async throws {
    try await pool.execute(
      """
      INSERT INTO feedback (item, label, origin, given_at)
      SELECT id, \(label), \(origin), \(now.addingTimeInterval(seconds)) FROM items WHERE title = \(title)
      """)
  }

  @Test func `an answer stands beside the decision before it`() async throws {
    try await TestStore.with { database, pool in
      try await DecisionTests().fill(database, ["a", "b", "c", "d"])
      try await decide(database, -1, prior: 0.2, basis: 1, at: now)
      try await answer(pool, "a", "keep", "review", after: 10)
      try await answer(pool, "b", "keep", "review", after: 10)
      try await answer(pool, "b", "skip", "review-check", after: 20)
      try await answer(pool, "c", "like", "mastodon", after: 30)
      try await answer(pool, "d", "keep", "review-correction", after: 40)
      try await decide(database, 3, prior: 0.9, basis: 2, at: now.addingTimeInterval(60))
      #expect(
        try await database.shownAnswers(model: "m", prior: 0.1) == [
          PriorAnswer(logOdds: -1, prior: 0.2, isWanted: false),
          PriorAnswer(logOdds: -1, prior: 0.2, isWanted: true),
        ])
      #expect(try await database.shownAnswers(model: "other", prior: 0.1).isEmpty)
    }
  }

  @Test func `a rule's decision says nothing, an early one has the prior that is set`() async throws
  {
    try await TestStore.with { database, pool in
      try await DecisionTests().fill(database, ["a"])
      try await decide(database, 1, prior: nil, basis: 1, at: now)
      try await answer(pool, "a", "skip", "review", after: 10)
      #expect(
        try await database.shownAnswers(model: "m", prior: 0.1) == [
          PriorAnswer(logOdds: 1, prior: 0.1, isWanted: false)
        ])
      try await decide(
        database, 1, prior: nil, rule: "more", basis: 2, at: now.addingTimeInterval(5))
      #expect(try await database.shownAnswers(model: "m", prior: 0.1).isEmpty)
    }
  }
}
