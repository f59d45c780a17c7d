// Selection: what is asked, in which order, and what is never asked.

import Testing

@testable import Taste

struct JudgeSelectionTests {
  static let good = JudgeTrust(JudgeTrustTests.past(200, separation: 1.5))

  private func ids(
    _ probabilities: [Double], trust: JudgeTrust = good, thresholds: Thresholds = .standard,
    limit: Int = 100, wished: Set<Int64> = []
  ) -> [Int64] {
    let candidates = probabilities.enumerated().map {
      JudgeCandidate(
        id: Int64($0), logOdds: Decide.logOdds($1), isWished: wished.contains(Int64($0)))
    }
    return JudgeSelection.order(candidates, trust: trust, thresholds: thresholds, limit: limit)
      .map(\.id)
  }

  @Test(arguments: [
    // The kept border first, what is far from both borders not at all.
    ([0.001, 0.6, 0.05, 0.999], [Int64(1)]),
    ([0.6, 0.6], [0, 1]),
    ([0.0001, 0.9999], []),
    ([0.95, 0.62, 0.58], [2, 1]),
  ])
  func `the closer to a threshold the sooner`(probabilities: [Double], order: [Int64]) {
    let asked = ids(probabilities)
    #expect(asked.prefix(order.count).sorted() == order.sorted())
    if order.isEmpty { #expect(asked.isEmpty) }
  }

  @Test func `what no bounded answer can move across a threshold is never asked`() {
    let reach = Self.good.settings.influence
    for percent in 1...99 {
      let logOdds = Decide.logOdds(Double(percent) / 100)
      let isOpen = [0.25, 0.6].contains {
        abs(Decide.logOdds($0) - logOdds) <= reach
      }
      if !isOpen { #expect(ids([Double(percent) / 100]).isEmpty, "\(percent)") }
    }
  }

  @Test func `a rule's wish comes first, a limit is kept`() {
    #expect(ids([0.6, 0.0001, 0.5], limit: 2, wished: [1]).first == 1)
    #expect(ids([0.6, 0.0001, 0.5], limit: 2, wished: [1]).count == 2)
    #expect(ids([0.6, 0.5], limit: 0).isEmpty)
    #expect(ids([0.6, 0.5], limit: -1).isEmpty)
  }

  @Test func `a judge found useless is asked only what a rule wants`() {
    let hostile = JudgeTrust(JudgeTrustTests.past(200, separation: -1.5))
    #expect(ids([0.6, 0.3, 0.5], trust: hostile).isEmpty)
    #expect(ids([0.6, 0.3, 0.5], trust: hostile, wished: [1]) == [1])
  }

  @Test func `the more a judge is worth the more an answer is worth`() throws {
    let candidate = [JudgeCandidate(id: 1, logOdds: Decide.logOdds(0.45))]
    let values = [0.3, 0.8, 1.5].map { separation in
      JudgeSelection.order(
        candidate, trust: JudgeTrust(JudgeTrustTests.past(300, separation: separation)),
        thresholds: .standard, limit: 1
      ).first?.value ?? 0
    }
    #expect(values == values.sorted() && values[2] > values[0])
  }

  @Test func `the order does not depend on the order given`() {
    let probabilities = (1..<40).map { Double($0) / 41 }
    let candidates = probabilities.enumerated().map {
      JudgeCandidate(id: Int64($0), logOdds: Decide.logOdds($1))
    }
    let one = JudgeSelection.order(
      candidates, trust: Self.good, thresholds: .standard, limit: 40)
    let other = JudgeSelection.order(
      candidates.reversed(), trust: Self.good, thresholds: .standard, limit: 40)
    #expect(one == other)
    #expect(one.allSatisfy { $0.value > 0 })
  }

  @Test(arguments: [
    (0.1, 93, 0, 10), (0.1, 93, 9, 1), (0.1, 93, 10, 0), (0.1, 93, 40, 0), (0.1, 0, 0, 0),
    (0.1, 1, 0, 1), (1.0, 93, 3, 90), (0, 93, 0, 0), (7, 10, 0, 10), (.nan, 10, 0, 0),
  ])
  func `a share of what comes in is asked about`(share: Double, items: Int, asked: Int, room: Int) {
    #expect(JudgeSettings(share: share).room(items: items, asked: asked) == room)
  }

  @Test func `what is no number is not asked`() {
    #expect(ids([.nan, 0, 1]).isEmpty)
  }
}
