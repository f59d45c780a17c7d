// What a call cost, by what the provider says. Its own sum counts before the price list (OpenRouter tells `usage.cost`);
// a sum that makes no sense counts as unsaid.

import Service

/// Reads the `usage` of an answer.
enum UsageReading {
  /// Nothing sensible has more tokens.
  private static let tokensMax = 100_000_000
  private static let costMax = 10_000.0

  /// The bill; nil where the provider counted nothing.
  static func bill(_ json: JSONValue, _ price: PriceList) -> Bill? {
    let usage = json["usage"]
    let tokens = usage.flatMap(tokens)
    if let cost = usage.flatMap(cost) { return Bill(cost: cost, tokens: tokens) }
    return tokens.map { Bill(cost: price.cost($0), tokens: $0) }
  }

  private static func tokens(_ usage: JSONValue) -> TokenCount? {
    guard let input = usage["prompt_tokens"]?.int, (0...tokensMax).contains(input) else {
      return nil
    }
    let output = usage["completion_tokens"]?.int ?? 0
    guard (0...tokensMax).contains(output) else { return nil }
    return TokenCount(input: input, output: output)
  }

  /// With a key of one's own at the model's maker, OpenRouter names its fee, and apart from it what the maker asks.
  private static func cost(_ usage: JSONValue) -> Double? {
    guard let fee = amount(usage["cost"]) else { return nil }
    guard usage["is_byok"]?.bool == true else { return fee }
    return fee + (amount(usage["cost_details"]?["upstream_inference_cost"]) ?? 0)
  }

  private static func amount(_ value: JSONValue?) -> Double? {
    value?.double.flatMap { (0...costMax).contains($0) ? $0 : nil }
  }
}
