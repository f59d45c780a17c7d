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
  /// Moves the probability by this much in log-odds (−5 … 5).
  case boost(Double)
}

/// What an item has to be for a rule to match: all kinds given, and of each kind any of the values.
package struct RuleCondition: Sendable, Hashable {
  /// Whole words or phrases in title, text or tags; case and diacritics do not matter.
  package var terms: [String] = []
  /// The same, in the title alone.
  package var titles: [String] = []
  /// Patterns (`*`, `?`) for the source's address, name or one of its tags.
  package var sources: [String] = []
  /// Whole words or phrases in the author's name.
  package var authors: [String] = []
  /// Language codes; `de` covers `de-AT`.
  package var languages: [String] = []
  /// Patterns for one of the item's own tags.
  package var tags: [String] = []
  /// Published longer ago than this; an item without a date is not.
  package var olderThan: Duration?

  package init() {}

  package var isEmpty: Bool { self == RuleCondition() }
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
