// What is left of a difference once calibration has done its part: whoever says everything more softly errs less on noise,
// and has learned nothing.

private import Glibc

/// A logistic curve through log-odds (Platt 1999), drawn towards leaving them as they are.
struct Recalibration {
  private static let stepsMax = 30
  private(set) var slope = 1.0
  private(set) var intercept = 0.0

  /// Fits to some answers; `weights` have the mean 1 or so.
  init(logOdds: [Double], isWanted: [Bool], weights: [Double]) {
    for _ in 0..<Self.stepsMax {
      // The penalty is that of one answer: a slope of 1 unless the answers say otherwise.
      var gradient = (slope - 1, intercept * 0.01)
      var curve = (1.0, 0.0, 0.01)
      for place in logOdds.indices {
        let p = Logistic.probability(slope * logOdds[place] + intercept)
        let error = weights[place] * (p - (isWanted[place] ? 1 : 0))
        let bend = weights[place] * p * (1 - p)
        gradient.0 += error * logOdds[place]
        gradient.1 += error
        curve.0 += bend * logOdds[place] * logOdds[place]
        curve.1 += bend * logOdds[place]
        curve.2 += bend
      }
      let determinant = curve.0 * curve.2 - curve.1 * curve.1
      guard determinant > 1e-12 else { break }
      let first = (curve.2 * gradient.0 - curve.1 * gradient.1) / determinant
      let second = (curve.0 * gradient.1 - curve.1 * gradient.0) / determinant
      // A step is bounded: far from the answers the curve is flat, and Newton's step too long.
      let size = min(1, 2 / max(abs(first), abs(second), 1e-12))
      slope -= size * first
      intercept -= size * second
      if abs(first) + abs(second) < 1e-8 { break }
    }
  }

  /// The log-odds as the answers have them; an order is never turned round.
  func logOdds(_ said: Double) -> Double {
    guard slope.isFinite, intercept.isFinite else { return said }
    return max(slope, 0) * said + intercept
  }
}
