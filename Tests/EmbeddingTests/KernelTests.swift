// The passes between the matrix products, in every variant that this processor can run, beside the formulas in double
// precision: a machine with the widest instructions would otherwise never run the others.

import COneDNN
import Foundation
import Testing

struct KernelTests {
  /// A variant that this machine can run.
  struct Variant: CustomTestStringConvertible {
    let kernels: bert_kernels
    let testDescription: String

    static let all = (0..<Int32(BERT_VARIANTS)).compactMap { number in
      bert_kernels_variant(number).map {
        Variant(kernels: $0.pointee, testDescription: ["any", "AVX2", "AVX-512"][Int(number)])
      }
    }
  }

  /// Lengths around the edges of tiles and panels, and head widths that fill a panel, several, or part of one.
  static let shapes = [1, 3, 16, 17, 31, 33, 64, 100, 256].flatMap { length in
    [(32, 3), (64, 2), (20, 2)].map { (length: length, width: $0.0, heads: $0.1) }
  }

  @Test(arguments: Variant.all, shapes)
  func `attention is the softmax of keys and queries, times the values`(
    _ variant: Variant, _ shape: (length: Int, width: Int, heads: Int)
  ) {
    let (length, width, heads) = shape
    let hidden = width * heads
    let qkv = Self.noise(length * hidden * 3, seed: 1)
    var out = [Float](repeating: .nan, count: length * hidden)
    var scratch = [Float](
      repeating: .nan, count: bert_attention_scratch(Int32(length), Int32(width)))
    variant.kernels.attention(
      qkv, &out, Int32(length), Int32(heads), Int32(width), &scratch)
    for head in 0..<heads {
      let part = { (row: Int, kind: Int) in
        let start = (row * 3 + kind) * hidden + head * width
        return qkv[start..<(start + width)].map(Double.init)
      }
      let keys = (0..<length).map { part($0, 1) }
      let values = (0..<length).map { part($0, 2) }
      for row in [0, length / 2, length - 1] {
        let wanted = Self.attended(part(row, 0), keys, values)
        let start = row * hidden + head * width
        #expect(Self.isClose(out[start..<(start + width)], wanted))
      }
    }
  }

  @Test(arguments: Variant.all)
  func `a key that outweighs all others is all that counts`(_ variant: Variant) {
    // Scores of ±3e4: far beyond what e to their power can hold.
    let length = 40
    var qkv = [Float](repeating: 0, count: length * 96)
    for row in 0..<length {
      qkv[row * 96] = 400
      qkv[row * 96 + 32] = row == 7 ? 400 : -400
      qkv[row * 96 + 64] = Float(row)
    }
    var out = [Float](repeating: .nan, count: length * 32)
    var scratch = [Float](repeating: .nan, count: bert_attention_scratch(Int32(length), 32))
    variant.kernels.attention(qkv, &out, Int32(length), 1, 32, &scratch)
    #expect((0..<length).allSatisfy { out[$0 * 32] == 7 })
  }

  @Test(arguments: Variant.all, [1, 15, 16, 384, 390])
  func `a normalised row has mean 0 and variance 1 before gain and shift`(
    _ variant: Variant, _ width: Int
  ) {
    let (x, gain, shift) = (
      Self.noise(width * 3, seed: 2), Self.noise(width, seed: 3), Self.noise(width, seed: 4)
    )
    var out = x
    var scales = [Float](repeating: .nan, count: 3)
    variant.kernels.layer_norm(&out, 3, Int32(width), gain, shift, 1e-6, &scales)
    for row in 0..<3 {
      let values = x[(row * width)..<((row + 1) * width)].map(Double.init)
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      let scale = 1 / (variance + 1e-6).squareRoot()
      #expect(abs(Double(scales[row]) / scale - 1) < 1e-5)
      let wanted = values.indices.map {
        (values[$0] - mean) * scale * Double(gain[$0]) + Double(shift[$0])
      }
      #expect(Self.isClose(out[(row * width)..<((row + 1) * width)], wanted))
    }
  }

  @Test(arguments: Variant.all)
  func `GELU is the exact one, at both ends too`(_ variant: Variant) {
    let x = (-3000...3000).map { Float($0) / 250 } + [-1e4, 1e4, 0]
    var out = x
    variant.kernels.gelu(&out, out.count)
    for (x, y) in zip(x, out) {
      let wanted = Double(x) * 0.5 * erfc(-Double(x) / 2.0.squareRoot())
      #expect(abs(Double(y) - wanted) <= 1e-6 * max(1, abs(wanted)), "\(x)")
    }
  }

  @Test(arguments: Variant.all, [1, 16, 37])
  func `sums are sums`(_ variant: Variant, _ count: Int) {
    let (a, b, shift) = (
      Self.noise(count, seed: 5), Self.noise(count, seed: 6), Self.noise(count, seed: 7)
    )
    var sum = a
    variant.kernels.add(&sum, a, b, Int32(count))
    #expect(sum == zip(a, b).map { $0 + $1 })
    variant.kernels.add_scaled(&sum, a, b, 3, shift, Int32(count))
    let wanted = a.indices.map { (Double(a[$0]) + Double(b[$0])) * 3 + Double(shift[$0]) }
    #expect(Self.isClose(sum[...], wanted))
  }

  private static func attended(
    _ query: [Double], _ keys: [[Double]], _ values: [[Double]]
  ) -> [Double] {
    let scores = keys.map { key in
      zip(query, key).reduce(0) { $0 + $1.0 * $1.1 } / Double(query.count).squareRoot()
    }
    let top = scores.max() ?? 0
    let weights = scores.map { exp($0 - top) }
    let total = weights.reduce(0, +)
    return query.indices.map { column in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[column] } / total
    }
  }

  private static func isClose(_ found: ArraySlice<Float>, _ wanted: [Double]) -> Bool {
    found.count == wanted.count
      && zip(found, wanted).allSatisfy { abs(Double($0) - $1) <= 1e-5 * max(1, abs($1)) }
  }

  /// Numbers between -2 and 2 from a multiplicative generator (Lehmer, 1951): the same in every run.
  private static func noise(_ count: Int, seed: UInt64) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state = state * 48271 % 2_147_483_647
      return Float(state) / 536_870_911.75 - 2
    }
  }
}
