// Vectors from elsewhere, request by request. How many texts a provider takes, and how long they may be, is learned from
// what it refuses: half as many, then half as long, then that text is left out. Nothing that was answered is lost by it,
// since each answer is written before the next request.

import Feed
import Models
import Synchronization

/// Embeds through an embedding model elsewhere.
final class RemoteEmbedder: Embedder {
  /// A model is known again by this text; it is nobody's, and its words lie far apart.
  private static let probeText =
    "Rye bread, tidal charts, a type checker, the third movement, and frost on the window."
  /// A refused text is cut in half so often, while it is longer than this.
  private static let shortest = 512
  private static let cutsMax = 4
  /// More refused texts in one run are not the texts' fault.
  private static let refusalsMax = 20

  private struct State {
    var portion: EmbeddingPortion
    /// The most texts before requests began to be refused; nil while they are taken.
    var textsBefore: Int?
    var refusals = 0
  }

  let space: String
  private let embeddings: Embeddings
  private let state: Mutex<State>

  init(_ embeddings: Embeddings) {
    space = embeddings.model.space
    self.embeddings = embeddings
    state = Mutex(State(portion: EmbeddingPortion(dimensions: embeddings.model.dimensions)))
  }

  func probe() async throws -> Vector? {
    switch try await embeddings.request([Self.probeText]) {
    case .vectors(let vectors, _): return vectors.first ?? nil
    case .notTaken(let why, _): throw ModelError(.request, why)
    }
  }

  func first(
    of texts: [String], progress: @escaping @Sendable (Int) -> Void
  ) async throws -> [EmbeddedText] {
    var most = texts.count
    while true {
      let portion = state.withLock { $0.portion.first(of: Array(texts.prefix(most))) }
      do {
        switch try await embeddings.request(portion) {
        case .vectors(let vectors, _):
          progress(portion.count)
          if vectors == [nil] { try countRefusal(Self.pointless) }
          return vectors.map { $0.map(EmbeddedText.vector) ?? .refused(Self.pointless) }
        case .notTaken(_, _) where portion.count > 1: shrink(portion.count)
        case .notTaken(let why, let isTooLong):
          return [try await alone(portion[0], why, isTooLong: isTooLong)]
        }
      } catch let error as ModelError where error.code == .budget && portion.count > 1 {
        // What is left may do for fewer.
        most = portion.count / 2
      }
    }
  }

  private static let pointless = "its vector points nowhere"

  /// Fewer at a time from now on; as many as before once it turns out that a single text was at fault.
  private func shrink(_ count: Int) {
    state.withLock { state in
      state.textsBefore = state.textsBefore ?? state.portion.texts
      state.portion.texts = count / 2
    }
  }

  /// A text that is refused by itself, cut shorter and shorter; the length that is taken counts for all that follow.
  private func alone(
    _ text: String, _ why: String, isTooLong: Bool
  ) async throws -> EmbeddedText {
    state.withLock { state in
      state.portion.texts = state.textsBefore ?? state.portion.texts
      state.textsBefore = nil
    }
    var (text, why) = (text, why)
    for _ in 0..<Self.cutsMax where text.utf8.count > Self.shortest {
      text = EmbeddingPortion.cut(text, to: text.utf8.count / 2)
      switch try await embeddings.request([text]) {
      case .vectors(let vectors, _):
        if isTooLong { state.withLock { $0.portion.bytes = text.utf8.count } }
        return (vectors.first ?? nil).map(EmbeddedText.vector) ?? .refused(Self.pointless)
      case .notTaken(let words, _): why = words
      }
    }
    try countRefusal(why)
    return .refused(why)
  }

  private func countRefusal(_ why: String) throws {
    let count = state.withLock { state in
      state.refusals += 1
      return state.refusals
    }
    guard count > Self.refusalsMax else { return }
    throw ModelError(.request, "it refuses one text after the other, last with: \(why)")
  }
}
