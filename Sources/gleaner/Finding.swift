// One thing that `doctor` looked at.

/// What was looked at, what was found, and what helps.
struct Finding: Sendable, Hashable {
  let subject: String
  let words: String
  /// Nil when all is well.
  let remedy: String?

  var isWell: Bool { remedy == nil }

  static func well(_ subject: String, _ words: String) -> Finding {
    Finding(subject: subject, words: words, remedy: nil)
  }

  static func wrong(_ subject: String, _ words: String, remedy: String) -> Finding {
    Finding(subject: subject, words: words, remedy: remedy)
  }
}
