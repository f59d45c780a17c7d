// What a model's folder says of the model: `config.json` and `1_Pooling/config.json`. Read strictly, because an
// unsupported activation or pooling gives vectors that look right and mean nothing.

import FoundationEssentials

/// The shape of a BERT encoder.
package struct EncoderConfiguration: Sendable, Hashable {
  /// How the tokens' states become one vector.
  package enum Pooling: Sendable, Hashable {
    case mean, first
  }

  package let hidden: Int
  package let layers: Int
  package let heads: Int
  package let inner: Int
  package let positions: Int
  package let vocabulary: Int
  package let epsilon: Float
  package let pooling: Pooling

  /// Reads both files; without the second, pooling is the mean.
  ///
  /// Throws ``EmbeddingError/Code/badConfiguration`` naming the key that is missing or not supported.
  package init(configuration: [UInt8], pooling: [UInt8]?) throws(EmbeddingError) {
    let file: ConfigurationFile = try Self.read(configuration, "config.json")
    hidden = try Self.check(file.hidden_size, "hidden_size", 1...8192)
    layers = try Self.check(file.num_hidden_layers, "num_hidden_layers", 1...128)
    heads = try Self.check(file.num_attention_heads, "num_attention_heads", 1...256)
    inner = try Self.check(file.intermediate_size, "intermediate_size", 1...32768)
    positions = try Self.check(file.max_position_embeddings, "max_position_embeddings", 2...65536)
    vocabulary = try Self.check(file.vocab_size, "vocab_size", 4...(1 << 20))
    epsilon = Float(file.layer_norm_eps ?? 1e-12)
    guard hidden % heads == 0 else {
      throw Self.error("hidden_size \(hidden) is not a multiple of num_attention_heads \(heads)")
    }
    try Self.require(file.model_type ?? "bert", "bert", "model_type")
    try Self.require(file.hidden_act ?? "gelu", "gelu", "hidden_act")
    try Self.require(
      file.position_embedding_type ?? "absolute", "absolute", "position_embedding_type")
    self.pooling =
      try pooling.map { (bytes) throws(EmbeddingError) in try Self.pooling(bytes) } ?? .mean
  }

  private struct ConfigurationFile: Decodable {
    let hidden_size, num_hidden_layers, num_attention_heads, intermediate_size: Int?
    let max_position_embeddings, vocab_size: Int?
    let layer_norm_eps: Double?
    let model_type, hidden_act, position_embedding_type: String?
  }

  private struct PoolingFile: Decodable {
    let pooling_mode_cls_token, pooling_mode_mean_tokens, pooling_mode_max_tokens: Bool?
    let pooling_mode_mean_sqrt_len_tokens: Bool?
  }

  private static func pooling(_ bytes: [UInt8]) throws(EmbeddingError) -> Pooling {
    let name = "1_Pooling/config.json"
    let file: PoolingFile = try read(bytes, name)
    let modes = [
      file.pooling_mode_mean_tokens, file.pooling_mode_cls_token, file.pooling_mode_max_tokens,
      file.pooling_mode_mean_sqrt_len_tokens,
    ].map { $0 ?? false }
    switch modes {
    case [true, false, false, false]: return .mean
    case [false, true, false, false]: return .first
    default:
      throw error(
        "asks for a pooling that is not supported; exactly one of pooling_mode_mean_tokens and "
          + "pooling_mode_cls_token must be true", name)
    }
  }

  private static func read<File: Decodable>(
    _ bytes: [UInt8], _ name: String
  ) throws(EmbeddingError) -> File {
    do {
      return try JSONDecoder().decode(File.self, from: Data(bytes))
    } catch {
      throw EmbeddingError(
        .badConfiguration, "is not the JSON of a BERT model", context: name, cause: error)
    }
  }

  private static func check(
    _ value: Int?, _ key: String, _ range: ClosedRange<Int>
  ) throws(EmbeddingError) -> Int {
    guard let value else { throw error("'\(key)' is missing; is this a BERT model?") }
    guard range.contains(value) else {
      throw error("'\(key)' is \(value); \(range.lowerBound) to \(range.upperBound) is supported")
    }
    return value
  }

  private static func require(
    _ value: String, _ supported: String, _ key: String
  ) throws(EmbeddingError) {
    guard value == supported else {
      throw error("'\(key)' is '\(value)'; only '\(supported)' is supported")
    }
  }

  private static func error(_ message: String, _ file: String = "config.json") -> EmbeddingError {
    EmbeddingError(.badConfiguration, message, context: file)
  }
}
