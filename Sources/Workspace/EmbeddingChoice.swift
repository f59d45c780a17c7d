// Where vectors come from: a model on this machine, or one elsewhere.

package import Models

/// What turns texts into vectors.
package enum EmbeddingChoice: Sendable, Hashable {
  /// A folder below `models/`.
  case folder(String)
  /// Somebody else's machine.
  case remote(EmbeddingModel)

  package static let standard = EmbeddingChoice.folder("all-MiniLM-L6-v2")

  /// What its vectors are kept under, so that spaces never mix.
  package var space: String {
    switch self {
    case .folder(let name): name
    case .remote(let model): model.space
    }
  }
}
