// What decisions cost, in the one currency that a person has set: their thresholds say how many questions they would rather
// answer than bear one mistake.

/// The cost of a decision in questions to the person.
package struct DecisionCost: Sendable, Hashable {
  /// Of keeping what is not wanted, and of skipping what is.
  package let falseKeep: Double
  package let falseSkip: Double

  /// No mistake is taken to be worse than so many questions.
  private static let most = 50.0

  /// The costs that make `thresholds` right for probabilities that are: an item at a threshold is as well asked about as
  /// decided.
  ///
  /// Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001; Chow, IEEE Transactions on Information Theory 16,
  /// 1970, for the right to ask.
  package init(_ thresholds: Thresholds) {
    falseKeep = min(Self.most, 1 / max(1 - thresholds.keep, 1e-9))
    falseSkip = min(Self.most, 1 / max(thresholds.skip, 1e-9))
  }

  /// What it costs to decide so at `thresholds`.
  package func cost(_ probability: Double, isWanted: Bool, at thresholds: Thresholds) -> Double {
    if probability >= thresholds.keep { return isWanted ? 0 : falseKeep }
    if probability < thresholds.skip { return isWanted ? falseSkip : 0 }
    return 1
  }
}
