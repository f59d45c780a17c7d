// A part of what a person likes, as they would speak of it: a direction in embedding space with a name and with things of
// theirs that stand for it. For people and for rules; the scorer looks at the single examples.

/// One interest in one version of the profile.
package struct Interest: Sendable, Hashable {
  /// Something of the person's own that stands for the interest.
  package struct Exemplar: Sendable, Hashable, Codable {
    /// Of the example: `passage:17` or `item:4`.
    package let id: String
    package let title: String

    package init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  /// Stays with the interest from version to version.
  package var number: Int
  /// Its most telling words; a wish may give it another name, see ``WishBook/name(of:)``.
  package var label: String
  /// Its telling words, folded, the most telling first.
  package var words: [String]
  /// Its part of all evidence, 0 … 1.
  package var weight: Double
  /// How many examples it has.
  package var size: Int
  /// Nearest to the centre first, and unlike each other.
  package var exemplars: [Exemplar]
  /// ``Candidate/mark`` of the examples nearest to the centre, nearest first.
  package var members: [String]
  /// The unit vector from the middle of all texts to the centre.
  package var centre: [Float]
  /// The cosine with the centre from which on a text belongs to the interest.
  package var reach: Float

  package init(
    number: Int, label: String, words: [String], weight: Double, size: Int,
    exemplars: [Exemplar], members: [String], centre: [Float], reach: Float
  ) {
    self.number = number
    self.label = label
    self.words = words
    self.weight = weight
    self.size = size
    self.exemplars = exemplars
    self.members = members
    self.centre = centre
    self.reach = reach
  }

  /// By what it is known again elsewhere.
  package func mark(model: String) -> InterestMark {
    InterestMark(
      label: label, members: Array(members.prefix(Self.membersOfMark)), centre: centre,
      model: model)
  }

  /// So many texts know an interest again, and fit into a file that a person may look at.
  private static let membersOfMark = 24
}
