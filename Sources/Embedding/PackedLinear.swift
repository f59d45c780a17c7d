// Handles on what the C side owns: the engine, packed weights, and one thread's prepared products. Each frees what
// it made; packed weights hold on to their engine, so the order of deinits cannot be wrong.

import COneDNN

/// The processor as oneDNN sees it.
@safe
final class MathEngine: Sendable {
  // Immutable after creation; oneDNN's engines may be used by any number of threads.
  nonisolated(unsafe) let handle: OpaquePointer

  init() throws(EmbeddingError) {
    guard let handle = unsafe onednn_engine_create() else {
      throw EmbeddingError(.engine, "oneDNN cannot start on this processor")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe onednn_engine_destroy(handle) }
}

/// One linear layer, its weights in the processor's favourite layout.
@safe
final class PackedLinear: Sendable {
  // Immutable after creation, and so shared between threads.
  nonisolated(unsafe) let handle: OpaquePointer
  let inputs: Int
  private let engine: MathEngine

  /// `weights` is outputs × inputs, row-major.
  init(
    _ engine: MathEngine, weights: [Float], bias: [Float], inputs: Int, then after: onednn_after
  ) throws(EmbeddingError) {
    precondition(weights.count == inputs * bias.count)
    guard
      let handle = unsafe onednn_linear_create(
        engine.handle, Int32(inputs), Int32(bias.count), weights, bias, after)
    else {
      throw EmbeddingError(.engine, "oneDNN cannot prepare a \(inputs) × \(bias.count) product")
    }
    unsafe self.handle = handle
    self.inputs = inputs
    self.engine = engine
  }

  deinit { unsafe onednn_linear_destroy(handle) }
}
