// One thread's door to oneDNN: its stream, its prepared products, its scratch memory.

import COneDNN

/// Multiplies matrices on the thread that created it.
@safe
struct ProductWorker: ~Copyable {
  private let handle: OpaquePointer

  init(_ engine: MathEngine) throws(EmbeddingError) {
    guard let handle = unsafe onednn_worker_create(engine.handle) else {
      throw EmbeddingError(.engine, "oneDNN cannot start a thread's stream")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe onednn_worker_destroy(handle) }

  /// What `rows` rows take up in both of a product's matrices: surplus rows are computed too.
  static func rounded(_ rows: Int) -> Int {
    let step = Int(ONEDNN_ROW_STEP)
    return (rows + step - 1) / step * step
  }

  /// Both matrices must have room for the rounded number of rows.
  func multiply(
    _ linear: PackedLinear, _ rows: Int, _ from: UnsafePointer<Float>,
    _ to: UnsafeMutablePointer<Float>
  ) throws(EmbeddingError) {
    let status = unsafe onednn_linear_run(handle, linear.handle, Int32(rows), from, to)
    guard status == 0 else {
      throw EmbeddingError(.engine, "oneDNN failed with status \(status) on \(rows) rows")
    }
  }
}
