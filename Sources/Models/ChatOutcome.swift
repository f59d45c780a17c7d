// Where the parts of a chat completion stand.

import Service

extension ProviderLine.Outcome {
  private var choice: JSONValue? { json["choices"]?.array?.first }

  /// What the model said; some servers send it in parts.
  var text: String {
    guard let content = choice?["message"]?["content"] else { return "" }
    if let text = content.string { return text }
    return (content.array ?? []).compactMap { $0["text"]?.string }.joined()
  }

  /// Whether the limit of tokens ended it.
  var isCut: Bool { choice?["finish_reason"]?.string == "length" }

  /// The model, or the filter behind it, declined; with its words.
  var refusal: String? {
    if let words = choice?["message"]?["refusal"]?.string, !words.isEmpty { return words }
    return choice?["finish_reason"]?.string == "content_filter" ? "content_filter" : nil
  }
}
