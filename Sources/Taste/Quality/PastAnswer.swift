// An answer of the person beside what was decided without them: the raw material of every figure on past feedback.

/// Why an item was answered: what may be concluded from the answer depends on it.
package enum AnswerOccasion: String, Sendable, Hashable, CaseIterable {
  /// It was asked about because its decision was open or nearly so.
  case doubt
  /// It was drawn by lot from what was decided clearly.
  case check
  /// The person came by themselves: seldom to say that all is well.
  case own
}

/// One answered item as it was decided before the answer.
package struct PastAnswer: Sendable, Hashable {
  package let item: Int64
  /// The day of the answer, as a number that grows.
  package let day: Int
  package let occasion: AnswerOccasion
  package let isWanted: Bool
  /// What was said before the answer, rules included.
  package let probability: Double
  package let verdict: Verdict

  package init(
    item: Int64, day: Int, occasion: AnswerOccasion, isWanted: Bool, probability: Double,
    verdict: Verdict
  ) {
    self.item = item
    self.day = day
    self.occasion = occasion
    self.isWanted = isWanted
    self.probability = probability
    self.verdict = verdict
  }

  /// The answer with its probability, or with the one that another version says.
  package func answered(weight: Double = 1, probability: Double? = nil) -> Answered {
    Answered(probability: probability ?? self.probability, isWanted: isWanted, weight: weight)
  }
}

/// An item that was decided without the person, answered later or not.
package struct PastScore: Sendable, Hashable {
  package let item: Int64
  /// The day it came in, as a number that grows.
  package let day: Int
  package let verdict: Verdict
  package let probability: Double

  package init(item: Int64, day: Int, verdict: Verdict, probability: Double) {
    self.item = item
    self.day = day
    self.verdict = verdict
    self.probability = probability
  }
}
