// Who is asked on: what does badly on a few cases is not paid for on all.

/// Successive halving (Jamieson, Talwalkar, Non-stochastic Best Arm Identification, AISTATS 2016).
enum BriefingRace {
  /// How many cases are asked about by the end of each round: a quarter, a half, all.
  static func rounds(_ cases: Int) -> [Int] {
    [cases / 4, cases / 2, cases].reduce(into: []) { rounds, end in
      if end > (rounds.last ?? 0) { rounds.append(end) }
    }
  }

  /// The better half by gain, in their old order; among equals the earlier.
  static func survivors(_ gains: [Double]) -> [Int] {
    let order = gains.indices.sorted { (gains[$0], $1) > (gains[$1], $0) }
    return order.prefix((gains.count + 1) / 2).sorted()
  }
}
