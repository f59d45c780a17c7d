// How far a share can be trusted that was counted: seven of ten may be a half or nine tenths.

private import Glibc

/// Intervals of a share.
package enum ShareInterval {
  /// The score interval, right on average and sensible at 0 and 1 (Wilson, Probable Inference, the Law of Succession, and
  /// Statistical Inference, JASA 22, 1927; recommended by Brown, Cai, DasGupta, Statistical Science 16, 2001).
  ///
  /// `hits` and `count` may be sums of weights, then as effective numbers. Nil without any.
  package static func wilson(
    hits: Double, of count: Double, z: Double = 1.959963984540054
  ) -> Interval? {
    guard count > 0, hits >= 0, hits <= count else { return nil }
    let share = hits / count
    let square = z * z / count
    let middle = (share + square / 2) / (1 + square)
    let half =
      z / (1 + square) * (share * (1 - share) / count + square / (4 * count)).squareRoot()
    return Interval(max(0, middle - half), min(1, middle + half))
  }

  /// The exact interval, never too narrow (Clopper, Pearson, Biometrika 26, 1934); for what must be certified.
  package static func clopperPearson(
    hits: Int, of count: Int, level: Double = 0.95
  ) -> Interval? {
    guard count > 0, (0...count).contains(hits), level > 0, level < 1 else { return nil }
    let tail = (1 - level) / 2
    let lower =
      hits == 0 ? 0 : betaQuantile(tail, Double(hits), Double(count - hits + 1))
    let upper =
      hits == count ? 1 : betaQuantile(1 - tail, Double(hits + 1), Double(count - hits))
    return Interval(lower, upper)
  }

  /// Where the beta distribution has passed `share`; by bisection, since it is monotone.
  private static func betaQuantile(_ share: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if beta(middle, a, b) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised incomplete beta function (DLMF 8.17.22, by Lentz's method).
  static func beta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast on this side of the mean only.
    if x > (a + 1) / (a + b + 2) { return 1 - beta(1 - x, b, a) }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for step in 1...300 {
      let m = Double(step)
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + term * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + term / c
        if abs(c) < tiny { c = tiny }
        fraction *= d * c
      }
      if abs(d * c - 1) < 1e-14 { break }
    }
    return min(max(front * fraction, 0), 1)
  }
}
