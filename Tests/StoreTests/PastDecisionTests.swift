// What was decided and what the person said of it: each answer beside the decision before it, each item once.

import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct PastDecisionTests {
  private let model = AnsweredPast.model

  @Test func `each answer stands beside the decision before it, oldest first`() async throws {
    try await TestStore.with { database, _ in
      try await AnsweredPast(database).fill(count: 12, answers: 10)
      let rows = try await database.answeredRows(model: model, limit: 100)
      #expect(rows.count == 10)
      #expect(rows.map(\.at) == rows.map(\.at).sorted())
      #expect(rows.count { $0.origin == .check } == 2)
      let said = Set(rows.map { Int(($0.probability * 100).rounded()) })
      #expect(said == Set((0..<10).map { Int((AnsweredPast.probability($0) * 100).rounded()) }))
      #expect(try await database.answeredRows(model: model, limit: 3) == Array(rows.suffix(3)))
      #expect(try await database.answeredRows(model: "other", limit: 9).isEmpty)
    }
  }

  @Test
  func `a later decision does not stand beside an earlier answer, a withdrawn one beside none`()
    async throws
  {
    try await TestStore.with { database, pool in
      try await AnsweredPast(database).fill(count: 4, answers: 2)
      let before = try await database.answeredRows(model: model, limit: 9)
      try await pool.execute(
        """
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, probability, text_hash, decided_at)
        SELECT item, basis, model, 'keep', 'score', '', 0.99, text_hash, decided_at + interval '1 year'
        FROM decisions WHERE stage = 'score'
        """)
      #expect(try await database.answeredRows(model: model, limit: 9) == before)
      let later = AnsweredPast.start.addingTimeInterval(90 * 86_400)
      _ = try await database.withdrawAnswer(before[0].item, at: later)
      #expect(
        try await database.answeredRows(model: model, limit: 9).map(\.item) == [before[1].item])
    }
  }

  @Test func `every item has the newest decision of its score, whatever the person said`()
    async throws
  {
    try await TestStore.with { database, pool in
      try await AnsweredPast(database).fill(count: 9, answers: 5)
      let rows = try await database.decidedRows(model: model, since: nil, limit: 100)
      #expect(rows.count == 9 && rows.allSatisfy { $0.boost == 0 })
      #expect(try await database.decidedRows(model: model, since: nil, limit: 4).count == 4)
      let later = AnsweredPast.start.addingTimeInterval(1)
      #expect(try await database.decidedRows(model: model, since: later, limit: 9).isEmpty)
      let rules =
        #"{"rules": [{"name": "a", "effect": "boost", "by": 0.5}, {"name": "b", "effect": "boost", "by": 1}]}"#
      try await pool.execute(
        """
        UPDATE decisions SET rule = 'b', contributions = \(rules)::jsonb
        WHERE stage = 'score' AND item = \(rows[0].item)
        """)
      let boosted = try await database.decidedRows(model: model, since: nil, limit: 100)
      #expect(boosted.first { $0.item == rows[0].item }?.boost == 1.5)
    }
  }
}
