// `models` and `budget` in `gleaner.yaml`. A value that may be a key is never repeated in a message: whoever pastes one
// into the file should not find it in a log too.

import Models
import Service

/// Decodes what is said of language models.
enum ModelDecoder {
  /// As many as anybody can keep apart.
  private static let providersMax = 20

  static func models(_ map: inout SettingsMap) -> [ModelProvider] {
    guard let pair = map.pair("models"), !pair.value.isNull else { return [] }
    guard case .sequence(let nodes) = pair.value.content else {
      map.report(
        "'models' is \(pair.value.summary), expected a list ('- {name: …, url: …, model: …}')",
        at: pair.value.position)
      return []
    }
    guard nodes.count <= providersMax else {
      map.report(
        "'models' has \(nodes.count) entries, expected at most \(providersMax)",
        at: pair.value.position)
      return []
    }
    var names: Set<String> = []
    return (map.sections("models") { provider(&$0, &names) } ?? []).compactMap(\.self)
  }

  static func budget(_ map: inout SettingsMap) -> Budget {
    var budget = Budget.standard
    if let sum = map.double("per_run", in: 0...1_000) { budget.perRun = sum }
    if let sum = map.double("per_day", in: 0...10_000) { budget.perDay = sum }
    if let sum = map.double("per_month", in: 0...100_000) { budget.perMonth = sum }
    if let count = map.int("questions", in: 0...10_000) { budget.questions = count }
    return budget
  }

  private static func provider(
    _ map: inout SettingsMap, _ names: inout Set<String>
  ) -> ModelProvider? {
    let name = map.string("name")
    let standing = address(&map)
    let model = map.string("model")
    let key = keyName(&map)
    let timeout = timeout(&map)
    let price = map.section("price", price)
    let perMinute = map.int("per_minute", in: 1...10_000)
    for (word, isThere, expected) in [
      ("name", map.has("name"), "a name for it"), ("model", map.has("model"), "the model's name"),
      ("url", map.has("url"), "an address such as https://openrouter.ai/api/v1"),
    ] where !isThere { map.requires(word, expected) }
    if let name, !names.insert(name).inserted { repeated(name, &map) }
    if let standing, !standing.isHome, !map.has("price") {
      map.requires(
        "price",
        "{input: …, output: …} for a million tokens, so that the budget can hold; 0 where it is free"
      )
    }
    guard let name, let standing, let model else { return nil }
    return ModelProvider(
      name: name, url: standing.url, model: model, keyName: key,
      timeout: timeout ?? ModelProvider.standardTimeout, price: price ?? nil,
      perMinute: perMinute)
  }

  private static func repeated(_ name: String, _ map: inout SettingsMap) {
    guard let place = map.pair("name")?.value.position else { return }
    map.report("'name' is '\(name)' again, expected another for each model", at: place)
  }

  static func address(_ map: inout SettingsMap) -> ModelAddress.Standing? {
    guard map.has("url"), let text = map.string("url"), let pair = map.pair("url") else {
      return nil
    }
    do throws(ModelAddress.Refusal) {
      return try ModelAddress.standing(of: text)
    } catch {
      map.report("'url' \(error.words)", at: pair.value.position)
      return nil
    }
  }

  static func keyName(_ map: inout SettingsMap) -> String? {
    guard let pair = map.pair("key") else { return nil }
    if let text = pair.value.value?.text, KeyPlace.isName(text) { return text }
    map.report(
      "'key' is not the name of an environment variable, expected one such as OPENROUTER_API_KEY; "
        + "a key itself belongs in that variable, not here", at: pair.value.position)
    return nil
  }

  static func timeout(_ map: inout SettingsMap) -> Duration? {
    map.value("timeout", expected: "a length of time from 1s to 10m") { scalar in
      scalar.text.flatMap(TimeSpan.parse).flatMap {
        (Duration.seconds(1)...Duration.seconds(600)).contains($0) ? $0 : nil
      }
    }
  }

  private static func price(_ map: inout SettingsMap) -> PriceList? {
    let input = map.double("input", in: 0...10_000)
    let output = map.double("output", in: 0...10_000)
    for word in ["input", "output"] where !map.has(word) {
      map.requires(word, "the price of a million tokens")
    }
    guard let input, let output else { return nil }
    return PriceList(input: input, output: output)
  }
}
