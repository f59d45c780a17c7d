// How well scores put wanted items before others. Ties are an order that nobody chose, so each measure is the mean over
// all orders of what is tied.

private import Glibc

/// Measures of an order.
package enum Discrimination {
  /// The chance that a wanted item has a higher probability than one that is not; nil where one kind is missing.
  ///
  /// The area under the ROC curve, ties counted half (Hanley, McNeil, Radiology 143, 1982); weights count items.
  package static func auc(_ answers: [Answered]) -> Double? {
    let order = answers.sorted { $0.probability < $1.probability }
    var (wanted, unwanted, below, sum) = (0.0, 0.0, 0.0, 0.0)
    for group in tied(order) {
      let part = order[group]
      let yes = part.reduce(0) { $0 + ($1.isWanted ? $1.weight : 0) }
      let no = part.reduce(0) { $0 + ($1.isWanted ? 0 : $1.weight) }
      sum += yes * (below + no / 2)
      below += no
      wanted += yes
      unwanted += no
    }
    return wanted > 0 && unwanted > 0 ? sum / (wanted * unwanted) : nil
  }

  /// The normalised discounted cumulative gain of the first `depth`; nil where nothing is wanted.
  ///
  /// DCG = Σ relᵢ / log₂(i + 1) (Järvelin, Kekäläinen, ACM TOIS 20, 2002); tied items share their places (McSherry,
  /// Najork, ECIR 2008). Weights do not count: a list has places and no masses.
  package static func ndcg(_ answers: [Answered], depth: Int = 10) -> Double? {
    let wanted = answers.count(where: \.isWanted)
    guard wanted > 0, depth > 0 else { return nil }
    let order = answers.sorted { $0.probability > $1.probability }
    let gain = tied(order).reduce(0.0) { sum, group in
      guard group.lowerBound < depth else { return sum }
      let share = Double(order[group].count(where: \.isWanted)) / Double(group.count)
      return sum + share * discounts(group.lowerBound..<min(group.upperBound, depth))
    }
    return gain / discounts(0..<min(depth, wanted))
  }

  /// What ``ndcg(_:depth:)`` is on average for lists in an order by chance: what a figure has to be measured against.
  package static func ndcgByChance(_ answers: [Answered], depth: Int = 10) -> Double? {
    ndcg(answers.map { Answered(probability: 0, isWanted: $0.isWanted) }, depth: depth)
  }

  /// The share of what is wanted among the first `depth`, of what could be there: `most` nil counts against all that is
  /// wanted.
  package static func recall(_ answers: [Answered], depth: Int, most: Int? = nil) -> Double? {
    let wanted = answers.count(where: \.isWanted)
    guard wanted > 0 else { return nil }
    let order = answers.sorted { $0.probability > $1.probability }
    let found = tied(order).reduce(0.0) { sum, group in
      let places = max(0, min(group.upperBound, depth) - group.lowerBound)
      let share = Double(order[group].count(where: \.isWanted)) / Double(group.count)
      return sum + share * Double(places)
    }
    return found / Double(min(wanted, most ?? wanted))
  }

  private static func discounts(_ places: Range<Int>) -> Double {
    places.reduce(0) { $0 + 1 / log2(Double($1 + 2)) }
  }

  /// The stretches of equal probability.
  private static func tied(_ order: [Answered]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for place in order.indices.dropFirst()
    where order[place].probability != order[start].probability {
      groups.append(start..<place)
      start = place
    }
    if !order.isEmpty { groups.append(start..<order.count) }
    return groups
  }
}
