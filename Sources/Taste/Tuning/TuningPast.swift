// What tuning looks back on, as values: who knows where it is stored stays outside.

/// An item that was decided by its score, to be decided once more.
package struct ReplayItem: Sendable {
  package let item: Int64
  package let candidate: Candidate
  /// What rules added to its log-odds.
  package let boost: Double

  package init(item: Int64, candidate: Candidate, boost: Double) {
    self.item = item
    self.candidate = candidate
    self.boost = boost
  }
}

/// Everything that a replay needs.
package struct TuningPast: Sendable {
  package typealias Examples =
    @Sendable (_ settings: TasteSettings, _ wishes: [Wish], _ without: Set<String>) -> [Example]

  /// The answers that were asked for, and how many items each stands for.
  package let answers: [PastAnswer]
  package let weights: [Double]
  /// What was decided by its score, the answered items among it; oldest first.
  package let items: [ReplayItem]
  package let background: [Candidate]
  /// What is learned from under given settings and wishes, without some of it (by id).
  package let examples: Examples
  /// The expected share of wanted items when it is set to this: answers and wishes move it.
  package let share: @Sendable (Double, [Wish]) -> Double

  /// Answers about items that are not among `items` are left out.
  package init(
    answers: [PastAnswer], weights: [Double], items: [ReplayItem], background: [Candidate],
    examples: @escaping Examples, share: @escaping @Sendable (Double, [Wish]) -> Double
  ) {
    let known = Set(items.map(\.item))
    let kept = answers.indices.filter { known.contains(answers[$0].item) }
    self.answers = kept.map { answers[$0] }
    self.weights = kept.map { weights[$0] }
    self.items = items
    self.background = background
    self.examples = examples
    self.share = share
  }

  /// With fewer answers than this, or fewer of one kind, nothing can be told from chance.
  package static let answersMin = 40
  package static let ofEachMin = 10

  /// Why there is too little to tune by; nil where there is enough.
  package var lack: String? {
    let wanted = answers.count(where: \.isWanted)
    let least = min(wanted, answers.count - wanted)
    guard answers.count < Self.answersMin || least < Self.ofEachMin else { return nil }
    return "tuning needs \(Self.answersMin) answers with at least \(Self.ofEachMin) of each kind; "
      + "there are \(answers.count): \(wanted) kept, \(answers.count - wanted) skipped"
  }

  /// Days where there are enough to draw from, else the items themselves.
  var clusters: [Int] {
    let days = answers.map(\.day)
    return Set(days).count >= 20 ? days : Array(answers.indices)
  }

  /// The weights, none more than five times the mean: one answer must not decide for a thousand items.
  ///
  /// Truncated importance sampling (Ionides, Journal of Computational and Graphical Statistics 17, 2008).
  var steadyWeights: [Double] {
    let mean = weights.reduce(0, +) / Double(max(1, weights.count))
    return weights.map { min($0, 5 * mean) }
  }
}
