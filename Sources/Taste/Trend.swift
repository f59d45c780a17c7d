// Whether an interest rises or fades: a comparison of two shares, and silence where chance alone would do it.

private import Glibc

/// How the share of an interest has moved.
package enum Trend: String, Sendable, Hashable {
  case rising, fading
  /// No more than chance explains.
  case steady

  /// Compares `late.hits` of `late.count` with `early.hits` of `early.count`.
  ///
  /// The difference of two shares, each with a hit and a miss added, which keeps its promise for small counts (Agresti,
  /// Caffo, Simple and Effective Confidence Intervals for Proportions, The American Statistician 54, 2000); at 99 %,
  /// because a person has up to twelve interests and looks at all of them.
  package init(late: (hits: Int, count: Int), early: (hits: Int, count: Int)) {
    let a = Self.share(late)
    let b = Self.share(early)
    let spread = (a.share * (1 - a.share) / a.n + b.share * (1 - b.share) / b.n).squareRoot()
    let distance = spread > 0 ? (a.share - b.share) / spread : 0
    self =
      min(late.count, early.count) < Self.least || abs(distance) < 2.5758
      ? .steady : distance > 0 ? .rising : .fading
  }

  /// Fewer than this on either side say nothing.
  private static let least = 10

  private static func share(_ seen: (hits: Int, count: Int)) -> (share: Double, n: Double) {
    let n = Double(seen.count) + 2
    return ((Double(seen.hits) + 1) / n, n)
  }
}
