// The expected share of wanted items, learned from answers that were asked for where the score was unsure.

import Testing

@testable import Taste

struct LearnedPriorTests {
  /// Answers of a person who wants `truth` of all items, shown log-odds that were made with `prior`.
  private func answers(_ count: Int, truth: Double, shownWith prior: Double, seed: UInt64 = 1)
    -> [PriorAnswer]
  {
    var generator = SeededGenerator(seed: seed)
    let off = Logistic.logOdds(truth) - Logistic.logOdds(prior)
    return (0..<count).map { _ in
      let shown = Double.random(in: -1.1...0.4, using: &generator)
      let wanted = Double.random(in: 0..<1, using: &generator) < Logistic.probability(shown + off)
      return PriorAnswer(logOdds: shown, prior: prior, isWanted: wanted)
    }
  }

  @Test(arguments: [0, 10, 49]) func `few answers leave the setting as it is`(count: Int) {
    let learned = LearnedPrior(
      setting: 0.1, answers: answers(count, truth: 0.5, shownWith: 0.1))
    #expect(learned.share == 0.1 && learned.answers == 0)
  }

  @Test func `fifty answers move it gently, many almost to the truth`() {
    let some = LearnedPrior(setting: 0.1, answers: answers(50, truth: 0.25, shownWith: 0.1))
    let many = LearnedPrior(setting: 0.1, answers: answers(2_000, truth: 0.25, shownWith: 0.1))
    #expect(some.answers == 50 && some.share > 0.11 && some.share < 0.24)
    #expect(abs(many.share - 0.25) < 0.03)
  }

  @Test func `answers that came as expected change nothing, however unsure the items were`() {
    let learned = LearnedPrior(setting: 0.1, answers: answers(1_000, truth: 0.1, shownWith: 0.1))
    #expect(abs(learned.share - 0.1) < 0.015)
  }

  @Test func `answers given under another prior count as if it had been this one`() {
    let learned = LearnedPrior(
      setting: 0.1,
      answers: answers(1_000, truth: 0.2, shownWith: 0.1)
        + answers(1_000, truth: 0.2, shownWith: 0.3, seed: 2))
    #expect(abs(learned.share - 0.2) < 0.03)
  }

  @Test(arguments: [true, false]) func `it is bounded whatever is answered`(isWanted: Bool) {
    let all = (0..<5_000).map { _ in PriorAnswer(logOdds: 0, prior: 0.1, isWanted: isWanted) }
    let learned = LearnedPrior(setting: 0.1, answers: all)
    #expect(abs(Logistic.logOdds(learned.share) - Logistic.logOdds(0.1)) <= 2.001)
  }

  @Test func `numbers that are none are left out`() {
    let odd = [
      PriorAnswer(logOdds: .nan, prior: 0.1, isWanted: true),
      PriorAnswer(logOdds: 0, prior: 0, isWanted: true),
    ]
    let learned = LearnedPrior(
      setting: 0.1, answers: answers(49, truth: 0.1, shownWith: 0.1) + odd)
    #expect(learned.answers == 0 && learned.share == 0.1)
  }
}
