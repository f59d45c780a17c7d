// A model's weights, checked against its configuration and packed once. The word table, half of the file, is never
// copied: rows are read from the mapped bytes, so only the pages of words that occur are ever loaded.

import COneDNN

/// Scale and shift of a layer normalisation.
struct NormWeights: Sendable {
  let gain: [Float]
  let shift: [Float]
}

/// One transformer layer.
struct LayerWeights: Sendable {
  /// Queries, keys and values in one product.
  let attention: PackedLinear
  let attentionOutput: PackedLinear
  let attentionNorm: NormWeights
  let inner: PackedLinear
  let output: PackedLinear
  let outputNorm: NormWeights
}

/// Everything a BERT encoder multiplies with.
struct EncoderWeights: Sendable {
  let words: TensorView
  /// Position plus token type 0, positions × hidden.
  let positions: [Float]
  let embeddingNorm: NormWeights
  let layers: [LayerWeights]

  init(
    _ tensors: SafeTensors, _ configuration: EncoderConfiguration, positions used: Int,
    engine: MathEngine
  ) throws(EmbeddingError) {
    let reader = try WeightReader(tensors, configuration)
    let hidden = configuration.hidden
    words = try reader.tensor(
      "embeddings.word_embeddings.weight", [configuration.vocabulary, hidden])
    var sums = try reader.tensor(
      "embeddings.position_embeddings.weight", [configuration.positions, hidden]
    ).floats(count: used * hidden)
    let types = try reader.tensor("embeddings.token_type_embeddings.weight", [nil, hidden])
    guard types.shape[0] > 0 else { throw reader.error(types.name, "has no rows") }
    let type = types.floats(count: hidden)
    for index in sums.indices { sums[index] += type[index % hidden] }
    positions = sums
    embeddingNorm = try reader.norm("embeddings.LayerNorm")
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

  func layer(_ number: Int, _ engine: MathEngine) throws(EmbeddingError) -> LayerWeights {
    let path = "encoder.layer.\(number)."
    let hidden = configuration.hidden
    let inner = configuration.inner
    let heads = ["query", "key", "value"].map { path + "attention.self.\($0)" }
    return LayerWeights(
      attention: try linear(heads, hidden, hidden, ONEDNN_PLAIN, engine),
      attentionOutput: try linear(
        [path + "attention.output.dense"], hidden, hidden, ONEDNN_ADD, engine),
      attentionNorm: try norm(path + "attention.output.LayerNorm"),
      inner: try linear([path + "intermediate.dense"], hidden, inner, ONEDNN_GELU, engine),
      output: try linear([path + "output.dense"], inner, hidden, ONEDNN_ADD, engine),
      outputNorm: try norm(path + "output.LayerNorm"))
  }

  /// Several layers with the same input become one product, side by side.
  private func linear(
    _ names: [String], _ inputs: Int, _ outputs: Int, _ after: onednn_after, _ engine: MathEngine
  ) throws(EmbeddingError) -> PackedLinear {
    var weights: [Float] = []
    var bias: [Float] = []
    weights.reserveCapacity(names.count * inputs * outputs)
    for name in names {
      weights += try tensor(name + ".weight", [outputs, inputs]).floats()
      bias += try tensor(name + ".bias", [outputs]).floats()
    }
    return try PackedLinear(engine, weights: weights, bias: bias, inputs: inputs, then: after)
  }

  func error(_ name: String, _ message: String) -> EmbeddingError {
    EmbeddingError(
      .wrongTensor, "tensor '\(prefix)\(name)' \(message)", context: "model.safetensors")
  }
}
