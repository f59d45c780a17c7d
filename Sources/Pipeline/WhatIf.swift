// What would change a decision: computed from what was kept with it, never told. Each line is the same sum with one thing
// different, held against the thresholds that held then.

package import Store
package import Taste

/// One thing that could be otherwise, and what would follow.
package struct WhatIf: Sendable, Hashable {
  package let what: String
  package let logOdds: Double
  package let verdict: Verdict

  /// Wanted with it.
  package var probability: Double { Self.probability(logOdds) }

  /// The probability that log-odds stand for.
  package static func probability(_ logOdds: Double) -> Double {
    Decide.boosted(0.5, by: logOdds) ?? 0.5
  }

  /// In log-odds: a reason that moves less is not worth a line.
  private static let least = 0.1

  /// What would change the decision of `outcome`; empty where nothing was computed for it.
  package static func all(_ outcome: DecidedItem.Outcome) -> [WhatIf] {
    let rationale = outcome.rationale
    guard outcome.stage != .person, let logOdds = outcome.logOdds,
      let thresholds = rationale.thresholds, rationale.base != nil
    else { return [] }
    func make(_ what: String, _ logOdds: Double) -> WhatIf {
      let verdict = Decide.decide(
        probability: probability(logOdds), uncertainty: nil, thresholds: thresholds
      ).verdict
      return WhatIf(what: what, logOdds: logOdds, verdict: verdict)
    }
    var all: [WhatIf] = []
    if outcome.stage == .rule { all.append(make("by its score alone", logOdds)) }
    if rationale.boost != 0 {
      all.append(make("without the rules that moved it", logOdds - rationale.boost))
    }
    if let note = rationale.judge, abs(note.shift) >= least {
      all.append(make("without the judge", logOdds - note.shift))
    }
    all += removals(rationale, logOdds, verdict: outcome.verdict).map { make($0.what, $0.logOdds) }
    guard outcome.stage == .score else { return all }
    if outcome.verdict != .keep, let kept = rationale.ifKept {
      all.append(make("another just like it, once you kept this one", kept))
    }
    if outcome.verdict != .skip, let skipped = rationale.ifSkipped {
      all.append(make("another just like it, once you skipped this one", skipped))
    }
    return all
  }

  /// The strongest reason on each side, left out.
  private static func removals(
    _ rationale: Rationale, _ logOdds: Double, verdict: Verdict
  ) -> [(what: String, logOdds: Double)] {
    [
      verdict == .skip ? nil : rationale.reasons.first { $0.share > 0 },
      verdict == .keep ? nil : rationale.reasons.first { $0.share < 0 },
    ].compactMap(\.self).compactMap { reason in
      guard let without = reason.without, abs(without - logOdds) >= least else { return nil }
      return ("without “\(reason.title)”", without)
    }
  }

  /// How far the decision is from being another: the nearest threshold, and the log-odds from there to the item.
  package static func distance(
    _ outcome: DecidedItem.Outcome
  ) -> (threshold: Double, logOdds: Double, beyond: Verdict)? {
    guard [.score, .judge].contains(outcome.stage), let logOdds = outcome.logOdds,
      let thresholds = outcome.rationale.thresholds
    else { return nil }
    let borders = [(thresholds.skip, Verdict.skip), (thresholds.keep, .keep)].filter {
      $0.0 > 0 && $0.0 < 1
    }.map { border in
      let at = Decide.logOdds(border.0)
      let beyond = border.1 == outcome.verdict ? Verdict.review : border.1
      return (border.0, logOdds - at, beyond)
    }
    return borders.min { abs($0.1) < abs($1.1) }
  }
}

extension Rationale {
  /// The thresholds that held; nil in decisions of earlier versions.
  package var thresholds: Thresholds? {
    guard let skip, let keep else { return nil }
    return Thresholds(skip: skip, keep: keep)
  }
}
