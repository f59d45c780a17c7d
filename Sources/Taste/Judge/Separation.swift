// How far apart a judge's answers to wanted and to unwanted items lie: the one number that trust is about.

private import Glibc

/// Two normal distributions of strengths, for wanted and for unwanted items, of the same width.
///
/// All strengths together have mean 0 and variance 1, whatever the share of wanted items; the log-likelihood ratio of a
/// strength is then linear in it (linear discriminant; Hastie, Tibshirani, Friedman, The Elements of Statistical Learning,
/// §4.3).
struct Separation: Sendable, Hashable {
  /// What one standard deviation of strength is worth in log-odds.
  let weight: Double
  /// The standard deviation within either kind.
  let deviation: Double
  /// The mean strengths.
  let wanted: Double
  let unwanted: Double

  /// Of a judge with this weight, where this share of the judged items is wanted.
  init(weight: Double, share: Double) {
    self.weight = weight
    // s² + π(1 − π)Δ² = 1 with Δ = w s².
    let spread = share * (1 - share) * weight * weight
    let variance = spread > 1e-9 ? ((1 + 4 * spread).squareRoot() - 1) / (2 * spread) : 1
    deviation = variance.squareRoot()
    wanted = (1 - share) * weight * variance
    unwanted = -share * weight * variance
  }

  /// The log-likelihood ratio of a strength: 0 in the middle between the two means.
  func logOdds(_ strength: Double) -> Double { weight * (strength - (wanted + unwanted) / 2) }
}
