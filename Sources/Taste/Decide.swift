// From numbers and rules to a decision. A pure function: the same item is decided the same way in tonight's run and in
// a replay of last year.

private import Glibc

/// Decides about one item.
package enum Decide {
  /// Rules decide first; else the probability, moved by the rules' boosts, is held against the thresholds.
  ///
  /// Without a probability (no profile yet) the item waits for the person. `uncertainty` is the standard deviation of
  /// the probability. A judge's `opinion` moves the probability as a boost does, and where a rule wants that, the two
  /// decide in its place; against a rule that decides it is not heard. The judge has decided where the verdict is another
  /// without it, or where it moved the item noticeably; else who decided before it still has.
  package static func decide(
    probability: Double?, uncertainty: Double?, rules: RuleOutcome = RuleOutcome(),
    opinion: JudgeOpinion? = nil, thresholds: Thresholds = .standard
  ) -> Decision {
    let moved = probability.flatMap { boosted($0, by: rules.boost + (opinion?.shift ?? 0)) }
    var decision = Decision(
      verdict: .review, stage: .score, reason: "no score yet: there is no profile",
      probability: moved, uncertainty: uncertainty, ruleName: rules.ruleName)
    if let verdict = rules.verdict, verdict != .review || opinion == nil || moved == nil {
      decision.verdict = verdict
      decision.stage = .rule
      decision.reason = rules.reason ?? "decided by rule '\(rules.ruleName ?? "")'"
    } else if let moved {
      (decision.verdict, decision.reason) = judge(moved, uncertainty, rules, thresholds)
      decision.ruleName = rules.ruleName ?? rules.boosters.last
      let unheard = probability.flatMap { boosted($0, by: rules.boost) }
      hear(opinion, rules, unheard.map { judge($0, nil, rules, thresholds).0 }, &decision)
    }
    return decision
  }

  /// Says who decided, where a judge had a say; `alone` is the verdict of the score without it.
  private static func hear(
    _ opinion: JudgeOpinion?, _ rules: RuleOutcome, _ alone: Verdict?, _ decision: inout Decision
  ) {
    guard let opinion else { return }
    if opinion.isNoticeable || decision.verdict != rules.verdict ?? alone {
      (decision.stage, decision.reason) = (.judge, opinion.reason)
    } else if rules.verdict != nil {
      (decision.stage, decision.reason) = (.rule, rules.reason ?? decision.reason)
    }
  }

  /// A probability moved by a number of log-odds; nil when it is none.
  package static func boosted(_ probability: Double, by logOdds: Double) -> Double? {
    guard (0...1).contains(probability), !logOdds.isNaN else { return nil }
    guard logOdds != 0, probability > 0, probability < 1 else { return probability }
    return 1 / (1 + exp(-(self.logOdds(probability) + logOdds)))
  }

  /// ln(p / (1 − p)).
  package static func logOdds(_ probability: Double) -> Double {
    log(probability / (1 - probability))
  }

  private static func judge(
    _ probability: Double, _ uncertainty: Double?, _ rules: RuleOutcome, _ thresholds: Thresholds
  ) -> (Verdict, String) {
    let score = digits(probability)
    let keep = digits(thresholds.keep)
    let skip = digits(thresholds.skip)
    let moved = boostNote(rules)
    if probability >= thresholds.keep {
      return (.keep, "score \(score) reaches \(keep)\(moved)")
    }
    if probability < thresholds.skip {
      return (.skip, "score \(score) is below \(skip)\(moved)")
    }
    let spread = uncertainty.map { " ± \(digits($0))" } ?? ""
    return (.review, "borderline: score \(score)\(spread) is between \(skip) and \(keep)\(moved)")
  }

  private static func boostNote(_ rules: RuleOutcome) -> String {
    guard !rules.boosters.isEmpty else { return "" }
    let names = rules.boosters.map { "'\($0)'" }.joined(separator: ", ")
    return " (moved by rule \(names))"
  }

  /// At most three decimals, cut and not rounded: 0.5999 must not be shown as the 0.6 that it missed.
  private static func digits(_ number: Double) -> String {
    "\((number * 1000 + 1e-9).rounded(.down) / 1000)"
  }
}
