// `embedding` in `gleaner.yaml`: a folder; or a model of one of `models` by its name, or behind an address of its own,
// for who lends out vectors is often not who is asked for an opinion.

import Models
import Service

/// Decodes where vectors come from.
enum EmbeddingDecoder {
  /// Names are kept with each vector.
  private static let nameMax = 200
  /// What only an address of its own has; `provider` brings these along.
  private static let ownKeys = ["key", "timeout", "per_minute"]
  private static let remoteKeys = ["dimensions", "price", "version"]

  static func choice(_ map: inout SettingsMap, _ models: [ModelProvider]) -> EmbeddingChoice? {
    switch (map.has("provider"), map.has("url")) {
    case (false, false): return folder(&map)
    case (true, true):
      report("'url' stands beside 'provider', expected one of them", at: "url", &map)
      return nil
    case (true, false): return model(&map, provider(&map, models))
    case (false, true): return model(&map, address(&map))
    }
  }

  private static func folder(_ map: inout SettingsMap) -> EmbeddingChoice? {
    for key in remoteKeys + ownKeys where map.has(key) {
      report(
        "'\(key)' belongs to a model elsewhere, expected 'provider' or 'url' beside it", at: key,
        &map)
    }
    let name = map.value("model", expected: "the name of a folder in var/models") { scalar in
      scalar.text.flatMap { $0.contains("/") || $0.contains("@") || $0.hasPrefix(".") ? nil : $0 }
    }
    return name.map(EmbeddingChoice.folder)
  }

  private static func model(
    _ map: inout SettingsMap, _ provider: ModelProvider?
  ) -> EmbeddingChoice? {
    let name = name(&map)
    let dimensions = map.int("dimensions", in: EmbeddingModel.dimensionRange)
    if !map.has("dimensions") {
      map.requires("dimensions", "how many numbers a vector of this model has, such as 512")
    }
    let price = map.double("price", in: 0...10_000).map { PriceList(input: $0, output: 0) }
    let version = map.int("version", in: 1...1_000) ?? 1
    guard let provider, let name, let dimensions else { return nil }
    let asked = ModelProvider(
      name: provider.name, url: provider.url, model: name, keyName: provider.keyName,
      timeout: provider.timeout, price: price ?? provider.price, perMinute: provider.perMinute)
    return .remote(EmbeddingModel(asked, dimensions: dimensions, version: version))
  }

  private static func name(_ map: inout SettingsMap) -> String? {
    if !map.has("model") {
      map.requires("model", "the embedding model's name, such as text-embedding-3-small")
      return nil
    }
    return map.value("model", expected: "the embedding model's name, at most \(nameMax) letters") {
      scalar in
      scalar.text.flatMap { text in
        text.utf8.count <= nameMax
          && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
          ? text : nil
      }
    }
  }

  private static func provider(
    _ map: inout SettingsMap, _ models: [ModelProvider]
  ) -> ModelProvider? {
    for key in ownKeys where map.has(key) {
      report("'\(key)' is that of the entry in 'models', expected it there", at: key, &map)
    }
    guard let name = map.string("provider") else { return nil }
    if let found = models.first(where: { $0.name == name }) { return found }
    let names = models.map(\.name)
    let known =
      names.isEmpty
      ? "; there are none: 'url' takes an address" : " (\(names.joined(separator: ", ")))"
    report(
      "'provider' is '\(TerminalText.excerpt(name, limit: 60))', expected the name of one of 'models'\(known)"
        + Nearest.hint(name, among: names), at: "provider", &map)
    return nil
  }

  /// A provider of its own, called by its place.
  private static func address(_ map: inout SettingsMap) -> ModelProvider? {
    let standing = ModelDecoder.address(&map)
    let key = ModelDecoder.keyName(&map)
    let timeout = ModelDecoder.timeout(&map)
    let perMinute = map.int("per_minute", in: 1...10_000)
    guard let standing else { return nil }
    if !standing.isHome, !map.has("price") {
      map.requires(
        "price", "that of a million tokens, so that the budget can hold; 0 where it is free")
    }
    let unnamed = ModelProvider(name: "", url: standing.url, model: "")
    return ModelProvider(
      name: unnamed.place, url: standing.url, model: "", keyName: key,
      timeout: timeout ?? ModelProvider.standardTimeout, perMinute: perMinute)
  }

  private static func report(_ words: String, at key: String, _ map: inout SettingsMap) {
    guard let pair = map.pair(key) else { return }
    map.report(words, at: pair.keyPosition)
  }
}
