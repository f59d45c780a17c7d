// What the threads of one call share: which batch is next, what is done, and whether one of them failed.

import Feed

/// The progress of one call to encode.
struct EncodingState: Sendable {
  private var vectors: [Vector?]
  private var failure: EmbeddingError?
  private var next = 0
  private var done = 0
  private let batches: Int

  init(texts: Int, batches: Int) {
    vectors = [Vector?](repeating: nil, count: texts)
    self.batches = batches
  }

  /// The number of a batch that nobody has taken, or nil when the thread should end.
  mutating func nextBatch() -> Int? {
    guard failure == nil, next < batches else { return nil }
    next += 1
    return next - 1
  }

  /// Keeps a batch's vectors; returns the number of texts done so far.
  mutating func store(_ batch: [[Float]], at indices: [Int]) -> Int {
    for (index, values) in zip(indices, batch) { vectors[index] = Vector(unit: values) }
    done += indices.count
    return done
  }

  mutating func fail(_ error: EmbeddingError) { failure = failure ?? error }

  func finish() throws(EmbeddingError) -> [Vector] {
    if let failure { throw failure }
    let found = vectors.compactMap(\.self)
    guard found.count == vectors.count else {
      throw EmbeddingError(
        .engine, "\(vectors.count - found.count) texts were left without a vector")
    }
    return found
  }
}
