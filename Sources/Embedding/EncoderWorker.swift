// One thread's forward pass: its prepared products and the memory that a batch's states pass through. All texts of a
// batch lie in one matrix, token after token; only attention looks at a text by itself.

import COneDNN

/// Computes batches, one after another, on the thread that created it.
@safe
struct EncoderWorker: ~Copyable {
  private let configuration: EncoderConfiguration
  private let weights: EncoderWeights
  private let products: OpaquePointer
  private let memory: UnsafeMutableRawPointer
  private let states: UnsafeMutablePointer<Float>
  private let heads: UnsafeMutablePointer<Float>
  private let context: UnsafeMutablePointer<Float>
  private let inner: UnsafeMutablePointer<Float>
  private let scratch: UnsafeMutablePointer<Float>

  /// `rows`: tokens of the largest batch; `longest`: tokens of the longest text.
  init(
    _ configuration: EncoderConfiguration, _ weights: EncoderWeights, _ engine: MathEngine,
    rows: Int, longest: Int
  ) throws(EmbeddingError) {
    self.configuration = configuration
    self.weights = weights
    guard let products = unsafe onednn_worker_create(engine.handle) else {
      throw EmbeddingError(.engine, "oneDNN cannot start a thread's stream")
    }
    unsafe self.products = products
    let step = Int(ONEDNN_ROW_STEP)
    let rounded = (rows + step - 1) / step * step
    let hidden = configuration.hidden
    let scratchSize = bert_attention_scratch(Int32(longest), Int32(hidden / configuration.heads))
    // Sizes in floats; multiples of 16 keep each part on a cache line.
    let sizes = [
      rounded * hidden, rounded * hidden * 3, rounded * hidden, rounded * configuration.inner,
      Int(scratchSize),
    ].map { ($0 + 15) / 16 * 16 }
    let bytes = sizes.reduce(0, +) * 4
    unsafe memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    // Rows beyond a batch's last are computed too; zeros keep them finite.
    var part = unsafe memory.initializeMemory(as: Float.self, repeating: 0, count: bytes / 4)
    unsafe states = part
    unsafe part += sizes[0]
    unsafe heads = part
    unsafe part += sizes[1]
    unsafe context = part
    unsafe part += sizes[2]
    unsafe inner = part
    unsafe part += sizes[3]
    unsafe scratch = part
  }

  deinit {
    unsafe onednn_worker_destroy(products)
    unsafe memory.deallocate()
  }

  /// The unit vectors of a batch of tokenized texts, in their order.
  func run(_ texts: [[Int32]]) throws(EmbeddingError) -> [[Float]] {
    let rows = texts.reduce(0) { $0 + $1.count }
    embed(texts)
    for layer in weights.layers { try run(layer, texts, rows: rows) }
    return pool(texts)
  }

  private func embed(_ texts: [[Int32]]) {
    let hidden = configuration.hidden
    var row = unsafe states
    unsafe weights.positions.withUnsafeBufferPointer { positions in
      guard let base = positions.baseAddress else { return }
      for text in texts {
        for (position, id) in text.enumerated() {
          unsafe weights.words.copy(from: Int(id) * hidden, count: hidden, to: row)
          unsafe bert_add(row, row, base + position * hidden, Int32(hidden))
          unsafe row += hidden
        }
      }
    }
    normalise(weights.embeddingNorm, rows: texts.reduce(0) { $0 + $1.count })
  }

  private func run(_ layer: LayerWeights, _ texts: [[Int32]], rows: Int) throws(EmbeddingError) {
    let hidden = configuration.hidden
    unsafe try multiply(layer.attention, rows, states, heads)
    var row = 0
    for text in texts {
      unsafe bert_attention(
        heads + row * hidden * 3, context + row * hidden, Int32(text.count),
        Int32(configuration.heads), Int32(hidden / configuration.heads), scratch)
      row += text.count
    }
    unsafe try multiply(layer.attentionOutput, rows, context, states)
    normalise(layer.attentionNorm, rows: rows)
    unsafe try multiply(layer.inner, rows, states, inner)
    unsafe try multiply(layer.output, rows, inner, states)
    normalise(layer.outputNorm, rows: rows)
  }

  private func multiply(
    _ linear: PackedLinear, _ rows: Int, _ from: UnsafeMutablePointer<Float>,
    _ to: UnsafeMutablePointer<Float>
  ) throws(EmbeddingError) {
    let status = unsafe onednn_linear_run(products, linear.handle, Int32(rows), from, to)
    guard status == 0 else {
      throw EmbeddingError(.engine, "oneDNN failed with status \(status) on \(rows) rows")
    }
  }

  private func normalise(_ norm: NormWeights, rows: Int) {
    unsafe bert_layer_norm(
      states, Int32(rows), Int32(configuration.hidden), norm.gain, norm.shift,
      configuration.epsilon)
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
