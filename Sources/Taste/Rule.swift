// What the person said in so many words. A rule is a value: `rules/*.yaml` is read elsewhere, and the same rule can be
// replayed over all of history.

/// What a rule does with an item that it matches.
package enum RuleEffect: Sendable, Hashable {
  /// Skips it.
  case mute
  /// Keeps it.
  case keep
  /// Skips every item of its scope that it does *not* match.
  case require
  /// Leaves it to be judged: it is asked about, whatever its score.
  case judge
  /// Skips it once it is older than this.
  case expire(Duration)
  /// Moves the probability by this much in log-odds (−5 … 5).
  case boost(Double)

  /// What it is called in rules and explanations.
  package var name: String {
    switch self {
    case .mute: "mute"
    case .keep: "keep"
    case .require: "require"
    case .judge: "judge"
    case .expire: "expire"
    case .boost: "boost"
    }
  }

  /// What it decides; nil for what leaves the decision to the score.
  package var verdict: Verdict? {
    switch self {
    case .mute, .require, .expire: .skip
    case .keep: .keep
    case .judge: .review
    case .boost: nil
    }
  }
}

/// One rule, in the person's order.
package struct Rule: Sendable, Hashable {
  package var name: String
  package var when: RuleCondition
  /// Where this matches, the rule does not apply.
  package var unless: RuleCondition?
  package var effect: RuleEffect
  /// The sources that a `require` is limited to, as patterns; empty for all.
  package var scope: [String]

  package init(
    name: String, when: RuleCondition, unless: RuleCondition? = nil, effect: RuleEffect,
    scope: [String] = []
  ) {
    self.name = name
    self.when = when
    self.unless = unless
    self.effect = effect
    self.scope = scope
  }

  /// Whether a term has a word that can be found at all.
  package static func isFindable(_ term: String) -> Bool { !RuleWords.words(term).isEmpty }
}
