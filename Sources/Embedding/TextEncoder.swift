// The door of this room: a model's files in, and then texts in, vectors out. It is CPU work on plain threads of its
// own, so whoever calls it from an asynchronous context decides where to wait.

package import Feed
import Synchronization

/// A BERT-family sentence encoder.
package final class TextEncoder: Sendable {
  /// What is embedded of a text: this many pieces, the two that frame it included.
  package static let pieceLimit = 256
  /// Tokens of a full batch: beyond this the states outgrow the processor's cache and nothing gets faster.
  private static let batchTokens = 512

  /// The name that the vectors are stored under, so that spaces never mix.
  package let name: String
  /// Length of the vectors.
  package let dimensions: Int
  /// Pieces of a text that count.
  package let maxTokens: Int
  package let tokenizer: WordPieceTokenizer

  private let configuration: EncoderConfiguration
  private let weights: EncoderWeights
  private let engine: MathEngine
  private let threads: Int

  /// Reads and packs a model.
  ///
  /// `weights` are the bytes of `model.safetensors`, valid while `owner` lives; `vocabulary`, `configuration` and
  /// `pooling` are `vocab.txt`, `config.json` and `1_Pooling/config.json`. Throws when any of them is unsound, when a
  /// tensor is missing or has another shape, or when activation or pooling is not supported.
  package init(
    name: String, weights: UnsafeRawBufferPointer, owner: any AnyObject & Sendable,
    vocabulary: [UInt8], configuration: [UInt8], pooling: [UInt8]?, threads: Int
  ) throws(EmbeddingError) {
    self.name = name
    self.configuration = try EncoderConfiguration(configuration: configuration, pooling: pooling)
    tokenizer = try WordPieceTokenizer(vocabulary: vocabulary)
    guard tokenizer.count <= self.configuration.vocabulary else {
      throw EmbeddingError(
        .badVocabulary,
        "has \(tokenizer.count) pieces, but the model has vectors for \(self.configuration.vocabulary)",
        context: "vocab.txt")
    }
    let tensors = unsafe try SafeTensors(bytes: weights, owner: owner)
    engine = try MathEngine()
    maxTokens = min(Self.pieceLimit, self.configuration.positions)
    self.weights = try EncoderWeights(
      tensors, self.configuration, positions: maxTokens, engine: engine)
    dimensions = self.configuration.hidden
    self.threads = max(1, min(threads, 64))
  }

  /// The unit vectors of `texts`, in their order; an empty text has one too.
  ///
  /// Blocks the calling thread. `progress` is told the number of texts done so far, after each batch and from any
  /// thread; `isCancelled` is asked before each batch, and then ``EmbeddingError/Code/cancelled`` is thrown.
  package func encode(
    _ texts: [String], progress: @Sendable (Int) -> Void = { _ in },
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(EmbeddingError) -> [Vector] {
    guard !texts.isEmpty else { return [] }
    let tokens = tokenize(texts)
    var vectors: [Vector] = []
    for portion in WordHeads.portions(of: tokens, weights.entry) {
      let done = vectors.count
      vectors += try encode(tokens[portion], { progress(done + $0) }, isCancelled)
    }
    return vectors
  }

  private func encode(
    _ texts: ArraySlice<[Int32]>, _ progress: @Sendable (Int) -> Void,
    _ isCancelled: @Sendable () -> Bool
  ) throws(EmbeddingError) -> [Vector] {
    let words = try WordHeads(of: texts, weights.entry, engine, threads: threads)
    let tokens = Array(texts)
    let plan = BatchPlan(
      lengths: tokens.map(\.count),
      capacity: BatchPlan.capacity(
        tokens: tokens.reduce(0) { $0 + $1.count }, threads: threads, largest: Self.batchTokens))
    let state = Mutex(EncodingState(texts: tokens.count, batches: plan.batches.count))
    ThreadCrew.perform(min(threads, plan.batches.count)) { _ in
      work(tokens, words, plan, state, isCancelled, progress)
    }
    return try state.withLock { (state) throws(EmbeddingError) in try state.finish() }
  }

  /// Each thread takes a run of neighbouring texts.
  private func tokenize(_ texts: [String]) -> [[Int32]] {
    let chunk = 64
    let chunks = (texts.count + chunk - 1) / chunk
    guard threads > 1, chunks > 1 else {
      return texts.map { tokenizer.encode($0, limit: maxTokens) }
    }
    let done = Mutex([[[Int32]]](repeating: [], count: chunks))
    let next = Atomic(0)
    ThreadCrew.perform(min(threads, chunks)) { _ in
      while case let index = next.add(1, ordering: .relaxed).oldValue, index < chunks {
        let part = texts[(index * chunk)..<min(texts.count, (index + 1) * chunk)]
        let ids = part.map { tokenizer.encode($0, limit: maxTokens) }
        done.withLock { $0[index] = ids }
      }
    }
    return done.withLock { $0.flatMap(\.self) }
  }

  /// One thread: batches until none is left, someone failed, or the caller wants to stop.
  private func work(
    _ tokens: [[Int32]], _ words: WordHeads, _ plan: BatchPlan,
    _ state: borrowing Mutex<EncodingState>, _ isCancelled: @Sendable () -> Bool,
    _ progress: @Sendable (Int) -> Void
  ) {
    do throws(EmbeddingError) {
      let rows = plan.batches.map { $0.reduce(0) { $0 + tokens[$1].count } }.max() ?? 0
      let worker = try EncoderWorker(
        configuration, weights, words, engine, rows: rows, longest: maxTokens)
      while let batch = state.withLock({ $0.nextBatch() }) {
        if isCancelled() { throw EmbeddingError(.cancelled, "embedding was stopped") }
        let indices = plan.batches[batch]
        let vectors = try worker.run(indices.map { tokens[$0] })
        progress(state.withLock { $0.store(vectors, at: indices) })
      }
    } catch {
      state.withLock { $0.fail(error) }
    }
  }
}
