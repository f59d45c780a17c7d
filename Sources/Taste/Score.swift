// What the scorer says about a candidate; what it rests on is beside, in `Explanation`.

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
    probability = Self.probability(logOdds)
    let above = Logistic.probability(logOdds + spread)
    uncertainty = (above - Logistic.probability(logOdds - spread)) / 2
  }

  /// The probability of log-odds: nothing is certain, whatever the arithmetic rounds to; and what differs must not be made
  /// equal.
  package static func probability(_ logOdds: Double) -> Double {
    min(max(Logistic.probability(logOdds), .leastNormalMagnitude), (1.0).nextDown)
  }

  /// More than the uncertainty can be at these log-odds: no spread reaches √(8/π), see ``Calibration/spread(_:at:)``.
  static func uncertaintyMost(at logOdds: Double) -> Double {
    Score(logOdds: logOdds, spread: (8 / Double.pi).squareRoot()).uncertainty
  }
}
