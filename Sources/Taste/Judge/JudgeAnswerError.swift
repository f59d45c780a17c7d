// Why an answer was refused, in words that the model itself can be told: a question asked once more has to say what was
// wrong. None of the answer's own text is in it.

/// An answer that is none.
package struct JudgeAnswerError: Error, Sendable, Hashable {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case broken, missing, type, range
  }

  package let code: Code
  /// What is wrong, to stand after a colon.
  package let message: String
}
