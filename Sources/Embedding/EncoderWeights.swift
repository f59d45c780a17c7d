// A model's weights, checked against its configuration and packed once. The word table, half of the file, is never
// copied: rows are read from the mapped bytes, so only the pages of words that occur are ever loaded.

import COneDNN

/// Scale and shift of a layer normalisation.
struct NormWeights: Sendable {
  let gain: [Float]
  let shift: [Float]
}

/// One transformer layer, from its attention on.
struct LayerWeights: Sendable {
  let attentionOutput: PackedLinear
  let attentionNorm: NormWeights
  let inner: PackedLinear
  let output: PackedLinear
  let outputNorm: NormWeights
  /// Queries, keys and values of the next layer in one product; nil in the last.
  let next: PackedLinear?
}

/// Everything a BERT encoder multiplies with.
struct EncoderWeights: Sendable {
  let entry: EntryWeights
  let layers: [LayerWeights]

  init(
    _ tensors: SafeTensors, _ configuration: EncoderConfiguration, positions used: Int,
    engine: MathEngine
  ) throws(EmbeddingError) {
    let reader = try WeightReader(tensors, configuration)
    entry = try EntryWeights(
      words: reader.tensor(
        "embeddings.word_embeddings.weight", [configuration.vocabulary, configuration.hidden]),
      positions: reader.positions(used), norm: reader.norm("embeddings.LayerNorm"),
      attention: reader.attention(0), engine: engine)
    var layers: [LayerWeights] = []
    for number in 0..<configuration.layers { layers.append(try reader.layer(number, engine)) }
    self.layers = layers
  }
}

/// Finds tensors by name and checks their shapes.
private struct WeightReader {
  let tensors: SafeTensors
  let configuration: EncoderConfiguration
  /// Some folders hold the encoder below `bert.`.
  let prefix: String

  init(_ tensors: SafeTensors, _ configuration: EncoderConfiguration) throws(EmbeddingError) {
    self.tensors = tensors
    self.configuration = configuration
    let known = "embeddings.word_embeddings.weight"
    prefix = tensors[known] == nil && tensors["bert." + known] != nil ? "bert." : ""
  }

  /// The tensor with this shape; nil fits any side.
  func tensor(_ name: String, _ shape: [Int?]) throws(EmbeddingError) -> TensorView {
    guard let tensor = tensors[prefix + name] else {
      throw error(name, "is missing (or not stored as F32, F16 or BF16); is this a BERT model?")
    }
    let fits =
      tensor.shape.count == shape.count
      && zip(tensor.shape, shape).allSatisfy { $1 == nil || $0 == $1 }
    guard fits else {
      let wanted = shape.map { $0.map(String.init) ?? "any" }.joined(separator: " × ")
      throw error(name, "has the shape \(tensor.shape), but config.json calls for \(wanted)")
    }
    return tensor
  }

  func norm(_ name: String) throws(EmbeddingError) -> NormWeights {
    NormWeights(
      gain: try tensor(name + ".weight", [configuration.hidden]).floats(),
      shift: try tensor(name + ".bias", [configuration.hidden]).floats())
  }

  /// The first positions, with token type 0 added.
  func positions(_ used: Int) throws(EmbeddingError) -> [Float] {
    let hidden = configuration.hidden
    var sums = try tensor(
      "embeddings.position_embeddings.weight", [configuration.positions, hidden]
    ).floats(count: used * hidden)
    let types = try tensor("embeddings.token_type_embeddings.weight", [nil, hidden])
    guard types.shape[0] > 0 else { throw error(types.name, "has no rows") }
    let type = types.floats(count: hidden)
    for index in sums.indices { sums[index] += type[index % hidden] }
    return sums
  }

  func layer(_ number: Int, _ engine: MathEngine) throws(EmbeddingError) -> LayerWeights {
    let path = "encoder.layer.\(number)."
    let hidden = configuration.hidden
    let inner = configuration.inner
    return LayerWeights(
      attentionOutput: try linear(
        path + "attention.output.dense", hidden, hidden, ONEDNN_ADD, engine),
      attentionNorm: try norm(path + "attention.output.LayerNorm"),
      inner: try linear(path + "intermediate.dense", hidden, inner, ONEDNN_PLAIN, engine),
      output: try linear(path + "output.dense", inner, hidden, ONEDNN_ADD, engine),
      outputNorm: try norm(path + "output.LayerNorm"),
      next: try number + 1 < configuration.layers ? heads(number + 1, engine) : nil)
  }

  /// A layer's queries, keys and values side by side.
  func attention(_ number: Int) throws(EmbeddingError) -> (weights: [Float], bias: [Float]) {
    let hidden = configuration.hidden
    var weights: [Float] = []
    var bias: [Float] = []
    weights.reserveCapacity(3 * hidden * hidden)
    for name in ["query", "key", "value"] {
      let path = "encoder.layer.\(number).attention.self.\(name)"
      weights += try tensor(path + ".weight", [hidden, hidden]).floats()
      bias += try tensor(path + ".bias", [hidden]).floats()
    }
    return (weights, bias)
  }

  private func heads(
    _ number: Int, _ engine: MathEngine
  ) throws(EmbeddingError) -> PackedLinear {
    let (weights, bias) = try attention(number)
    return try PackedLinear(
      engine, weights: weights, bias: bias, inputs: configuration.hidden, then: ONEDNN_PLAIN)
  }

  private func linear(
    _ name: String, _ inputs: Int, _ outputs: Int, _ after: onednn_after, _ engine: MathEngine
  ) throws(EmbeddingError) -> PackedLinear {
    try PackedLinear(
      engine, weights: tensor(name + ".weight", [outputs, inputs]).floats(),
      bias: tensor(name + ".bias", [outputs]).floats(), inputs: inputs, then: after)
  }

  func error(_ name: String, _ message: String) -> EmbeddingError {
    EmbeddingError(
      .wrongTensor, "tensor '\(prefix)\(name)' \(message)", context: "model.safetensors")
  }
}
