// `embedding` in `gleaner.yaml`, right and wrong.

import Models
import Service
import Testing
import Workspace

struct EmbeddingSettingsTests {
  private static let models =
    "models: [{name: openai, url: \"https://api.openai.com/v1\", model: m, key: OPENAI_API_KEY, "
    + "timeout: 5s, per_minute: 7, price: {input: 2, output: 8}}]\n"

  private func settings(_ yaml: String) throws -> Settings {
    try Settings.decode(
      try SettingsFile.parse(Array(yaml.utf8), name: "gleaner.yaml"), file: "gleaner.yaml")
  }

  private func problems(_ yaml: String) throws -> [String] {
    do {
      _ = try settings(yaml)
      return []
    } catch let error as SettingsError { return error.problems.map(\.message) }
  }

  @Test func `a provider brings its address, key, time-out, pace and price`() throws {
    let yaml =
      Self.models
      + "embedding: {provider: openai, model: text-embedding-3-small, dimensions: 512}\n"
    guard case .remote(let model) = try settings(yaml).embedding else {
      Issue.record("not remote")
      return
    }
    #expect(model.space == "text-embedding-3-small@512")
    #expect(
      model.provider
        == ModelProvider(
          name: "openai", url: "https://api.openai.com/v1", model: "text-embedding-3-small",
          keyName: "OPENAI_API_KEY", timeout: .seconds(5), price: PriceList(input: 2, output: 8),
          perMinute: 7))
  }

  @Test func `an address of its own needs no language model, and a price of its own counts`() throws
  {
    let own = try settings(
      "embedding: {url: \"http://localhost:8080/v1/\", model: nomic, dimensions: 768, version: 2}\n"
    ).embedding
    guard case .remote(let model) = own else {
      Issue.record("not remote")
      return
    }
    #expect(model.space == "nomic@768#2" && model.provider.name == "localhost:8080")
    #expect(model.provider.url == "http://localhost:8080/v1" && model.provider.price == nil)
    let priced = try settings(
      Self.models + "embedding: {provider: openai, model: s, dimensions: 512, price: 0.02}\n")
    guard case .remote(let cheap) = priced.embedding else {
      Issue.record("not remote")
      return
    }
    #expect(cheap.provider.price == PriceList(input: 0.02, output: 0))
  }

  @Test(arguments: [
    (
      "{provider: opnai, model: s, dimensions: 512}",
      "'provider' is 'opnai', expected the name of one of 'models' (openai); did you mean 'openai'?"
    ),
    ("{provider: openai, model: s}", "'dimensions' is missing"),
    ("{provider: openai, dimensions: 512}", "'model' is missing"),
    (
      "{provider: openai, model: s, dimensions: 4}",
      "'dimensions' is the number 4, expected a whole number from 8 to 4000"
    ),
    (
      "{provider: openai, url: \"https://a.example/v1\", model: s, dimensions: 512}",
      "'url' stands beside 'provider'"
    ),
    (
      "{provider: openai, model: s, dimensions: 512, key: OTHER}",
      "'key' is that of the entry in 'models'"
    ),
    ("{url: \"https://a.example/v1\", model: s, dimensions: 512}", "'price' is missing"),
    (
      "{url: \"https://a.example/v1/embeddings\", model: s, dimensions: 512, price: 1}",
      "ends in /embeddings"
    ),
    (
      "{url: \"http://a.example/v1\", model: s, dimensions: 512, price: 1}",
      "plain http to a public host"
    ),
    ("{model: all-MiniLM-L6-v2, dimensions: 512}", "'dimensions' belongs to a model elsewhere"),
    ("{model: small@512}", "expected the name of a folder"),
    ("{provider: openai, modl: s, dimensions: 512}", "unknown key 'modl'"),
  ])
  func `what is wrong is said with its place`(embedding: String, words: String) throws {
    let found = try problems(Self.models + "embedding: \(embedding)\n")
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }

  @Test func `a provider without any models is told where an address goes`() throws {
    let found = try problems("embedding: {provider: openai, model: s, dimensions: 512}\n")
    #expect(found.contains { $0.contains("there are none: 'url' takes an address") })
  }
}
