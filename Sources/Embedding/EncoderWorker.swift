// One thread's forward pass: its prepared products and the memory that a batch's states pass through. All texts of a
// batch lie in one matrix, token after token; only attention looks at a text by itself.

import COneDNN

/// Computes batches, one after another, on the thread that created it.
@safe
struct EncoderWorker: ~Copyable {
  /// Rows that go through the widest product and back before the next: so many stay in the processor's own cache.
  private static let innerRows = 128

  private let configuration: EncoderConfiguration
  private let weights: EncoderWeights
  private let words: WordHeads
  private let products: ProductWorker
  private let memory: UnsafeMutableRawPointer
  private let states: UnsafeMutablePointer<Float>
  private let scales: UnsafeMutablePointer<Float>
  private let heads: UnsafeMutablePointer<Float>
  private let context: UnsafeMutablePointer<Float>
  private let inner: UnsafeMutablePointer<Float>
  private let scratch: UnsafeMutablePointer<Float>

  /// `words` holds every word to come; `rows`: tokens of the largest batch; `longest`: tokens of the longest text.
  init(
    _ configuration: EncoderConfiguration, _ weights: EncoderWeights, _ words: WordHeads,
    _ engine: MathEngine, rows: Int, longest: Int
  ) throws(EmbeddingError) {
    self.configuration = configuration
    self.weights = weights
    self.words = words
    products = try ProductWorker(engine)
    let rounded = ProductWorker.rounded(rows)
    let hidden = configuration.hidden
    let scratchSize = bert_attention_scratch(Int32(longest), Int32(hidden / configuration.heads))
    // Sizes in floats; multiples of 16 keep each part on a cache line.
    let sizes = [
      rounded * hidden, rounded, rounded * hidden * 3, rounded * hidden,
      min(rounded, Self.innerRows) * configuration.inner, Int(scratchSize),
    ].map { ($0 + 15) / 16 * 16 }
    let bytes = sizes.reduce(0, +) * 4
    unsafe memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    // Rows beyond a batch's last are computed too; zeros keep them finite.
    var part = unsafe memory.initializeMemory(as: Float.self, repeating: 0, count: bytes / 4)
    unsafe states = part
    unsafe part += sizes[0]
    unsafe scales = part
    unsafe part += sizes[1]
    unsafe heads = part
    unsafe part += sizes[2]
    unsafe context = part
    unsafe part += sizes[3]
    unsafe inner = part
    unsafe part += sizes[4]
    unsafe scratch = part
  }

  deinit { unsafe memory.deallocate() }

  /// The unit vectors of a batch of tokenized texts, in their order.
  func run(_ texts: [[Int32]]) throws(EmbeddingError) -> [[Float]] {
    let rows = texts.reduce(0) { $0 + $1.count }
    enter(texts, rows: rows)
    for layer in weights.layers { try run(layer, texts, rows: rows) }
    return pool(texts)
  }

  /// The first layer's states, and its queries, keys and values.
  private func enter(_ texts: [[Int32]], rows: Int) {
    let entry = weights.entry
    let hidden = configuration.hidden
    unsafe entry.positions.withUnsafeBufferPointer { positions in
      guard let positions = positions.baseAddress else { return }
      var state = unsafe states
      for text in texts {
        for (position, word) in text.enumerated() {
          unsafe entry.words.copy(from: Int(word) * hidden, count: hidden, to: state)
          unsafe bert_add(state, state, positions + position * hidden, Int32(hidden))
          unsafe state += hidden
        }
      }
    }
    normalise(entry.norm, rows: rows)
    unsafe entry.positionHeads.withUnsafeBufferPointer { positions in
      guard let positions = positions.baseAddress else { return }
      var row = 0
      for text in texts {
        for (position, word) in text.enumerated() {
          unsafe bert_add_scaled(
            heads + row * hidden * 3, words.row(of: word), positions + position * hidden * 3,
            scales[row], entry.headShift, Int32(hidden * 3))
          row += 1
        }
      }
    }
  }

  private func run(_ layer: LayerWeights, _ texts: [[Int32]], rows: Int) throws(EmbeddingError) {
    attend(texts)
    unsafe try products.multiply(layer.attentionOutput, rows, context, states)
    normalise(layer.attentionNorm, rows: rows)
    try feedForward(layer, rows: rows)
    normalise(layer.outputNorm, rows: rows)
    if let next = layer.next { unsafe try products.multiply(next, rows, states, heads) }
  }

  /// Each text by itself.
  private func attend(_ texts: [[Int32]]) {
    let hidden = configuration.hidden
    var row = 0
    for text in texts {
      unsafe bert_attention(
        heads + row * hidden * 3, context + row * hidden, Int32(text.count),
        Int32(configuration.heads), Int32(hidden / configuration.heads), scratch)
      row += text.count
    }
  }

  /// The two products around GELU.
  private func feedForward(_ layer: LayerWeights, rows: Int) throws(EmbeddingError) {
    for start in stride(from: 0, to: rows, by: Self.innerRows) {
      let count = min(Self.innerRows, rows - start)
      let part = unsafe states + start * configuration.hidden
      unsafe try products.multiply(layer.inner, count, part, inner)
      unsafe bert_gelu(inner, count * configuration.inner)
      unsafe try products.multiply(layer.output, count, inner, part)
    }
  }

  private func normalise(_ norm: NormWeights, rows: Int) {
    unsafe bert_layer_norm(
      states, Int32(rows), Int32(configuration.hidden), norm.gain, norm.shift,
      configuration.epsilon, scales)
  }

  private func pool(_ texts: [[Int32]]) -> [[Float]] {
    let hidden = configuration.hidden
    var row = 0
    return texts.map { text in
      let rows = configuration.pooling == .mean ? text.count : 1
      let start = unsafe states + row * hidden
      row += text.count
      return unsafe [Float](unsafeUninitializedCapacity: hidden) { buffer, initialized in
        unsafe bert_mean_unit(buffer.baseAddress, start, Int32(rows), Int32(hidden))
        initialized = hidden
      }
    }
  }
}
