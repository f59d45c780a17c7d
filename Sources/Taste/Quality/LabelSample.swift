// Answers are not a fair sample: a review asks where it doubts. What they say of all items is found by letting each stand
// for those that had the same chance of being asked.

/// Answers with weights that make them stand for everything that was decided.
package struct LabelSample: Sendable, Hashable {
  /// What the weights rest on.
  package enum Basis: String, Sendable, Hashable {
    /// The checks drawn by lot stand for all that was kept, and for all that was skipped; answers to open questions for
    /// all that was open.
    case checks
    /// Each answer that was asked for stands for the items of about the same probability.
    case bands
    /// Nothing is known of what was not answered.
    case plain
  }

  package let basis: Basis
  package let answers: [PastAnswer]
  /// How many items each answer stands for.
  package let weights: [Double]
  /// All items that were decided.
  package let decided: Int
  /// Of them those that no answer can stand for.
  package let uncovered: Int

  /// So many checks are enough, with at least ``checksOfEach`` of what was kept and of what was skipped.
  package static let checksMin = 30
  package static let checksOfEach = 10
  /// In a band of probability there are at least so many answers.
  private static let bandAnswers = 8
  private static let bandsMax = 10

  /// The best sample that there is of `decided`.
  package init(_ all: [PastAnswer], of decided: [PastScore]) {
    let asked = all.filter { $0.occasion != .own }
    self.decided = decided.count
    if let (answers, weights, uncovered) = Self.byChecks(asked, decided) {
      (basis, self.answers, self.weights, self.uncovered) = (.checks, answers, weights, uncovered)
    } else if !decided.isEmpty, !asked.isEmpty {
      (basis, answers, uncovered) = (.bands, asked, 0)
      weights = Self.byBands(asked, decided)
    } else {
      (basis, answers, uncovered) = (.plain, asked, 0)
      weights = asked.map { _ in 1 }
    }
  }

  /// The number of evenly collected answers that would say as much (Kish, Survey Sampling, 1965).
  package var effectiveCount: Double {
    let sum = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? sum * sum / squares : 0
  }

  /// The answers with their weights, those of a day together, in order of time; `probabilities` replaces what was said.
  package func days(_ probabilities: [Double]? = nil) -> [[Answered]] {
    var days: [Int: [Answered]] = [:]
    for (place, answer) in answers.enumerated() {
      days[answer.day, default: []].append(
        answer.answered(weight: weights[place], probability: probabilities?[place]))
    }
    return days.keys.sorted().map { days[$0] ?? [] }
  }

  /// Each verdict is a stratum whose items were drawn by lot; what is open was answered in its own order, which is
  /// taken for lot too: within it the probability hardly differs.
  private static func byChecks(
    _ asked: [PastAnswer], _ decided: [PastScore]
  ) -> ([PastAnswer], [Double], Int)? {
    let drawn = asked.filter { $0.occasion == .check || $0.verdict == .review }
    let checks = drawn.filter { $0.verdict != .review }
    let enough = [Verdict.keep, .skip].allSatisfy { verdict in
      checks.count { $0.verdict == verdict } >= checksOfEach
        || !decided.contains { $0.verdict == verdict }
    }
    guard checks.count >= checksMin, enough else { return nil }
    var uncovered = 0
    var weight: [Verdict: Double] = [:]
    for verdict in Verdict.allCases {
      let all = decided.count { $0.verdict == verdict }
      let seen = drawn.count { $0.verdict == verdict }
      if seen == 0 { uncovered += all }
      // An answer stands at least for itself.
      weight[verdict] = seen == 0 ? 0 : max(1, Double(all) / Double(seen))
    }
    return (drawn, drawn.map { weight[$0.verdict] ?? 0 }, uncovered)
  }

  /// Given the probability, what is asked does not depend on what the person will say: so post-stratification by it is
  /// fair (Horvitz, Thompson, JASA 47, 1952; Little, JASA 88, 1993).
  private static func byBands(_ asked: [PastAnswer], _ decided: [PastScore]) -> [Double] {
    let said = asked.map(\.probability).sorted()
    let count = max(1, min(bandsMax, said.count / bandAnswers))
    let edges = (1..<max(count, 1)).map { said[$0 * said.count / count] }
    let band = { (probability: Double) in edges.count { $0 <= probability } }
    var all = [Double](repeating: 0, count: count)
    for item in decided { all[band(item.probability)] += 1 }
    var seen = [Double](repeating: 0, count: count)
    for answer in asked { seen[band(answer.probability)] += 1 }
    return asked.map { max(1, all[band($0.probability)] / seen[band($0.probability)]) }
  }
}
