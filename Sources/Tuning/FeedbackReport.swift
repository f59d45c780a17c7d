// The quality of the past as values: what a page, a terminal and a program are told alike.

package import FoundationEssentials
package import Taste

/// How good decisions were, by what the person said of them.
package struct FeedbackReport: Sendable {
  /// With fewer answers, or none of one kind, there is nothing to measure.
  package static let answersMin = 10

  /// Days of the first and the last answer.
  package let days: ClosedRange<Date>
  package let zone: TimeZone
  /// How many answers were given on each occasion.
  package let occasions: [AnswerOccasion: Int]
  package let sample: LabelSample
  /// The probabilities that were said before each answer: the decisions as they were.
  package let shown: QualityFigures
  /// What would be said today of each answered item if it alone had not been answered.
  package let hindsight: QualityFigures?
  /// The decisions that were made, at the thresholds that hold now.
  package let decisions: ThresholdFigures
  /// The same at other thresholds for keeping.
  package let byThreshold: [ThresholdFigures]
  /// Of the checks, those that were decided rightly.
  package let checks: (right: Int, count: Int, interval: Interval?)
  /// By week: what was decided, and what of it was kept and skipped.
  package let weeks: [Week]
  package let curve: [LearningPoint]
  package let interests: [InterestQuality]

  /// What was decided of a week's items.
  package struct Week: Sendable, Hashable {
    package let start: Date
    package let decided: Int
    package let kept: Int
    package let skipped: Int
  }

  /// The answers to items of one interest.
  package struct InterestQuality: Sendable, Hashable {
    package let label: String
    package let count: Int
    package let wanted: Estimate
    /// The mean probability that was said.
    package let said: Double
    package let auc: Double?
    /// How many items were decided to be of it.
    package let share: Double
  }
}
