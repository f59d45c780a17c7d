// Embed: texts without a vector become vectors, a batch at a time. A batch is written before the next begins, so a
// kill loses at most one batch of work and nothing else.

package import Embedding
import Feed
package import Store
import Synchronization

/// Gives the encoder when it is first needed: a run with nothing to embed must not load ninety megabytes.
package typealias EncoderLoader = @Sendable () throws -> TextEncoder

/// Embeds what has no vector yet.
package final class EmbedStage: Sendable {
  /// Texts a batch: enough to sort by length, little enough to lose.
  static let batch = 256

  private let database: Database
  private let model: String
  private let owners: [VectorOwner]
  private let loadEncoder: EncoderLoader
  private let observe: RunObserver
  private let loaded = Mutex<TextEncoder?>(nil)

  package init(
    database: Database, model: String, owners: [VectorOwner] = VectorOwner.allCases,
    loadEncoder: @escaping EncoderLoader, observe: @escaping RunObserver
  ) {
    self.database = database
    self.model = model
    self.owners = owners
    self.loadEncoder = loadEncoder
    self.observe = observe
  }

  /// Embeds everything that is pending; gives how many texts that were.
  package func run() async throws -> Int {
    let total = try await database.pendingTextCount(of: owners, model: model)
    observe(.began(.embed, total: total))
    defer { observe(.ended(.embed)) }
    var done = 0
    while done < total {
      let step = EmbedStep()
      let count = try await embedBatch { [observe] in
        if let more = step.more(at: $0) { observe(.advanced(.embed, by: more)) }
      }
      guard count > 0 else { break }
      done += count
    }
    return done
  }

  /// Embeds full batches as they come together; gives how many texts that were.
  ///
  /// `news` says how many have come. While sources are asked, the processor has nothing better to do.
  func run(during news: AsyncStream<Int>) async throws -> Int {
    var done = 0
    var waiting = 0
    for await count in news {
      waiting += count
      while waiting >= Self.batch {
        let embedded = try await embedBatch()
        waiting = embedded == 0 ? 0 : waiting - embedded
        done += embedded
      }
    }
    return done
  }

  /// Embeds a batch; `progress` hears from any thread how many of its texts are done.
  private func embedBatch(
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Int {
    try Task.checkCancellation()
    let texts = try await database.pendingTexts(
      of: owners, model: model, limit: Self.batch)
    guard !texts.isEmpty else { return 0 }
    let vectors = try await encoder().vectors(of: texts.map(\.text), progress: progress)
    try await database.write(vectors, of: texts, model: model)
    return texts.count
  }

  private func encoder() throws -> TextEncoder {
    try loaded.withLock { loaded in
      let encoder = try loaded ?? loadEncoder()
      loaded = encoder
      return encoder
    }
  }
}

/// How far one batch has come: threads tell it in no order.
private final class EmbedStep: Sendable {
  private let done = Mutex(0)

  /// How many more are done than was known; nil for none.
  func more(at count: Int) -> Int? {
    done.withLock { done in
      guard count > done else { return nil }
      defer { done = count }
      return count - done
    }
  }
}
