// Why a candidate has its score: exact, because the score is a sum over examples, and measured against what an ordinary
// item gets, because a person asks why *this* item and not another.

package import FoundationEssentials

/// How finely a score is explained.
package enum ExplanationDetail: Sendable, Hashable {
  /// Every example by itself.
  case examples
  /// What a person calls a reason: what is more like the candidate than like most items, the passages of a note as one,
  /// with the words that count.
  case reasons
}

/// What one example, or several that are one reason, add to the log-odds of a candidate.
package struct Contribution: Sendable, Hashable {
  /// Of the example that counts most.
  package let id: String
  package let title: String
  package let evidence: Evidence
  package let at: Date?
  /// In log-odds, against what the same examples give to an ordinary item; negative when it speaks against the candidate.
  package let value: Double
  /// How much more the example that counts most is like the candidate than like an ordinary item, in standard deviations
  /// among ordinary items.
  package let closeness: Double
  /// Whether a person would say that the two are alike; all others have nothing to do with each other.
  package let isClose: Bool
  /// How many examples take part.
  package let count: Int
  /// Words shared with the example that counts most, those that count most first; only where words matter.
  package let words: [String]
  /// The log-odds of the candidate had these examples never been, all else being equal.
  ///
  /// Others step in for what is left out, and what stood beside it stands alone, so this is not the value taken off.
  /// Nil for a crowd and where it was not asked for.
  package let without: Double?
}

/// Why a candidate has its score.
///
/// Each example's share is measured against what it gives to an ordinary item: αⱼ (k(x, xⱼ) − k̄ⱼ), with k̄ⱼ its mean
/// kernel with the background. αⱼ k(x, xⱼ) alone would add up as well, but k is nowhere zero, so every like would speak
/// for everything; what is the same for all items stands in the base.
package struct Explanation: Sendable, Hashable {
  package let logOdds: Double
  /// The log-odds of an ordinary item.
  package let base: Double
  /// What counts most: what is close first, then the largest first, whether for or against.
  package let contributions: [Contribution]
  /// The sums of all that speaks for the candidate and of all that speaks against it: with the base they are the
  /// log-odds.
  package let pro: Double
  package let contra: Double
  /// The part of `pro` that comes of being less like what is not wanted than most items are.
  package let farFromUnwanted: Double
  /// The part of `contra` that comes of being less like what is wanted than most items are.
  package let farFromWanted: Double
  /// The log-odds of a text exactly like this one if this one were kept in review, and if it were skipped.
  package let ifKept: Double
  package let ifSkipped: Double

  /// The sum of all other contributions: base + contributions + rest = logOdds.
  package var rest: Double { contributions.reduce(logOdds - base) { $0 - $1.value } }
}
