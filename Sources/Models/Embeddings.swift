// The second door of this room: texts in, vectors out, by the same line of providers, the same purse and the same
// patience as questions.

package import HTTP

/// Asks an embedding model, within a budget.
package struct Embeddings: Sendable {
  package let model: EmbeddingModel
  private let lineup: Lineup

  /// What it is for, as the books call it.
  package static let purpose = "embed"

  /// `keyed` is the provider of `model` with its key; `onNote` is told when it is not asked any more.
  package init(
    _ model: EmbeddingModel, key keyed: KeyedProvider, client: Client, purse: any Purse,
    timing: Timing = .real, patience: Patience = Patience(),
    onNote: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.model = model
    lineup = Lineup(
      [keyed], client: client, purse: purse, timing: timing, patience: patience, onNote: onNote)
  }

  /// One request: all of the texts, as they are.
  ///
  /// Throws ``ModelError``, or `CancellationError`.
  package func request(_ texts: [String]) async throws -> EmbeddingOutcome {
    try await lineup.ask(for: Self.purpose) { line in
      try await EmbeddingCall(texts: texts, model: model, line: line).outcome()
    }
  }
}
