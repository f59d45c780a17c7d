// What is done with an item, and why: the sentence that the person reads when they ask.

/// What is done with an item.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
  case keep, skip, review
}

/// Who decided.
package enum DecisionStage: String, Sendable, Hashable, CaseIterable {
  case rule, score, judge, person
}

/// A verdict with its reason.
package struct Decision: Sendable, Hashable {
  package var verdict: Verdict
  package var stage: DecisionStage
  /// One line for people.
  package var reason: String
  /// With all boosts; nil when there is no score.
  package var probability: Double?
  /// The standard deviation of the probability.
  package var uncertainty: Double?
  /// The rule that decided or moved the probability most recently; nil for none.
  package var ruleName: String?

  package init(
    verdict: Verdict, stage: DecisionStage, reason: String, probability: Double? = nil,
    uncertainty: Double? = nil, ruleName: String? = nil
  ) {
    self.verdict = verdict
    self.stage = stage
    self.reason = reason
    self.probability = probability
    self.uncertainty = uncertainty
    self.ruleName = ruleName
  }
}
