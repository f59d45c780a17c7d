// From numbers and rules to a decision, at and beside each border.

import Foundation
import Taste
import Testing

struct DecideTests {
  @Test(arguments: [
    (0.6 as Double, Verdict.keep, "score 0.6 reaches 0.6"),
    (0.5999, .review, "borderline: score 0.599 ± 0.1 is between 0.25 and 0.6"),
    (0.25, .review, "borderline: score 0.25 ± 0.1 is between 0.25 and 0.6"),
    (0.2499, .skip, "score 0.249 is below 0.25"), (0, .skip, "score 0.0 is below 0.25"),
    (1, .keep, "score 1.0 reaches 0.6"),
  ])
  func `thresholds`(probability: Double, verdict: Verdict, reason: String) {
    let decision = Decide.decide(probability: probability, uncertainty: 0.1)
    #expect(decision.verdict == verdict)
    #expect(decision.reason == reason)
    #expect(decision.stage == .score)
    #expect(decision.probability == probability)
  }

  @Test func `equal thresholds leave nothing between`() throws {
    let thresholds = try #require(Thresholds(skip: 0.5, keep: 0.5))
    for (probability, verdict) in [(0.5, Verdict.keep), (0.4999, .skip)] {
      let decision = Decide.decide(
        probability: probability, uncertainty: nil, thresholds: thresholds)
      #expect(decision.verdict == verdict)
    }
  }

  @Test func `a rule decides whatever the score`() {
    let rules = RuleOutcome(verdict: .skip, ruleName: "r", reason: "muted by rule 'r'", boost: 3)
    let decision = Decide.decide(probability: 0.99, uncertainty: 0.01, rules: rules)
    #expect(decision.verdict == .skip)
    #expect(decision.stage == .rule)
    #expect(decision.reason == "muted by rule 'r'")
    #expect(decision.ruleName == "r")
    #expect(Decide.decide(probability: nil, uncertainty: nil, rules: rules).verdict == .skip)
  }

  @Test func `a boost moves the odds before the thresholds`() throws {
    let rules = RuleOutcome(boost: log(4), boosters: ["a", "b"])
    let decision = Decide.decide(probability: 0.5, uncertainty: 0.2, rules: rules)
    #expect(abs(try #require(decision.probability) - 0.8) < 1e-12)
    #expect(decision.verdict == .keep)
    #expect(decision.reason.hasSuffix("reaches 0.6 (moved by rule 'a', 'b')"))
    #expect(decision.ruleName == "b")
  }

  @Test(arguments: [(0.0, 5.0, 0.0), (1, -5, 1), (0.3, 0, 0.3), (0.5, -Double.infinity, 0.0)])
  func `boosts at the ends`(probability: Double, boost: Double, moved: Double) {
    #expect(Decide.boosted(probability, by: boost) == moved)
  }

  @Test(arguments: [Double.nan, -0.1, 1.1, .infinity])
  func `what is no probability waits for the person`(probability: Double) {
    let decision = Decide.decide(probability: probability, uncertainty: nil)
    #expect(decision.verdict == .review)
    #expect(decision.probability == nil)
  }

  @Test func `without a profile everything waits`() {
    let decision = Decide.decide(probability: nil, uncertainty: nil)
    #expect(decision.verdict == .review)
    #expect(decision.reason == "no score yet: there is no profile")
  }

  @Test(arguments: [(-0.1, 0.5), (0.6, 0.5), (0.5, 1.1), (Double.nan, 0.5), (0.5, Double.nan)])
  func `thresholds out of order are none`(skip: Double, keep: Double) {
    #expect(Thresholds(skip: skip, keep: keep) == nil)
  }
}
