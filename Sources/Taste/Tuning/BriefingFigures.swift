// What a briefing was measured by, as it is kept beside it.

/// The figures of a briefing.
package struct BriefingFigures: Sendable, Hashable, Codable {
  /// How it came about, in words.
  package let origin: String
  /// How many cases each part had.
  package let train: Int
  package let validation: Int
  package let gate: Int
  /// On validation, in nats an item: its own, and that of the one in use.
  package let validationGain: Double
  package let validationGainBefore: Double
  /// On the gate: the difference, and from where to where it may lie.
  package let gain: Double
  package let lower: Double?
  package let upper: Double?
  package let before: BriefingGate.Figures
  package let after: BriefingGate.Figures
  package let isWorseCalibrated: Bool
  /// Whether the gate was left half way.
  package let isGivenUp: Bool

  /// Nil where nothing came to the gate.
  package init?(_ outcome: BriefingOutcome) {
    guard let best = outcome.best, let finding = outcome.finding else { return nil }
    origin = outcome.trials[best].origin.words
    (train, validation, gate) = (outcome.train, outcome.validation, finding.count)
    validationGain = outcome.trials[best].gain
    validationGainBefore = outcome.trials[0].gain
    gain = finding.gain.value
    (lower, upper) = (finding.gain.interval?.lower, finding.gain.interval?.upper)
    (before, after) = (finding.before, finding.after)
    isWorseCalibrated = finding.isWorseCalibrated
    isGivenUp = outcome.isGivenUp
  }
}
