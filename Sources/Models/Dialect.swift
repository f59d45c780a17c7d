// What a provider understands of the common interface. Nobody declares it, so it is learned: a refusal that names an
// option is answered by doing without that option, for good.

/// How one provider has to be spoken to.
package struct Dialect: Sendable, Hashable {
  /// How an answer's form is asked for, the strictest first.
  package enum Format: String, Sendable, Hashable, CaseIterable {
    case schema = "json_schema"
    case object = "json_object"
    case plain
  }

  package private(set) var format = Format.schema
  /// Whether the schema is told in words too: a provider may take the option and ignore it.
  package private(set) var saysSchema = false
  /// What the limit of tokens is called.
  private(set) var limitName = "max_tokens"
  /// Options that it does not take.
  private(set) var omitted: Set<String> = []

  package init() {}

  /// Words of a refusal by which the form of the answer is meant.
  private static let formatWords = [
    "response_format", "json_schema", "json_object", "structured output", "json mode", "grammar",
    "schema", "requested parameters",
  ]
  private static let options = ["temperature", "seed", "stream_options"]

  /// The dialect to try after a refusal in these words; nil where they name nothing that could be left out.
  func learned(from words: String, asksForJSON: Bool) -> Dialect? {
    let words = words.lowercased()
    var next = self
    if limitName == "max_tokens", words.contains("max_completion_tokens") {
      next.limitName = "max_completion_tokens"
      return next
    }
    if let other = leavingOut(from: words, among: Self.options) { return other }
    guard asksForJSON, Self.formatWords.contains(where: words.contains) else { return nil }
    switch format {
    case .schema: next.format = .object
    case .object: next.format = .plain
    case .plain: return nil
    }
    return next
  }

  /// The dialect without the first of these options that a refusal names; nil where it names none that is left.
  func leavingOut(from words: String, among options: [String]) -> Dialect? {
    guard let option = options.first(where: { words.contains($0) && !omitted.contains($0) }) else {
      return nil
    }
    var next = self
    next.omitted.insert(option)
    return next
  }

  /// The same, for a provider that took the schema as an option and answered otherwise.
  func sayingSchema() -> Dialect {
    var next = self
    next.saysSchema = true
    return next
  }
}
