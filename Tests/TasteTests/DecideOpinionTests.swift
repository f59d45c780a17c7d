// What a judge's opinion does to a decision: it moves what the score says, and is not heard against a rule.

import Foundation
import Taste
import Testing

struct DecideOpinionTests {
  private func opinion(_ shift: Double, _ verdict: JudgeVerdict = .keep) -> JudgeOpinion {
    JudgeOpinion(shift: shift, verdict: verdict, reason: "it says \"rye\"")
  }

  private func decide(
    _ probability: Double?, _ shift: Double, rules: RuleOutcome = RuleOutcome()
  ) -> Decision {
    Decide.decide(
      probability: probability, uncertainty: 0.1, rules: rules, opinion: opinion(shift))
  }

  @Test(arguments: [
    (0.5, 1.0, Verdict.keep), (0.3, -1, .skip), (0.5, 0.3, .review), (0.9, 0.2, .keep),
    (0.599, 0.01, .keep), (0.251, -0.01, .skip),
  ])
  func `what it changes or moves noticeably it has decided`(
    probability: Double, shift: Double, verdict: Verdict
  ) {
    let decision = decide(probability, shift)
    #expect(decision.stage == .judge && decision.verdict == verdict)
    #expect(decision.reason == "it says \"rye\"")
  }

  @Test(arguments: [
    (0.5, 0.19, Verdict.review), (0.9, -0.1, .keep), (0.1, 0.05, .skip), (0.4, 0, .review),
  ])
  func `what it hardly moves the score has decided`(
    probability: Double, shift: Double, verdict: Verdict
  ) throws {
    let decision = decide(probability, shift)
    #expect(decision.stage == .score && decision.verdict == verdict)
    #expect(decision.reason.contains("score 0."))
    #expect(decision.probability == Decide.boosted(probability, by: shift))
  }

  @Test(arguments: [Verdict.skip, .keep])
  func `a rule that decides does not hear it`(verdict: Verdict) {
    let rules = RuleOutcome(verdict: verdict, ruleName: "r", reason: "by rule 'r'")
    let decision = decide(0.5, verdict == .skip ? 1.5 : -1.5, rules: rules)
    #expect(decision.verdict == verdict && decision.stage == .rule)
    #expect(decision.reason == "by rule 'r'" && decision.ruleName == "r")
  }

  @Test func `where a rule wants it judged, score and judge decide together`() {
    let rules = RuleOutcome(verdict: .review, ruleName: "r", reason: "to be judged")
    #expect(decide(0.9, 0.05, rules: rules).verdict == .keep)
    #expect(decide(0.9, 0.05, rules: rules).stage == .judge)
    #expect(decide(0.4, 0.05, rules: rules).stage == .rule)
    #expect(decide(0.4, 0.05, rules: rules).reason == "to be judged")
    #expect(decide(0.4, 0.3, rules: rules).stage == .judge)
    #expect(decide(nil, 1.5, rules: rules).reason == "to be judged")
  }

  @Test func `without a probability nothing is moved`() {
    #expect(decide(nil, 1.5).stage == .score && decide(nil, 1.5).verdict == .review)
    #expect(decide(.nan, 1.5).probability == nil)
  }

  @Test func `without words that hold the verdict speaks`() {
    let mute = JudgeOpinion(shift: 1, verdict: .unsure, reason: nil)
    #expect(mute.reason == "the judge is unsure, and gives no reason that holds")
    #expect(opinion(1).said == "the judge says keep")
  }
}
