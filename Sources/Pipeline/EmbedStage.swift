// Embed: texts without a vector become vectors, a batch at a time. A batch is written before the next begins, so a
// kill loses at most one batch of work and nothing else.

package import Embedding
import Feed
import Store

/// Gives the encoder when it is first needed: a run with nothing to embed must not load ninety megabytes.
package typealias EncoderLoader = @Sendable () throws -> TextEncoder

/// Embeds what has no vector yet.
struct EmbedStage: Sendable {
  /// Texts a batch: enough to sort by length, little enough to lose.
  static let batch = 256

  let database: Database
  let model: String
  let loadEncoder: EncoderLoader
  let observe: RunObserver

  /// Embeds everything that is pending; gives how many texts that were.
  func run() async throws -> Int {
    let total = try await database.pendingTextCount(model: model)
    observe(.began(.embed, total: total))
    defer { observe(.ended(.embed)) }
    guard total > 0 else { return 0 }
    let encoder = try loadEncoder()
    var done = 0
    while true {
      try Task.checkCancellation()
      let texts = try await database.pendingTexts(model: model, limit: Self.batch)
      guard !texts.isEmpty else { return done }
      let vectors = try await encoder.vectors(of: texts.map(\.text))
      try await database.write(vectors, of: texts, model: model)
      done += texts.count
      observe(.advanced(.embed, by: texts.count))
    }
  }
}
