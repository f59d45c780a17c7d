// All rules together. They come first and last: a verdict here needs no score, and a boost is added to whatever the
// score says.

package import FoundationEssentials

/// What the rules say about one item.
package struct RuleOutcome: Sendable, Hashable {
  /// Where a rule decided; nil leaves it to the score.
  package var verdict: Verdict?
  /// The rule that decided.
  package var ruleName: String?
  /// Why, in one line.
  package var reason: String?
  /// The sum of all boosts, in log-odds.
  package var boost: Double
  /// The rules that gave the boost.
  package var boosters: [String]
  /// Every rule that matched, in order; a `require` is among them where it was *not* met.
  package var fired: [String]

  package init(
    verdict: Verdict? = nil, ruleName: String? = nil, reason: String? = nil, boost: Double = 0,
    boosters: [String] = [], fired: [String] = []
  ) {
    self.verdict = verdict
    self.ruleName = ruleName
    self.reason = reason
    self.boost = boost
    self.boosters = boosters
    self.fired = fired
  }
}

/// The rules of a workspace, ready to be applied.
package struct RuleBook: Sendable {
  private struct Ready: Sendable {
    let when: RuleMatcher
    let unless: RuleMatcher?
    let scope: [RuleGlob]
  }

  package let rules: [Rule]
  private let ready: [Ready]
  private let lexicon: RuleLexicon

  /// Prepares rules in the order in which they apply.
  package init(_ rules: [Rule]) {
    var lexicon = RuleLexicon()
    ready = rules.map { rule in
      Ready(
        when: RuleMatcher(rule.when, lexicon: &lexicon),
        unless: rule.unless.map { RuleMatcher($0, lexicon: &lexicon) },
        scope: rule.scope.map(RuleGlob.init))
    }
    self.rules = rules
    self.lexicon = lexicon
  }

  /// What the rules say: the first mute, keep, judge, expiry or unmet require decides, boosts add up.
  ///
  /// `now` is the time against which ages are measured.
  package func apply(to facts: RuleFacts, now: Date) -> RuleOutcome {
    outcome(of: fired(on: facts, now: now))
  }

  /// The places of the rules that match, in order; a `require` is among them where it is *not* met.
  package func fired(on facts: RuleFacts, now: Date) -> [Int] {
    guard !rules.isEmpty else { return [] }
    let subject = RuleSubject(facts, lexicon: lexicon, now: now)
    return rules.indices.filter { fires(rules[$0].effect, ready[$0], subject) }
  }

  /// What follows when just these rules match.
  package func outcome(of fired: [Int]) -> RuleOutcome {
    var outcome = RuleOutcome()
    for place in fired {
      outcome.fired.append(rules[place].name)
      apply(rules[place], to: &outcome)
    }
    return outcome
  }

  private func fires(_ effect: RuleEffect, _ ready: Ready, _ subject: RuleSubject) -> Bool {
    if let unless = ready.unless, unless.matches(subject) { return false }
    switch effect {
    case .require:
      let isInScope = ready.scope.isEmpty || RuleMatcher.any(ready.scope, subject.source)
      return isInScope && !ready.when.matches(subject)
    case .expire(let span):
      return subject.isOlder(than: span / .seconds(1)) && ready.when.matches(subject)
    case .mute, .keep, .judge, .boost: return ready.when.matches(subject)
    }
  }

  private func apply(_ rule: Rule, to outcome: inout RuleOutcome) {
    switch rule.effect {
    case .boost(let logOdds):
      outcome.boost += logOdds
      outcome.boosters.append(rule.name)
    case .mute: decide(rule, "muted by rule '\(rule.name)'", &outcome)
    case .keep: decide(rule, "kept by rule '\(rule.name)'", &outcome)
    case .require: decide(rule, "lacks what rule '\(rule.name)' requires", &outcome)
    case .judge: decide(rule, "to be judged, as rule '\(rule.name)' wants it", &outcome)
    case .expire: decide(rule, "older than rule '\(rule.name)' allows", &outcome)
    }
  }

  private func decide(_ rule: Rule, _ reason: String, _ outcome: inout RuleOutcome) {
    guard outcome.verdict == nil else { return }
    outcome.verdict = rule.effect.verdict
    outcome.ruleName = rule.name
    outcome.reason = reason
  }
}
