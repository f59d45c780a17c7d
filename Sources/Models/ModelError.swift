// Why there is no answer, in one line that a person can act on. Nothing in it was taken from a server without having been
// searched for the key, cut, and cleaned.

/// A question that no model answered.
package struct ModelError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Nothing was asked.
    case noModel, budget, ledger
    /// Nobody was reached.
    case connection, timeout
    /// The provider does not want to, now or at all.
    case throttled, server, payment, key, settings
    /// The provider does not take this input.
    case request, refused
    /// It answered, and not usefully.
    case notJSON, tooLarge, cut, shape
    /// Several providers failed, each for a reason of its own.
    case all
  }

  /// Whom a failure is about, and so whether the next question would fail too.
  package enum Concern: Sendable, Hashable {
    /// Whoever asks: without models, money or books nothing can be asked.
    case asker
    /// The providers: one that is down may only rest.
    case providers
    /// This one question.
    case question
  }

  package let code: Code
  /// What went wrong and what to do.
  package let message: String
  /// The provider; empty where none was asked.
  package let context: String
  package let cause: (any Error)?

  package init(
    _ code: Code, _ message: String, context: String = "", cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.context = context
    self.cause = cause
  }

  package var concern: Concern {
    switch code {
    case .noModel, .budget, .ledger: .asker
    case .connection, .timeout, .throttled, .server, .payment, .key, .settings, .all: .providers
    case .request, .refused, .notJSON, .tooLarge, .cut, .shape: .question
    }
  }

  package var description: String { context.isEmpty ? message : "\(context): \(message)" }

  /// What all providers together failed of.
  static func together(_ errors: [ModelError]) -> ModelError {
    guard let first = errors.first else {
      return ModelError(
        .noModel, "no model is configured; 'models' in gleaner.yaml names some")
    }
    guard errors.count > 1 else { return first }
    let isSame = errors.allSatisfy { $0.code == first.code }
    let words = errors.map(\.description).joined(separator: "; ")
    return ModelError(isSame ? first.code : .all, "no model answered: \(words)")
  }
}
