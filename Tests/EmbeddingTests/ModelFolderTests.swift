// A folder that is not what it seems: the message names the file and the key or tensor.

import Embedding
import Feed
import Files
import Testing

struct ModelFolderTests {
  private static func load(
    configuration: String? = nil, pooling: String? = nil, vocabulary: String? = nil
  ) throws -> TextEncoder {
    let weights = try MappedFile("\(InstalledModel.folder())/model.safetensors")
    return try TextEncoder(
      name: "test", weights: weights.bytes, owner: weights,
      vocabulary: vocabulary.map { Array($0.utf8) } ?? InstalledModel.bytes("vocab.txt"),
      configuration: configuration.map { Array($0.utf8) } ?? InstalledModel.bytes("config.json"),
      pooling: pooling.map { Array($0.utf8) }, threads: 1)
  }

  private static func configuration(
    hidden: Int = 384, heads: Int = 12, layers: Int = 6, act: String = "gelu", extra: String = ""
  ) -> String {
    """
    {"hidden_size": \(hidden), "num_hidden_layers": \(layers), "num_attention_heads": \(heads), \
    "intermediate_size": 1536, "max_position_embeddings": 512, "vocab_size": 30522, \
    "hidden_act": "\(act)"\(extra)}
    """
  }

  private static let broken: [(configuration: String, says: String)] = [
    ("", "config.json: is not the JSON"),
    ("{}", "config.json: 'hidden_size' is missing"),
    (configuration(act: "relu"), "'hidden_act' is 'relu'; only 'gelu'"),
    (configuration(extra: #", "model_type": "mpnet""#), "'model_type' is 'mpnet'"),
    (configuration(heads: 7), "not a multiple"),
    (configuration(hidden: 0), "'hidden_size' is 0; 1 to"),
    (configuration(hidden: 768), "word_embeddings.weight' has the shape [30522, 384]"),
    (configuration(layers: 7), "'encoder.layer.6.attention.self.query.weight' is missing"),
  ]

  @Test(arguments: broken) func `a wrong configuration is refused by name`(
    _ configuration: String, _ says: String
  ) throws {
    let error = #expect(throws: EmbeddingError.self) {
      try Self.load(configuration: configuration)
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test func `a pooling that is not supported is refused`() throws {
    let error = #expect(throws: EmbeddingError.self) {
      try Self.load(pooling: #"{"pooling_mode_max_tokens": true}"#)
    }
    #expect(error?.description.contains("1_Pooling/config.json: asks for a pooling") == true)
  }

  @Test func `a vocabulary larger than the word table is refused`() throws {
    let pieces = ["[UNK]", "[CLS]", "[SEP]"] + (0..<30_600).map { "w\($0)" }
    let error = #expect(throws: EmbeddingError.self) {
      try Self.load(vocabulary: pieces.joined(separator: "\n"))
    }
    #expect(error?.code == .badVocabulary)
  }

  @Test func `pooling the first token gives another unit vector`() throws {
    let first = try Self.load(pooling: #"{"pooling_mode_cls_token": true}"#).encode(["a fox"])[0]
    let mean = try InstalledModel.encoder().encode(["a fox"])[0]
    #expect(abs(first.cosine(first) - 1) < 1e-5)
    #expect(first.cosine(mean) < 0.999)
  }
}
