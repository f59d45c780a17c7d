// How far a figure would vary had other days been answered: the days are drawn again and again from those there were.
// Days and not items, because what is answered in one sitting is alike.

private import Feed
private import Glibc

/// The bootstrap (Efron, Annals of Statistics 7, 1979), over clusters and with a seed.
package struct Resampling: Sendable {
  /// How often everything is drawn again.
  package let rounds: Int
  package let seed: UInt64

  package init(rounds: Int = 1_000, seed: UInt64 = 1) {
    self.rounds = rounds
    self.seed = seed
  }

  /// The percentile interval of `measure` over draws of as many clusters as there are; nil with fewer than two of them or
  /// where it cannot be measured in nine of ten draws.
  package func interval<Cluster>(
    _ clusters: [Cluster], level: Double = 0.95, _ measure: ([Cluster]) -> Double?
  ) -> Interval? {
    let values = draws(clusters, measure)
    guard values.count * 10 >= rounds * 9 else { return nil }
    let tail = Self.expanded((1 - level) / 2, clusters: clusters.count)
    return Interval(Self.quantile(values, tail), Self.quantile(values, 1 - tail))
  }

  /// What `measure` gives for each draw, ascending; none with fewer than two clusters.
  func draws<Cluster>(
    _ clusters: [Cluster], _ measure: ([Cluster]) -> Double?
  ) -> [Double] {
    guard clusters.count > 1, rounds > 0 else { return [] }
    var chance = SeededChance(seed: seed)
    var values: [Double] = []
    for _ in 0..<rounds {
      let drawn = clusters.indices.map { _ in clusters[chance.below(clusters.count)] }
      if let value = measure(drawn), value.isFinite { values.append(value) }
    }
    return values.sorted()
  }

  /// The tail to cut off so that intervals of few clusters are wide enough: percentile intervals are too narrow by the
  /// factor √(n/(n − 1)) and as the normal distribution is narrower than Student's t (Hesterberg, What Teachers Should Know
  /// about the Bootstrap, The American Statistician 69, 2015).
  static func expanded(_ tail: Double, clusters: Int) -> Double {
    guard clusters > 1, tail > 0, tail < 0.5 else { return tail }
    let freedom = Double(clusters - 1)
    // P(T > t) is half the incomplete beta function at ν/(ν + t²) (DLMF 8.17), so t is found by bisection.
    var (low, high) = (0.0, 1_000.0)
    for _ in 0..<80 {
      let t = (low + high) / 2
      let above = ShareInterval.beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
      if above > tail { low = t } else { high = t }
    }
    let wide = (low + high) / 2 * (Double(clusters) / freedom).squareRoot()
    return erfc(wide / 2.0.squareRoot()) / 2
  }

  /// Between the two nearest of sorted values (type 7 of Hyndman, Fan, The American Statistician 50, 1996).
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.indices.last else { return .nan }
    let place = min(max(share, 0), 1) * Double(last)
    let low = Int(place)
    let high = min(low + 1, last)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}

/// Chance that is the same in every run.
struct SeededChance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= SplitMix64.step
    return SplitMix64.mixed(state)
  }

  /// A number from 0 up to `bound` (Lemire, ACM TOMACS 29, 2019; the bias is below bound / 2⁶⁴).
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  /// A number from 0 up to 1.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}
