// What a judge is told of the person: as little as answers the question. Nothing of it names the person, an account or an
// address, since it goes to a model that others run.

/// The person in a few lines.
package struct PersonCard: Sendable, Hashable {
  /// An interest that the item comes near to.
  package struct Interest: Sendable, Hashable {
    package var name: String
    /// Its telling words, the most telling first.
    package var words: [String]
    package var isPinned: Bool

    package init(name: String, words: [String] = [], isPinned: Bool = false) {
      self.name = name
      self.words = words
      self.isPinned = isPinned
    }
  }

  /// What is never worth more lines.
  static let interestsMax = 4
  static let wordsMax = 6
  static let mutedMax = 6
  static let rulesMax = 8

  /// The interests that fired, the nearest first.
  package var interests: [Interest]
  /// The names of what the person does not want to hear of.
  package var muted: [String]
  /// Rules in words, see ``Rule/inWords``.
  package var rules: [String]

  package init(interests: [Interest] = [], muted: [String] = [], rules: [String] = []) {
    self.interests = interests
    self.muted = muted
    self.rules = rules
  }

  /// The lines of the card.
  var lines: [String] {
    let interests = interests.prefix(Self.interestsMax).map { interest in
      let words = interest.words.prefix(Self.wordsMax).joined(separator: ", ")
      return "interest: \(interest.name)\(interest.isPinned ? " (important)" : "")"
        + (words.isEmpty ? "" : ": \(words)")
    }
    let muted = muted.prefix(Self.mutedMax).map { "does not want: \($0)" }
    return interests + muted + rules.prefix(Self.rulesMax).map { "rule: \($0)" }
  }
}
