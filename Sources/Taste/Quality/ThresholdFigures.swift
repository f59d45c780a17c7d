// What the two thresholds make of the probabilities: how much is kept and skipped, and how often that is right.

/// How good the decisions at given thresholds are.
package struct ThresholdFigures: Sendable, Hashable {
  package let thresholds: Thresholds
  /// Of all items, the shares that are kept, skipped, and left open.
  package let kept: Double
  package let skipped: Double
  /// How much of what is kept is wanted, and how much of what is wanted is kept.
  package let keepPrecision: Estimate?
  package let keepRecall: Estimate?
  /// How much of what is skipped is not wanted, and how much of what is not wanted is skipped.
  package let skipPrecision: Estimate?
  package let skipRecall: Estimate?

  /// What is open.
  package var open: Double { max(0, 1 - kept - skipped) }

  /// Measures at `thresholds`; the shares of all items are counted in `said` where it is given, the probabilities of all
  /// items, else in the answers.
  package init(
    days: [[Answered]], thresholds: Thresholds, of said: [Double] = [],
    resampling: Resampling = Resampling()
  ) {
    let all = Array(days.joined())
    let isKept = { (probability: Double) in probability >= thresholds.keep }
    let isSkipped = { (probability: Double) in probability < thresholds.skip }
    self.thresholds = thresholds
    if said.isEmpty {
      kept = Self.share(all, of: { _ in true }, that: { isKept($0.probability) }) ?? 0
      skipped = Self.share(all, of: { _ in true }, that: { isSkipped($0.probability) }) ?? 0
    } else {
      kept = Double(said.count(where: isKept)) / Double(said.count)
      skipped = Double(said.count(where: isSkipped)) / Double(said.count)
    }
    keepPrecision = Self.counted(all, of: { isKept($0.probability) }, that: \.isWanted)
    skipPrecision = Self.counted(all, of: { isSkipped($0.probability) }, that: { !$0.isWanted })
    keepRecall = Self.drawn(days, resampling, of: \.isWanted, that: { isKept($0.probability) })
    skipRecall = Self.drawn(
      days, resampling, of: { !$0.isWanted }, that: { isSkipped($0.probability) })
  }

  /// Of the items that fit the first, how much fits the second.
  private static func share(
    _ answers: [Answered], of isCounted: (Answered) -> Bool, that isHit: (Answered) -> Bool
  ) -> Double? {
    let counted = answers.filter(isCounted)
    let total = counted.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    return min(1, counted.reduce(0) { $0 + (isHit($1) ? $1.weight : 0) } / total)
  }

  /// The share with an interval that is right for few items too: exact where each counts the same, else Wilson's for
  /// their effective number.
  private static func counted(
    _ answers: [Answered], of isCounted: (Answered) -> Bool, that isHit: (Answered) -> Bool
  ) -> Estimate? {
    guard let share = share(answers, of: isCounted, that: isHit) else { return nil }
    let counted = answers.filter { $0.weight > 0 && isCounted($0) }
    if let first = counted.first, counted.allSatisfy({ $0.weight == first.weight }) {
      return Estimate(
        share, ShareInterval.clopperPearson(hits: counted.count(where: isHit), of: counted.count))
    }
    let sum = counted.reduce(0) { $0 + $1.weight }
    let effective = sum * sum / counted.reduce(0) { $0 + $1.weight * $1.weight }
    return Estimate(
      share, ShareInterval.wilson(hits: min(share * effective, effective), of: effective))
  }

  private static func drawn(
    _ days: [[Answered]], _ resampling: Resampling, of isCounted: (Answered) -> Bool,
    that isHit: (Answered) -> Bool
  ) -> Estimate? {
    share(Array(days.joined()), of: isCounted, that: isHit).map { value in
      Estimate(
        value,
        resampling.interval(days) { share(Array($0.joined()), of: isCounted, that: isHit) })
    }
  }
}
