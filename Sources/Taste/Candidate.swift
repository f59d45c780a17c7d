// A text as the scorer sees it: a place in embedding space and counted terms. Cut into terms once, because the same item
// is an example in one task, background in the next and a candidate in the third.

package import Feed
package import FoundationEssentials

/// Something to score, or to learn from.
package struct Candidate: Sendable {
  package let id: String
  package let title: String
  package let vector: Vector
  package let terms: TermCounts
  /// What the terms were counted in.
  let text: String

  /// Of a long text its beginning counts, where it says what it is about: about what two screens show.
  package static let lettersMax = 4_000

  /// A text that begins with its title is not given the title twice.
  package init(id: String, title: String, text: String, vector: Vector) {
    self.id = id
    self.title = title
    self.vector = vector
    let whole = Wording.whole(title: title, text: text)
    self.text = String(whole.unicodeScalars.prefix(Self.lettersMax))
    let heading = String(title.unicodeScalars.prefix(Self.lettersMax))
    terms = TermCounts(title: heading, text: self.text)
  }

  /// What the text is known by wherever it is stored: numbers of rows change when a document is imported again.
  package var mark: String { String(Fingerprint(of: [title, text]).hex.prefix(16)) }
}

/// One thing learned about the person.
package struct Example: Sendable {
  package var candidate: Candidate
  package var evidence: Evidence
  /// Multiplies the weight of the evidence: recency, a pinned or muted interest.
  ///
  /// 1 is neutral, 0 switches it off.
  package var weight: Double
  /// Examples of one group (the passages of a document) are left out together where an example must not vouch for itself.
  package var group: String?
  /// When it was decided or written, for explanations; it does not count.
  package var at: Date?

  package init(
    _ candidate: Candidate, _ evidence: Evidence, weight: Double = 1, group: String? = nil,
    at: Date? = nil
  ) {
    self.candidate = candidate
    self.evidence = evidence
    self.weight = weight
    self.group = group
    self.at = at
  }
}
