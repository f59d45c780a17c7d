// How a token enters the transformer. What the first layer's attention asks for is a linear function of a normalised sum
// of word and position, and a normalisation is linear but for one factor per token. So its product, a twenty-fifth of
// all work, is taken of each different word and of each position instead of each token.

import COneDNN

/// The way from a word at a position to the first layer's queries, keys and values.
struct EntryWeights: Sendable {
  let words: TensorView
  /// Position plus token type 0, positions × hidden.
  let positions: [Float]
  let norm: NormWeights
  /// Of a word or a position: the first layer's queries, keys and values, but for scale and shift of the norm.
  let heads: PackedLinear
  /// `heads` of each position, positions × 3 · hidden.
  let positionHeads: [Float]
  /// What every token's queries, keys and values have in common, 3 · hidden.
  let headShift: [Float]

  /// `attention` is the first layer's product: 3 · hidden × hidden weights, and the bias.
  init(
    words: TensorView, positions: [Float], norm: NormWeights,
    attention: (weights: [Float], bias: [Float]), engine: MathEngine
  ) throws(EmbeddingError) {
    self.words = words
    self.positions = positions
    self.norm = norm
    let hidden = norm.gain.count
    let zeros = [Float](repeating: 0, count: attention.bias.count)
    heads = try PackedLinear(
      engine, weights: Self.centred(attention.weights, norm.gain), bias: zeros, inputs: hidden,
      then: ONEDNN_PLAIN)
    positionHeads = try Self.product(heads, of: positions, width: zeros.count, engine)
    headShift = attention.bias.indices.map { output in
      (0..<hidden).reduce(attention.bias[output]) {
        $0 + attention.weights[output * hidden + $1] * norm.shift[$1]
      }
    }
  }

  /// The weights with the norm's gain in them, and with what makes the input's mean 0.
  private static func centred(_ weights: [Float], _ gain: [Float]) -> [Float] {
    let width = gain.count
    var result = weights
    for start in stride(from: 0, to: weights.count, by: width) {
      var sum: Float = 0
      for index in 0..<width {
        result[start + index] *= gain[index]
        sum += result[start + index]
      }
      let mean = sum / Float(width)
      for index in start..<(start + width) { result[index] -= mean }
    }
    return result
  }

  private static func product(
    _ linear: PackedLinear, of rows: [Float], width: Int, _ engine: MathEngine
  ) throws(EmbeddingError) -> [Float] {
    let inputs = linear.inputs
    let count = rows.count / inputs
    let rounded = ProductWorker.rounded(count)
    let padded = rows + [Float](repeating: 0, count: (rounded - count) * inputs)
    var result = [Float](repeating: 0, count: rounded * width)
    unsafe try ProductWorker(engine).multiply(linear, count, padded, &result)
    return result
  }
}
