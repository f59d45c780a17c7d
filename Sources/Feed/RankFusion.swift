// One order out of several. A cosine and a sum of word weights have no common scale, but a rank is a rank.

/// Joins rankings of the same things by their ranks alone.
package enum RankFusion {
  /// How little the first places are above those that follow: 60, as in Cormack, Clarke and Buettcher, "Reciprocal
  /// Rank Fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009.
  package static let standardDamping = 60.0

  /// Everything that is in any of `rankings`, best first: by the sum of 1 / (damping + rank), ranks from 1.
  ///
  /// Of equals the one with the better single rank comes first, then the smaller number.
  package static func fuse(
    _ rankings: [[Int64]], damping: Double = standardDamping
  ) -> [Int64] {
    var sums: [Int64: (sum: Double, best: Int)] = [:]
    for ranking in rankings {
      for (place, id) in ranking.enumerated() {
        let known = sums[id] ?? (0, .max)
        sums[id] = (known.sum + 1 / (damping + Double(place + 1)), min(known.best, place))
      }
    }
    return sums.sorted {
      ($0.value.sum, $1.value.best, $1.key) > ($1.value.sum, $0.value.best, $0.key)
    }.map(\.key)
  }
}
