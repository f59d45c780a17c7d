// exp for whole matrices, eight numbers at a time: the library's takes one, and a kernel matrix has millions.

/// e to the power of 32-bit floats.
enum Exponential {
  /// Replaces each value v in `range`, a cosine, by exp(factor · (v − 1)); the factor is at most 40.
  static func shrink(_ values: inout [Float], _ range: Range<Int>, factor: Float) {
    let factor = min(factor, 40)
    let whole = range.lowerBound + range.count / 8 * 8
    unsafe values.withUnsafeMutableBytes { bytes in
      for start in stride(from: range.lowerBound, to: whole, by: 8) {
        let eight = unsafe bytes.loadUnaligned(fromByteOffset: start * 4, as: SIMD8<Float>.self)
        unsafe bytes.storeBytes(
          of: exp((eight - 1) * factor), toByteOffset: start * 4, as: SIMD8<Float>.self)
      }
    }
    for place in whole..<range.upperBound {
      values[place] = exp(SIMD8(repeating: (values[place] - 1) * factor))[0]
    }
  }

  /// eˣ with a relative error below 2 · 10⁻⁷ for −87 ≤ x ≤ 88, and for nothing else.
  ///
  /// x = n ln 2 + r with |r| ≤ ½ ln 2, ln 2 in two parts, a polynomial for eʳ, and n put into the exponent (the constants
  /// are those of `expf` in Moshier's Cephes library).
  @inline(__always)
  static func exp(_ x: SIMD8<Float>) -> SIMD8<Float> {
    // Adding 1.5 · 2²³ rounds to a whole number and leaves it in the low bits.
    let rounded = x * 1.44269504 + 12_582_912
    let n = rounded - 12_582_912
    let r = x - n * 0.693359375 + n * 2.12194440e-4
    var sum = r * 1.9875691500e-4 + 1.3981999507e-3
    sum = sum * r + 8.3334519073e-3
    sum = sum * r + 4.1665795894e-2
    sum = sum * r + 1.6666665459e-1
    sum = sum * r + 5.0000001201e-1
    sum = sum * r * r + r + 1
    let bits = unsafe unsafeBitCast(rounded, to: SIMD8<UInt32>.self)
    let scale = (bits &- 0x4B40_0000 &+ 127) &<< 23
    return unsafe sum * unsafeBitCast(scale, to: SIMD8<Float>.self)
  }
}
