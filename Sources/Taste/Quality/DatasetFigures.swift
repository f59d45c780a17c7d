// Quality on a dataset: many people at one moment each, the same number of likes in each cell. The figures are those of the
// usual evaluation of rankings, so that anyone's numbers can stand beside them.

/// One ranking with its labels.
package struct RankedTask: Sendable, Hashable {
  /// `set/person/kN`, or any other name.
  package let name: String
  package let answers: [Answered]

  package init(name: String, answers: [Answered]) {
    self.name = name
    self.answers = answers
  }

  /// The set and the number of likes, where the name says them; else the whole name before the last slash is one set.
  var cell: DatasetCell.Name {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[2].hasPrefix("k"), let likes = Int(parts[2].dropFirst()) else {
      return DatasetCell.Name(set: parts.dropLast().joined(separator: "/"), likes: nil)
    }
    return DatasetCell.Name(set: parts[0], likes: likes)
  }
}

/// The tasks of one set with the same number of likes.
package struct DatasetCell: Sendable, Hashable {
  package struct Name: Sendable, Hashable {
    package let set: String
    package let likes: Int?
  }

  package let name: Name
  package let tasks: Int
  /// Means over the tasks.
  package let ndcg: Estimate
  package let auc: Estimate?
  /// Of the wanted, what is among the first ten (of ten at most), and among the first fifty.
  package let recall10: Estimate
  package let recall50: Estimate
  /// Of all probabilities together, and of the fifty highest of each task.
  package let calibrationError: Estimate
  package let calibrationErrorOfTop: Estimate
  package let brierSkill: Estimate?
  package let bins: [Reliability.Bin]

  /// Drawing fifty thousand probabilities anew takes its time.
  private static let pooledRounds = 100

  /// The cells of all tasks that have something wanted, by set and number of likes.
  package static func cells(
    _ tasks: [RankedTask], resampling: Resampling = Resampling()
  ) -> [DatasetCell] {
    let labelled = tasks.filter { $0.answers.contains(where: \.isWanted) }
    let groups = Dictionary(grouping: labelled, by: \.cell)
    let order = groups.keys.sorted { ($0.set, $0.likes ?? 0) < ($1.set, $1.likes ?? 0) }
    return order.map { DatasetCell($0, groups[$0] ?? [], resampling) }
  }

  private init(_ name: Name, _ tasks: [RankedTask], _ resampling: Resampling) {
    let lists = tasks.map(\.answers)
    let tops = lists.map { Array($0.sorted { $0.probability > $1.probability }.prefix(50)) }
    self.name = name
    self.tasks = tasks.count
    ndcg = Self.mean(lists, resampling) { Discrimination.ndcg($0) } ?? Estimate(0, nil)
    auc = Self.mean(lists, resampling, Discrimination.auc)
    recall10 =
      Self.mean(lists, resampling) { Discrimination.recall($0, depth: 10, most: 10) }
      ?? Estimate(0, nil)
    recall50 =
      Self.mean(lists, resampling) { Discrimination.recall($0, depth: 50) } ?? Estimate(0, nil)
    calibrationError = Self.pooledError(lists, resampling)
    calibrationErrorOfTop = Self.pooledError(tops, resampling)
    brierSkill = Self.brierSkill(lists, resampling)
    bins = Reliability.bins(Array(lists.joined()))
  }

  private static func mean(
    _ lists: [[Answered]], _ resampling: Resampling, _ measure: ([Answered]) -> Double?
  ) -> Estimate? {
    let values = lists.compactMap(measure)
    guard !values.isEmpty else { return nil }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    return Estimate(mean(values), resampling.interval(values) { mean($0) })
  }

  private static func pooledError(_ lists: [[Answered]], _ resampling: Resampling) -> Estimate {
    let measure = { (lists: [[Answered]]) in Reliability.calibrationError(Array(lists.joined())) }
    let value = measure(lists) ?? 0
    let drawn = Resampling(rounds: pooledRounds, seed: resampling.seed).interval(lists, measure)
    // Turned round, as drawing anew only adds to this error.
    return Estimate(
      value, drawn.map { Interval(max(0, 2 * value - $0.upper), max(0, 2 * value - $0.lower)) })
  }

  /// Against always saying each task's own share.
  private static func brierSkill(_ lists: [[Answered]], _ resampling: Resampling) -> Estimate? {
    let sums = lists.map { list -> (made: Double, usual: Double) in
      let rate = list.reduce(0) { $0 + $1.truth } / Double(max(1, list.count))
      return list.reduce((0, 0)) { sums, answer in
        let made = answer.sober - answer.truth
        let usual = rate - answer.truth
        return (sums.0 + made * made, sums.1 + usual * usual)
      }
    }
    let skill = { (sums: [(made: Double, usual: Double)]) -> Double? in
      let usual = sums.reduce(0) { $0 + $1.usual }
      return usual > 0 ? 1 - sums.reduce(0) { $0 + $1.made } / usual : nil
    }
    return skill(sums).map { Estimate($0, resampling.interval(sums, skill)) }
  }
}
