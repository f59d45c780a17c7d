// All figures of one way of scoring, each with its interval.

/// How good probabilities are that were said of answered items.
package struct QualityFigures: Sendable, Hashable {
  /// The answers behind the figures.
  package let count: Int
  /// The share of what is wanted, of all that they stand for.
  package let wanted: Estimate?
  /// The mean of the days' nDCG@10, and what chance would give on the same days.
  package let ndcg: Estimate?
  package let ndcgByChance: Double?
  package let auc: Estimate?
  package let calibrationError: Estimate?
  /// What the calibration error would be on average if every probability were exactly right: so few answers lie beside
  /// their mean.
  package let calibrationErrorByChance: Double?
  /// The calibration error of the fifty highest probabilities; nil with no more answers than that.
  package let calibrationErrorOfTop: Estimate?
  package let brierSkill: Estimate?
  package let logLoss: Estimate?
  package let bins: [Reliability.Bin]

  /// The highest so many probabilities are the top.
  package static let top = 50
  private static let simulations = 100

  /// Measures the answers of each day; days are what is drawn anew.
  package init(days: [[Answered]], resampling: Resampling = Resampling()) {
    let all = Array(days.joined())
    let cut = Self.binCount(all.count)
    func estimate(_ measure: ([Answered]) -> Double?) -> Estimate? {
      measure(all).map { value in
        Estimate(value, resampling.interval(days) { measure(Array($0.joined())) })
      }
    }
    count = all.count
    wanted = estimate(Self.share)
    auc = estimate(Discrimination.auc)
    brierSkill = estimate { Reliability.brierSkill($0) }
    logLoss = estimate(Reliability.logLoss)
    calibrationError = Self.error(all, days, resampling) {
      Reliability.calibrationError($0, bins: cut)
    }
    calibrationErrorOfTop =
      all.count > Self.top ? Self.error(all, days, resampling, Self.errorOfTop) : nil
    calibrationErrorByChance = Self.errorByChance(all, bins: cut, seed: resampling.seed)
    (ndcg, ndcgByChance) = Self.ndcg(days, resampling)
    bins = Reliability.bins(all, cut)
  }

  /// Fifteen bins of ten answers, fewer where there are not so many.
  static func binCount(_ answers: Int) -> Int { max(1, min(15, answers / 10)) }

  private static func share(_ answers: [Answered]) -> Double? {
    let total = answers.reduce(0) { $0 + $1.weight }
    return total > 0 ? answers.reduce(0) { $0 + $1.weight * $1.truth } / total : nil
  }

  /// Days on which both kinds were answered: on the others no order is better than another.
  private static func ndcg(
    _ days: [[Answered]], _ resampling: Resampling
  ) -> (Estimate?, Double?) {
    let mixed = days.filter { day in
      day.contains(where: \.isWanted) && !day.allSatisfy(\.isWanted)
    }
    let values = mixed.compactMap { Discrimination.ndcg($0) }
    let chance = mixed.compactMap { Discrimination.ndcgByChance($0) }
    guard !values.isEmpty else { return (nil, nil) }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    return (Estimate(mean(values), resampling.interval(values) { mean($0) }), mean(chance))
  }

  private static func errorOfTop(_ answers: [Answered]) -> Double? {
    let best = answers.sorted { $0.probability > $1.probability }.prefix(top)
    return Reliability.calibrationError(Array(best), bins: binCount(top))
  }

  /// A draw with repetitions has a larger error than what it was drawn from, so the interval is turned round (the basic
  /// bootstrap: Davison, Hinkley, Bootstrap Methods and their Application, 1997, §5.2).
  private static func error(
    _ all: [Answered], _ days: [[Answered]], _ resampling: Resampling,
    _ measure: ([Answered]) -> Double?
  ) -> Estimate? {
    guard let value = measure(all) else { return nil }
    let drawn = resampling.interval(days) { measure(Array($0.joined())) }
    return Estimate(
      value, drawn.map { Interval(max(0, 2 * value - $0.upper), max(0, 2 * value - $0.lower)) })
  }

  /// Labels drawn from the probabilities themselves (Bröcker, Smith, Weather and Forecasting 22, 2007).
  private static func errorByChance(_ all: [Answered], bins: Int, seed: UInt64) -> Double? {
    guard !all.isEmpty else { return nil }
    var chance = SeededChance(seed: seed)
    let sum = (0..<simulations).reduce(0.0) { sum, _ in
      let drawn = all.map {
        Answered(
          probability: $0.probability, isWanted: chance.share() < $0.sober, weight: $0.weight)
      }
      return sum + (Reliability.calibrationError(drawn, bins: bins) ?? 0)
    }
    return sum / Double(simulations)
  }
}
