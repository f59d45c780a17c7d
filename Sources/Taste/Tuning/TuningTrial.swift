// Whether a change helps, or only fits the answers it was found with. Each half of the answers judges what the other half
// proposes, and who tries many things must be the more certain of each.

/// Answers before a set of changes, as costs.
package struct TuningTrial: Sendable {
  /// So little is no improvement that anyone would notice, as a share of what there is to lose.
  private static let leastGain = 0.01

  /// What each answer counts, and the sitting or the item that it belongs to.
  private let weights: [Double]
  private let clusters: [Int]
  private let resampling: Resampling
  /// The chance, over all families together, that something is accepted that does not help.
  private let risk: Double

  package init(
    weights: [Double], clusters: [Int], risk: Double = 0.02,
    resampling: Resampling = Resampling(rounds: 4_000)
  ) {
    self.weights = weights
    self.clusters = clusters
    self.risk = risk
    self.resampling = resampling
  }

  /// What came of one family.
  package struct Finding: Sendable, Hashable {
    /// The change that costs least on all answers; nil where none costs less than before.
    package let choice: Int?
    /// How much less an answer costs under the change that the other half chose, and from where to where that may lie.
    package let gain: Estimate
    /// Whether it is certain that it helps, given how much was tried.
    package let isAccepted: Bool
  }

  /// Judges the changes of one family: `after` holds what each answer costs under each of them.
  ///
  /// `families` is the number of families tried, among which the risk is divided (Bonferroni; Dunn, JASA 56, 1961). The
  /// halves are odd and even clusters in the order of their numbers, so that both know early and late days.
  package func judge(before: [Double], after: [[Double]], families: Int) -> Finding {
    let half = halves
    var gains = [Double](repeating: 0, count: before.count)
    for side in [0, 1] {
      let chosen = best(before, after, among: before.indices.filter { half[$0] == side })
      guard let chosen else { continue }
      for place in before.indices where half[place] != side {
        gains[place] = before[place] - after[chosen][place]
      }
    }
    let level = Resampling.expanded(
      risk / Double(max(1, families)), clusters: Set(clusters).count)
    let draws = resampling.draws(sums(gains), Self.mean)
    let value = Self.mean(sums(gains)) ?? 0
    let interval =
      draws.isEmpty
      ? nil
      : Interval(Resampling.quantile(draws, level), Resampling.quantile(draws, 1 - level))
    let choice = best(before, after, among: Array(before.indices))
    let least = Self.leastGain * (Self.mean(sums(before)) ?? 0)
    return Finding(
      choice: choice, gain: Estimate(value, interval),
      isAccepted: choice != nil && value > least && (interval?.lower ?? 0) > 0)
  }

  /// The surprise at each answer once the other half has recalibrated what is said.
  ///
  /// `answers` are in the order of the weights.
  func surprises(_ answers: [Answered]) -> [Double] {
    let half = halves
    let mean = weights.reduce(0, +) / Double(max(1, weights.count))
    let logOdds = answers.map { Logistic.logOdds($0.probability) }
    var surprises = [Double](repeating: 0, count: answers.count)
    for side in [0, 1] {
      let other = answers.indices.filter { half[$0] != side }
      let curve = Recalibration(
        logOdds: other.map { logOdds[$0] }, isWanted: other.map { answers[$0].isWanted },
        weights: other.map { weights[$0] / max(mean, 1e-12) })
      for place in answers.indices where half[place] == side {
        surprises[place] = Reliability.surprise(
          Answered(
            probability: Logistic.probability(curve.logOdds(logOdds[place])),
            isWanted: answers[place].isWanted))
      }
    }
    return surprises
  }

  /// A measure of all answers with its interval; nil where it cannot be measured.
  func estimate(_ answers: [Answered], _ measure: ([Answered]) -> Double?) -> Estimate? {
    measure(answers).map { value in
      let interval = Resampling(rounds: 1_000, seed: resampling.seed).interval(groups) { drawn in
        measure(drawn.joined().map { answers[$0] })
      }
      return Estimate(value, interval)
    }
  }

  /// The places of each cluster.
  private var groups: [[Int]] {
    let groups = Dictionary(grouping: clusters.indices, by: { clusters[$0] })
    return groups.keys.sorted().map { groups[$0] ?? [] }
  }

  /// Whether a measure of all answers falls beyond its interval when each has the value `after` instead of `before`.
  package func isLowered(
    before: [Answered], after: [Answered], _ measure: ([Answered]) -> Double?
  ) -> Bool {
    let interval = Resampling(rounds: 400, seed: resampling.seed).interval(groups) { drawn in
      let places = drawn.joined()
      guard let old = measure(places.map { before[$0] }),
        let new = measure(places.map { after[$0] })
      else { return nil }
      return new - old
    }
    return (interval?.upper ?? 0) < 0
  }

  /// 0 or 1 for each answer.
  private var halves: [Int] {
    let order = Dictionary(
      uniqueKeysWithValues: Set(clusters).sorted().enumerated().map { ($1, $0 % 2) })
    return clusters.map { order[$0] ?? 0 }
  }

  /// The change that costs least at `places`; nil where none costs less than leaving it.
  private func best(_ before: [Double], _ after: [[Double]], among places: [Int]) -> Int? {
    let cost = { (values: [Double]) in places.reduce(0) { $0 + weights[$1] * values[$1] } }
    let costs = after.map(cost)
    guard let least = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return nil }
    return costs[least] < cost(before) ? least : nil
  }

  /// By cluster: the weighted sum of the values, and of the weights.
  private func sums(_ values: [Double]) -> [(value: Double, weight: Double)] {
    var sums: [Int: (value: Double, weight: Double)] = [:]
    for place in values.indices {
      sums[clusters[place], default: (0, 0)].value += weights[place] * values[place]
      sums[clusters[place], default: (0, 0)].weight += weights[place]
    }
    return sums.keys.sorted().compactMap { sums[$0] }
  }

  private static func mean(_ sums: [(value: Double, weight: Double)]) -> Double? {
    let total = sums.reduce(0) { $0 + $1.weight }
    return total > 0 ? sums.reduce(0) { $0 + $1.value } / total : nil
  }
}
