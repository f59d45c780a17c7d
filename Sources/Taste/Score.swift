// What the scorer says about a candidate, and what it rests on.

/// A calibrated probability that the person wants the candidate.
package struct Score: Sendable, Hashable {
  /// 0 < p < 1.
  package let probability: Double
  /// Standard deviation of the probability.
  package let uncertainty: Double
  /// ln(p / (1 − p)), before rounding: the sum of the contributions and of their base.
  package let logOdds: Double
  /// Standard deviation of the log-odds.
  package let spread: Double

  /// The uncertainty is half the width of the one-sigma interval, carried through the logistic function: it needs no
  /// derivative, never exceeds one half, and stays right where the curve is bent.
  init(logOdds: Double, spread: Double) {
    self.logOdds = logOdds
    self.spread = spread
    // Nothing is certain, whatever the arithmetic rounds to; and what differs must not be made equal.
    probability = min(
      max(Logistic.probability(logOdds), .leastNormalMagnitude), (1.0).nextDown)
    let above = Logistic.probability(logOdds + spread)
    uncertainty = (above - Logistic.probability(logOdds - spread)) / 2
  }
}

/// What one example adds to the log-odds of a candidate.
package struct Contribution: Sendable, Hashable {
  package let id: String
  package let title: String
  package let evidence: Evidence
  /// In log-odds; negative when it speaks against the candidate.
  package let value: Double
}

/// Why a candidate has its score: exact, because the score is this sum.
package struct Explanation: Sendable, Hashable {
  package let logOdds: Double
  /// The log-odds of a candidate that resembles nothing.
  package let base: Double
  /// The examples that count most, the largest first whether for or against.
  package let contributions: [Contribution]
  /// The sum of all other contributions: base + contributions + rest = logOdds.
  package let rest: Double
}
