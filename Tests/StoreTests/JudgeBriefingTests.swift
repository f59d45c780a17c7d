// Versions of what a judge is told, and which of them is in use.

import Foundation
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct JudgeBriefingTests {
  private static let now = Date(timeIntervalSince1970: 1_768_896_000)

  /// A draft whose figures are of a small tuning.
  private static func draft(_ guidance: String, parent: Int64? = nil) async throws
    -> JudgeBriefingDraft
  {
    let figures = """
      {"origin":"o","train":1,"validation":2,"gate":3,"validationGain":0.1,"validationGainBefore":0,"gain":0.1,
      "lower":0.01,"upper":0.2,"before":{"gain":0,"auc":0.5},"after":{"gain":0.1,"auc":0.7,"calibration":0.1},
      "isWorseCalibrated":false,"isGivenUp":false}
      """
    return JudgeBriefingDraft(
      parent: parent,
      briefing: JudgeBriefing(
        guidance: guidance,
        examples: [
          .init(item: JudgeItem(title: "\u{1F}\"'é", text: "t"), verdict: .skip, confidence: 7)
        ]),
      figures: try JSONDecoder().decode(BriefingFigures.self, from: Data(figures.utf8)),
      isAccepted: true, models: "a/tiny", calls: 3, cost: 0.5)
  }

  @Test func `a version is read as it was written, and is not in use by that`() async throws {
    try await TestStore.with { database, _ in
      #expect(try await database.briefingInUse() == nil)
      let draft = try await Self.draft("one")
      let id = try await database.addBriefing(draft, at: Self.now)
      let row = try #require(try await database.briefing(id))
      #expect(row.content == draft && !row.isInUse && row.createdAt == Self.now)
      #expect(try await database.briefingInUse() == nil)
      #expect(try await database.briefing(id + 1) == nil)
      #expect(try await database.briefingCount() == 1)
    }
  }

  @Test func `versions are used, left and used again, and nobody overtakes another`() async throws {
    try await TestStore.with { database, _ in
      let first = try await database.addBriefing(try await Self.draft("one"), at: Self.now)
      let second = try await database.addBriefing(
        try await Self.draft("two", parent: first), at: Self.now)
      #expect(try await database.briefingBefore() == nil)
      #expect(try await database.useBriefing(first, insteadOf: nil, at: Self.now))
      #expect(try await !database.useBriefing(second, insteadOf: nil, at: Self.now))
      #expect(try await database.useBriefing(second, insteadOf: first, at: Self.now))
      #expect(try await database.briefingInUse()?.id == second)
      #expect(try await database.briefingBefore() == .some(first))
      #expect(try await database.useBriefing(nil, insteadOf: second, at: Self.now))
      #expect(try await database.briefingInUse() == nil)
      #expect(try await database.briefingBefore() == .some(second))
      #expect(try await database.briefings(limit: 9).map(\.id) == [second, first])
    }
  }

  @Test func `after the first version what comes with the program is what was before`() async throws
  {
    try await TestStore.with { database, _ in
      let first = try await database.addBriefing(try await Self.draft("one"), at: Self.now)
      #expect(try await database.useBriefing(first, insteadOf: nil, at: Self.now))
      #expect(try await database.briefingBefore() == .some(nil))
    }
  }

  @Test func `reasons are those of answers that stand`() async throws {
    try await TestStore.with { database, _ in
      try await AnsweredPast(database).fill(count: 4, answers: 2)
      let items = try await database.items([1, 2, 3])
      for (place, item) in items.enumerated() {
        _ = try await database.answer(
          item.id, .skip, origin: .review, reason: place == 2 ? nil : "too dull \(place)",
          at: Self.now.addingTimeInterval(Double(place)))
      }
      _ = try await database.withdrawAnswer(items[0].id, at: Self.now.addingTimeInterval(9))
      let reasons = try await database.answerReasons(limit: 9)
      #expect(reasons.map(\.reason) == ["too dull 1"])
      #expect(reasons.first?.isWanted == false && reasons.first?.item == items[1].id)
    }
  }
}
