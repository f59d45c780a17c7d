// Whether a briefing is better, or was only lucky: the best of ten noisy ones looks better than it is, so it is judged by
// answers that had no part in choosing it.

/// Compares two briefings on cases that neither was chosen by.
package enum BriefingGate {
  /// The chance that one that is no better is let through.
  static let risk = 0.05

  /// What the comparison says.
  package struct Finding: Sendable, Hashable {
    package let count: Int
    /// How much less an item surprises with the new one than with the old one, in nats; the lower end is what it exceeds
    /// with a certainty of 95 %, the upper one likewise.
    package let gain: Estimate
    package let before: Figures
    package let after: Figures
    package let isWorseCalibrated: Bool

    package var isAccepted: Bool { (gain.interval?.lower ?? 0) > 0 && !isWorseCalibrated }
  }

  /// What one of the two came to.
  package struct Figures: Sendable, Hashable, Codable {
    /// What an item surprises less by than with the score alone, in nats.
    package let gain: Double
    /// Of its answers alone.
    package let auc: Double?
    /// The expected calibration error, after its answers.
    package let calibration: Double?

    init(_ score: BriefingScore) {
      gain = score.gain
      auc = score.auc
      calibration = Reliability.calibrationError(score.answered, bins: BriefingGate.bins)
    }
  }

  /// Answers of a briefing to the cases, and to those that it was chosen by.
  struct Side {
    let answers: [BriefedAnswer?]
    let past: [JudgedItem]
  }

  /// The difference item by item, over draws of the items.
  static func judge(
    _ cases: [BriefingCase], before: Side, after: Side, settings: JudgeSettings,
    resampling: Resampling = Resampling(rounds: 4_000)
  ) -> Finding {
    let old = BriefingScore(before.answers, to: cases, after: before.past, settings: settings)
    let new = BriefingScore(after.answers, to: cases, after: after.past, settings: settings)
    let differences = zip(new.gains, old.gains).map { $0 - $1 }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(max(1, values.count)) }
    let draws = resampling.draws(differences, mean)
    let tail = Resampling.expanded(risk, clusters: differences.count)
    let interval =
      draws.isEmpty
      ? nil
      : Interval(Resampling.quantile(draws, tail), Resampling.quantile(draws, 1 - tail))
    let trial = TuningTrial(
      weights: cases.map { _ in 1 }, clusters: Array(cases.indices), resampling: resampling)
    return Finding(
      count: cases.count, gain: Estimate(mean(differences), interval),
      before: Figures(old), after: Figures(new),
      isWorseCalibrated: trial.isLowered(before: old.answered, after: new.answered) {
        Reliability.calibrationError($0, bins: bins).map { -$0 }
      })
  }

  /// Few, since there are few items.
  fileprivate static let bins = 5
}
