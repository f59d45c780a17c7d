// A model elsewhere that turns texts into vectors. What it makes is a space of its own, and the name of that space says
// nothing of who was asked: the same model at another provider gives the same vectors.

/// An embedding model behind an address.
package struct EmbeddingModel: Sendable, Hashable {
  /// Its address, key, time-out, pace and price; `model` is what makes the vectors.
  package let provider: ModelProvider
  /// Numbers of a vector.
  package let dimensions: Int
  /// Counted up by the person where the provider has changed the model behind its name.
  package let version: Int

  /// Fewer tell nothing, and of more PostgreSQL makes no index.
  package static let dimensionRange = 8...4_000

  package init(_ provider: ModelProvider, dimensions: Int, version: Int = 1) {
    self.provider = provider
    self.dimensions = dimensions
    self.version = version
  }

  /// What its vectors are kept under, as in `openai/text-embedding-3-small@512`.
  package var space: String {
    Self.space(model: provider.model, dimensions: dimensions, version: version)
  }

  /// The name of the space that a model makes; no folder of a model has such a name, for it may hold no `@`.
  package static func space(model: String, dimensions: Int, version: Int = 1) -> String {
    "\(model)@\(dimensions)" + (version > 1 ? "#\(version)" : "")
  }
}
