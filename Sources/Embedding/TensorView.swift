// One tensor inside mapped bytes. Weights may be stored in half the width; they are widened as they are read.

/// A tensor of a safetensors file: where it lies and what it looks like.
@safe
package struct TensorView: Sendable {
  /// The number formats that weights are read from.
  package enum DType: String, Sendable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"

    var size: Int { self == .float32 ? 4 : 2 }
  }

  package let name: String
  package let dtype: DType
  package let shape: [Int]
  // Read-only bytes, kept valid by `owner`: safe to share between threads.
  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let owner: any AnyObject & Sendable

  init(
    name: String, dtype: DType, shape: [Int], bytes: UnsafeRawBufferPointer,
    owner: any AnyObject & Sendable
  ) {
    self.name = name
    self.dtype = dtype
    self.shape = shape
    unsafe self.bytes = bytes
    self.owner = owner
  }

  /// Elements in all.
  package var count: Int { unsafe bytes.count / dtype.size }

  /// A copy of elements `start ..< start + count` as floats.
  package func floats(from start: Int = 0, count wanted: Int? = nil) -> [Float] {
    let wanted = wanted ?? count
    return unsafe [Float](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      if let base = buffer.baseAddress { unsafe copy(from: start, count: wanted, to: base) }
      initialized = wanted
    }
  }

  /// Writes elements `start ..< start + count` to `out`; the range must lie within the tensor.
  @inline(__always)
  func copy(from start: Int, count wanted: Int, to out: UnsafeMutablePointer<Float>) {
    precondition(start >= 0 && wanted >= 0 && start + wanted <= count)
    for index in 0..<wanted { unsafe out[index] = element(start + index) }
  }

  @inline(__always)
  private func element(_ index: Int) -> Float {
    switch dtype {
    case .float32:
      unsafe Float(
        bitPattern: UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
    case .float16: Self.widen(half(index))
    case .bfloat16: Float(bitPattern: UInt32(half(index)) << 16)
    }
  }

  @inline(__always)
  private func half(_ index: Int) -> UInt16 {
    unsafe UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
  }

  /// IEEE 754 half to single precision, in integers: `Float16` does not exist on every platform.
  static func widen(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let magnitude = UInt32(half & 0x7FFF)
    if magnitude >= 0x7C00 {
      return Float(bitPattern: sign | 0x7F80_0000 | (magnitude & 0x3FF) << 13)
    }
    // Exponent and fraction moved into place are too small by 2^112; the product is exact, subnormals included.
    let scaled = Float(bitPattern: magnitude << 13) * Float(bitPattern: 0x7780_0000)
    return Float(bitPattern: sign | scaled.bitPattern)
  }
}
