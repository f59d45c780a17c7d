// Whatever makes vectors, here or elsewhere: the stage that embeds does not know the difference, nor does anything after
// it.

package import Embedding
package import Feed
import Models
import Synchronization

/// What became of a text that was to be embedded.
package enum EmbeddedText: Sendable, Hashable {
  case vector(Vector)
  /// The model does not take it.
  case refused(String)
}

/// Makes the vectors of one space; used by one task at a time.
package protocol Embedder: Sendable {
  /// What its vectors are kept under.
  var space: String { get }
  /// The vector of one fixed text, by which a model is known again; nil where it cannot change behind its name.
  func probe() async throws -> Vector?
  /// What became of the first of `texts`, as many as are made at once and at least one.
  ///
  /// `progress` hears from any thread how many of them are done. A `ModelError` means: not now.
  func first(
    of texts: [String], progress: @escaping @Sendable (Int) -> Void
  ) async throws -> [EmbeddedText]
}

/// Loads the model in a folder by its name.
package typealias EncoderLoader = @Sendable (_ folder: String) throws -> TextEncoder

/// Embeds on this machine.
///
/// The model is loaded when it is first needed: a run with nothing to embed must not load ninety megabytes.
final class LocalEmbedder: Embedder {
  let space: String
  /// Whether a run goes on without it: a space that is on its way out need not be there any more.
  private let isDispensable: Bool
  private let load: EncoderLoader
  private let loaded = Mutex<TextEncoder?>(nil)

  init(_ folder: String, isDispensable: Bool, load: @escaping EncoderLoader) {
    space = folder
    self.isDispensable = isDispensable
    self.load = load
  }

  func probe() async throws -> Vector? { nil }

  func first(
    of texts: [String], progress: @escaping @Sendable (Int) -> Void
  ) async throws -> [EmbeddedText] {
    try await encoder().vectors(of: texts, progress: progress).map(EmbeddedText.vector)
  }

  private func encoder() throws -> TextEncoder {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      do {
        let encoder = try load(space)
        loaded = encoder
        return encoder
      } catch {
        guard isDispensable else { throw error }
        throw ModelError(.settings, "\(error)", context: space, cause: error)
      }
    }
  }
}

/// Stands for a space that nobody can be asked for.
package struct SilentEmbedder: Embedder {
  package let space: String
  let why: ModelError

  package func probe() async throws -> Vector? { throw why }

  package func first(
    of texts: [String], progress: @escaping @Sendable (Int) -> Void
  ) async throws -> [EmbeddedText] { throw why }
}
