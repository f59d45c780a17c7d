// All rules together. They come first and last: a verdict here needs no score, and a boost is added to whatever the
// score says.

package import FoundationEssentials

/// What the rules say about one item.
package struct RuleOutcome: Sendable, Hashable {
  /// `keep` or `skip` where a rule decided; nil leaves it to the score.
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
    let rule: Rule
    let when: RuleMatcher
    let unless: RuleMatcher?
    let scope: [RuleGlob]
  }

  private let ready: [Ready]
  private let phrases: RulePhrases

  /// Prepares rules in the order in which they apply.
  package init(_ rules: [Rule]) {
    var phrases = RulePhrases()
    ready = rules.map { rule in
      Ready(
        rule: rule, when: RuleMatcher(rule.when, phrases: &phrases),
        unless: rule.unless.map { RuleMatcher($0, phrases: &phrases) },
        scope: rule.scope.map(RuleGlob.init))
    }
    self.phrases = phrases
  }

  package var rules: [Rule] { ready.map(\.rule) }

  /// What the rules say: the first mute, keep or unmet require decides, boosts add up.
  ///
  /// `now` is the time against which `older_than` is measured.
  package func apply(to facts: RuleFacts, now: Date) -> RuleOutcome {
    var outcome = RuleOutcome()
    guard !ready.isEmpty else { return outcome }
    let subject = RuleSubject(facts, phrases: phrases, now: now)
    for entry in ready where fires(entry, subject) {
      outcome.fired.append(entry.rule.name)
      apply(entry.rule, to: &outcome)
    }
    return outcome
  }

  private func fires(_ entry: Ready, _ subject: RuleSubject) -> Bool {
    if let unless = entry.unless, unless.matches(subject) { return false }
    guard entry.rule.effect == .require else { return entry.when.matches(subject) }
    let isInScope = entry.scope.isEmpty || RuleMatcher.any(entry.scope, subject.source)
    return isInScope && !entry.when.matches(subject)
  }

  private func apply(_ rule: Rule, to outcome: inout RuleOutcome) {
    switch rule.effect {
    case .boost(let logOdds):
      outcome.boost += logOdds
      outcome.boosters.append(rule.name)
    case .mute: decide(.skip, rule, "muted by rule '\(rule.name)'", &outcome)
    case .keep: decide(.keep, rule, "kept by rule '\(rule.name)'", &outcome)
    case .require: decide(.skip, rule, "lacks what rule '\(rule.name)' requires", &outcome)
    }
  }

  private func decide(
    _ verdict: Verdict, _ rule: Rule, _ reason: String, _ outcome: inout RuleOutcome
  ) {
    guard outcome.verdict == nil else { return }
    outcome.verdict = verdict
    outcome.ruleName = rule.name
    outcome.reason = reason
  }
}
