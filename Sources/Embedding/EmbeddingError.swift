// What can be wrong with a model's files. Each message names the file's part and says what would be right, because
// the person who reads it chose the folder.

/// A model that cannot be used, or an encoding that was stopped.
package struct EmbeddingError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable {
    /// The weights are not a sound safetensors file.
    case badWeights
    /// A tensor that the configuration calls for is missing or has another shape.
    case wrongTensor
    /// `config.json` or the pooling configuration is unreadable or asks for what is not supported.
    case badConfiguration
    /// `vocab.txt` lacks what a tokenizer needs.
    case badVocabulary
    /// The math library refused.
    case engine
    /// The caller asked to stop.
    case cancelled
  }

  package let code: Code
  package let message: String
  /// The file or tensor that the message is about.
  package let context: String?
  package let cause: (any Error)?

  package init(_ code: Code, _ message: String, context: String? = nil, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.context = context
    self.cause = cause
  }

  /// One line: where, then what and what would be right.
  package var description: String { context.map { "\($0): \(message)" } ?? message }
}
