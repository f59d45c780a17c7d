// What could be asked about an item, and why it would be: the numbers that put the questions of a review in order.

package import Feed

/// An item that the person could be asked about.
package struct ReviewQuestion: Sendable {
  package let id: Int64
  package let verdict: Verdict
  /// Nil while nothing is known of the person.
  package let probability: Double?
  /// The standard deviation of the probability; it decides whether an item could be wanted, not when it is asked about.
  package let uncertainty: Double?
  /// How old the news is, in seconds.
  package let age: Double
  /// In how many seconds what is proposed to be done with it expires; nil where nothing is.
  package let expires: Double?
  /// For variety; see ``ReviewQueue/contenders(among:thresholds:)``.
  package var vector: Vector?

  package init(
    id: Int64, verdict: Verdict, probability: Double?, uncertainty: Double? = nil, age: Double,
    expires: Double? = nil, vector: Vector? = nil
  ) {
    self.id = id
    self.verdict = verdict
    self.probability = probability
    self.uncertainty = uncertainty
    self.age = age
    self.expires = expires
    self.vector = vector
  }
}

/// Why a question is asked.
package enum ReviewPurpose: String, Sendable, Hashable, CaseIterable {
  /// The decision is open, or among the closest that were made.
  case borderline
  /// Drawn by lot among what was decided, to find out how often that is right.
  case check
}

/// A question in its place.
package struct ReviewPlace: Sendable, Hashable {
  package let id: Int64
  package let purpose: ReviewPurpose

  package init(id: Int64, purpose: ReviewPurpose) {
    self.id = id
    self.purpose = purpose
  }
}
