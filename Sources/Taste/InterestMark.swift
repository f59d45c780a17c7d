// How an interest is known again in another version of the profile, or in another database, where its number and its
// label may be others: by what it was made of, and by where it lies.

/// The marks of one interest.
package struct InterestMark: Sendable, Hashable, Codable {
  /// The label that it had.
  package let label: String
  /// Fingerprints of the texts nearest to its centre, nearest first; see ``Candidate/mark``.
  package let members: [String]
  /// The unit vector of its centre, seen from the middle of all texts.
  package let centre: [Float]
  /// The embedding model that `centre` belongs to.
  package let model: String

  package init(label: String, members: [String], centre: [Float], model: String) {
    self.label = label
    self.members = members
    self.centre = centre
    self.model = model
  }
}
