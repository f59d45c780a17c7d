// A handful of texts, twice: what an embedding model gives, and whether it gives it again in other company. A server that
// mixes up the order of a batch, or pads its texts into one another, shows here and nowhere else.

package import HTTP
import Feed

/// What came of trying an embedding model out.
package struct EmbeddingTrial: Sendable {
  package let model: EmbeddingModel
  /// Why it is of no use; nil where it is.
  package let failure: ModelError?
  /// Of the first request.
  package let latency: Duration
  /// Of both.
  package let cost: Double

  /// The most texts that a request will have.
  package var batch: Int { EmbeddingPortion(dimensions: model.dimensions).texts }

  private static let texts = [
    "A man eats bread in the kitchen.", "In the kitchen a man is eating some bread.",
    "Stock markets closed lower on Monday.",
  ]
  /// The same text has the same vector, but for rounding.
  private static let same: Float = 0.98

  /// Tries a model, each call once; throws only when it is cancelled.
  package static func run(
    _ model: EmbeddingModel, key keyed: KeyedProvider, client: Client, purse: any Purse,
    timing: Timing = .real
  ) async throws -> EmbeddingTrial {
    var patience = Patience()
    patience.tries = 1
    let embeddings = Embeddings(
      model, key: keyed, client: client, purse: purse, timing: timing, patience: patience)
    do {
      let start = timing.now()
      let (first, cost) = try await vectors(of: texts, embeddings)
      let latency = timing.now() - start
      let (again, more) = try await vectors(of: [texts[2], texts[0]], embeddings)
      let failure = flaw(first, again, at: keyed.provider.name)
      return EmbeddingTrial(model: model, failure: failure, latency: latency, cost: cost + more)
    } catch let error as ModelError {
      return EmbeddingTrial(model: model, failure: error, latency: .zero, cost: 0)
    }
  }

  private static func vectors(
    of texts: [String], _ embeddings: Embeddings
  ) async throws -> ([Vector], cost: Double) {
    switch try await embeddings.request(texts) {
    case .notTaken(let why, _): throw ModelError(.request, why)
    case .vectors(let vectors, let cost):
      let whole = vectors.compactMap(\.self)
      guard whole.count == texts.count else {
        throw ModelError(
          .shape, "it gives no direction for plain sentences",
          context: embeddings.model.provider.name)
      }
      return (whole, cost)
    }
  }

  private static func flaw(_ first: [Vector], _ again: [Vector], at provider: String) -> ModelError?
  {
    guard first[2].cosine(again[0]) > same, first[0].cosine(again[1]) > same else {
      return ModelError(
        .shape, "it gives the same text another vector in another request", context: provider)
    }
    guard first[0].cosine(first[1]) > first[0].cosine(first[2]) else {
      return ModelError(
        .shape, "what means the same is no nearer to it than anything else", context: provider)
    }
    return nil
  }
}
