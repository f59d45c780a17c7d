// One item a day that was not kept, drawn by lot: a scorer that is only told about what it likes never learns what it
// misses. The lot is loaded towards what an answer would teach, and the chance is kept with it, so that answers can be
// weighed by it later (Horvitz and Thompson 1952).

private import Feed

/// An item that was drawn, and how likely that was.
package struct WildCard: Sendable, Hashable {
  package let item: Int64
  /// 0 < p ≤ 1.
  package let propensity: Double

  package init(item: Int64, propensity: Double) {
    self.item = item
    self.propensity = propensity
  }

  /// The share of the draw that is even, so that no chance is so small that its answer would count for thousands.
  static let evenShare = 0.2
  /// The draw is among so many, those first from which an answer would teach most.
  static let among = 50
  /// So many standard deviations above its probability an item has to be wanted, or asking is a nuisance.
  static let reach = 2.0
  /// A smaller standard deviation than this is not believed.
  static let leastDoubt = 0.05

  /// Draws one of the items that were not kept; nil when none of them could be wanted.
  ///
  /// The chances are in proportion to ``ReviewQueue/worth(_:_:)``, what an answer is worth.
  /// The same items and seed give the same card.
  package static func draw(
    among questions: [ReviewQuestion], thresholds: Thresholds, seed: UInt64
  ) -> WildCard? {
    let middle = (thresholds.skip + thresholds.keep) / 2
    let pool = questions.filter { couldBeWanted($0, from: middle) }
      .map { (id: $0.id, worth: ReviewQueue.worth($0, thresholds)) }
      .sorted { ($0.worth, $1.id) > ($1.worth, $0.id) }.prefix(among)
    let sum = pool.reduce(0) { $0 + $1.worth }
    guard sum > 0 else { return nil }
    let chances = pool.map { lot in
      (1 - evenShare) * lot.worth / sum + evenShare / Double(pool.count)
    }
    // 53 bits: as many as a number from 0 to 1 holds.
    var left = Double(SplitMix64.mixed(seed &+ SplitMix64.step) >> 11) / 0x1p53
    for (lot, chance) in zip(pool, chances) {
      if left < chance { return WildCard(item: lot.id, propensity: chance) }
      left -= chance
    }
    // Rounding may leave a little.
    return zip(pool, chances).reversed().first.map { WildCard(item: $0.id, propensity: $1) }
  }

  /// Whether an item with these log-odds could be drawn, however uncertain they turn out to be.
  package static func isPossible(at logOdds: Double, thresholds: Thresholds) -> Bool {
    reaches(
      (thresholds.skip + thresholds.keep) / 2, Score.probability(logOdds),
      Score.uncertaintyMost(at: logOdds))
  }

  private static func couldBeWanted(_ question: ReviewQuestion, from middle: Double) -> Bool {
    guard question.verdict != .keep, let probability = question.probability,
      let uncertainty = question.uncertainty
    else { return false }
    return reaches(middle, probability, uncertainty)
  }

  private static func reaches(
    _ middle: Double, _ probability: Double, _ uncertainty: Double
  ) -> Bool {
    probability + reach * max(uncertainty, leastDoubt) >= middle
  }
}
