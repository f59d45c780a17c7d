// Embed: texts without a vector become vectors, a batch at a time. A batch is written before the next begins, so a
// kill loses at most one batch of work, or one request that is paid for, and nothing else.

package import Feed
import Models
package import Store
import Synchronization

/// What came of embedding.
package struct EmbedReport: Sendable, Hashable {
  /// Texts that have a vector now.
  package var embedded = 0
  /// Texts that the model does not take.
  package var refused = 0
  /// Why it ended before everything had a vector; nil where it did not.
  package var halt: String?

  package init() {}

  mutating func add(_ other: EmbedReport) {
    embedded += other.embedded
    refused += other.refused
    halt = other.halt ?? halt
  }
}

/// Embeds what has no vector yet.
package final class EmbedStage: Sendable {
  /// Texts a batch: enough to sort by length, little enough to lose.
  static let batch = 256
  /// The same text has the same vector, but for rounding on other machines.
  private static let same: Float = 0.97

  private struct State {
    var isKnown = false
    /// Why it is over for this run.
    var halt: ModelError?
  }

  private let database: Database
  private let embedder: any Embedder
  private let owners: [VectorOwner]
  private let observe: RunObserver
  private let state = Mutex(State())

  package init(
    database: Database, embedder: any Embedder, owners: [VectorOwner] = VectorOwner.allCases,
    observe: @escaping RunObserver
  ) {
    self.database = database
    self.embedder = embedder
    self.owners = owners
    self.observe = observe
  }

  /// Embeds what is pending, at most about `limit` texts.
  package func run(limit: Int = .max) async throws -> EmbedReport {
    let total = try await database.pendingTextCount(of: owners, model: embedder.space)
    observe(.began(.embed, total: min(total, limit)))
    defer { observe(.ended(.embed)) }
    var report = EmbedReport()
    while report.embedded + report.refused < min(total, limit) {
      let step = EmbedStep()
      let batch = try await embedBatch { [observe] in
        if let more = step.more(at: $0) { observe(.advanced(.embed, by: more)) }
      }
      report.add(batch)
      guard batch.embedded + batch.refused > 0, batch.halt == nil else { break }
    }
    return report
  }

  /// Embeds full batches as they come together.
  ///
  /// `news` says how many have come. While sources are asked, the processor has nothing better to do.
  func run(during news: AsyncStream<Int>) async throws -> EmbedReport {
    var report = EmbedReport()
    var waiting = 0
    for await count in news {
      waiting += count
      while waiting >= Self.batch {
        let batch = try await embedBatch()
        report.add(batch)
        let done = batch.embedded + batch.refused
        waiting = done == 0 || batch.halt != nil ? 0 : waiting - done
      }
    }
    return report
  }

  /// The vector of a question, in the same space.
  package func vector(of text: String) async throws -> Vector? {
    try await know()
    guard case .vector(let vector)? = try await embedder.first(of: [text], progress: { _ in }).first
    else { return nil }
    return vector
  }

  /// Embeds a batch; `progress` hears from any thread how many of its texts are done.
  private func embedBatch(
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> EmbedReport {
    var report = EmbedReport()
    try Task.checkCancellation()
    let texts = try await database.pendingTexts(
      of: owners, model: embedder.space, limit: Self.batch)
    guard !texts.isEmpty else { return report }
    var left = try await database.reuseVectors(for: texts, model: embedder.space)[...]
    report.embedded = texts.count - left.count
    // Who says the same as another one here has its vector with the next batch.
    var hashes: Set<[UInt8]> = []
    left = left.filter { hashes.insert($0.textHash).inserted }[...]
    do {
      if !left.isEmpty { try await know() }
      while !left.isEmpty {
        let before = report.embedded
        let found = try await embedder.first(of: left.map(\.text)) { progress(before + $0) }
        try await write(found, of: left.prefix(found.count), &report)
        left = left.dropFirst(found.count)
      }
    } catch let error as ModelError {
      state.withLock { $0.halt = error }
      report.halt = error.description
    }
    return report
  }

  private func write(
    _ found: [EmbeddedText], of texts: ArraySlice<PendingText>, _ report: inout EmbedReport
  ) async throws {
    var (vectors, owners): ([Vector], [PendingText]) = ([], [])
    for (text, outcome) in zip(texts, found) {
      switch outcome {
      case .vector(let vector):
        vectors.append(vector)
        owners.append(text)
      case .refused(let why):
        try await database.refuse(text, model: embedder.space, reason: why)
        observe(.textRefused("\(text.owner.rawValue) \(text.id)", why: why))
        report.refused += 1
      }
    }
    try await database.write(vectors, of: owners, model: embedder.space)
    report.embedded += vectors.count
  }

  /// Once before anything is made: whether the model is the one that made what is there.
  private func know() async throws {
    let (isKnown, halt) = state.withLock { ($0.isKnown, $0.halt) }
    if let halt { throw halt }
    guard !isKnown else { return }
    if let vector = try await embedder.probe() {
      if let earlier = try await database.probe(of: embedder.space) {
        try Self.compare(vector, with: earlier, of: embedder.space)
      } else {
        try await database.setProbe(vector, of: embedder.space)
      }
    }
    state.withLock { $0.isKnown = true }
  }

  private static func compare(
    _ vector: Vector, with earlier: Vector, of space: String
  ) throws {
    let isSame = vector.dimensions == earlier.dimensions && vector.cosine(earlier) >= same
    guard !isSame else { return }
    throw ModelError(
      .shape,
      "another model answers under this name than the one that made what is there; "
        + "'version' in 'embedding' of gleaner.yaml, one higher, begins a new space", context: space
    )
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
