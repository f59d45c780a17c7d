// Which items a change of the profile decides otherwise.

import Foundation
import Store
import Taste
import Testing

@testable import Pipeline

struct VerdictShiftTests {
  private static func row(_ id: Int64, keep: Double? = nil) -> ProfileRow {
    var draft = ProfileDraft(parent: nil, why: "", evidence: [], model: "m", background: [])
    draft.settings.keep = keep
    return ProfileRow(id: id, builtAt: Date(timeIntervalSince1970: 0), content: draft)
  }

  private static func effect(
    _ moves: [(Double, Double)], keep: Double? = nil, answered: Set<Int> = []
  ) -> ProfileEffect {
    ProfileEffect(
      before: row(1), after: row(2, keep: keep), names: WishBook([], on: .none, model: "m"),
      moves: moves.enumerated().map {
        ProfileMove(
          item: Int64($0), title: "", before: $1.0, after: $1.1, rankBefore: 1, rankAfter: 1,
          isAnswered: answered.contains($0))
      })
  }

  @Test func `items that cross a threshold are told by where they come from and go to`() {
    let shifts = Self.effect([
      (0.1, 0.7), (0.2, 0.95), (0.7, 0.1), (0.3, 0.6), (0.3, 0.4), (0.6, 0.9), (0.25, 0.24),
    ]).shifts(.standard)
    #expect(
      shifts.map { "\($0.from) \($0.to) \($0.moves.map(\.item))" } == [
        "skip keep [1, 0]", "review keep [3]", "keep skip [2]", "review skip [6]",
      ])
  }

  @Test func `what the person decided stays so`() {
    let shifts = Self.effect([(0.1, 0.7), (0.1, 0.7)], answered: [0]).shifts(.standard)
    #expect(shifts.map { $0.moves.map(\.item) } == [[1]])
  }

  @Test func `a threshold that moves is a change too`() {
    let shifts = Self.effect([(0.65, 0.65), (0.8, 0.8)], keep: 0.7).shifts(.standard)
    #expect(shifts.map { "\($0.from) \($0.to) \($0.moves.map(\.item))" } == ["keep review [0]"])
  }
}
