// What quality is measured on: an item whose probability was said and whose label is known.

/// One answered item.
package struct Answered: Sendable, Hashable {
  /// The probability that was said, 0 … 1.
  package let probability: Double
  package let isWanted: Bool
  /// How many items it stands for: labels are rarely collected evenly.
  package let weight: Double

  package init(probability: Double, isWanted: Bool, weight: Double = 1) {
    self.probability = probability
    self.isWanted = isWanted
    self.weight = weight
  }

  /// The probability, kept from claiming certainty: a logarithm must exist.
  var sober: Double { min(max(probability, 1e-6), 1 - 1e-6) }

  /// 1 where it is wanted, else 0.
  var truth: Double { isWanted ? 1 : 0 }
}
