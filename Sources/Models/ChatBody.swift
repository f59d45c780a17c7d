// A question as the interface of OpenAI has it, in the dialect that a provider understands.

import Feed
import Service

/// Writes the body of a chat completion.
struct ChatBody {
  let request: ChatRequest
  let dialect: Dialect
  let provider: ModelProvider
  let isStreamed: Bool

  /// Tokens that a turn costs beside its words.
  private static let turnTokens = 8

  var json: JSONValue {
    var members = [
      JSONMember("model", .string(provider.model)), JSONMember("messages", .array(messages)),
      JSONMember(dialect.limitName, .int(request.maxTokens)),
    ]
    if let format { members.append(JSONMember("response_format", format)) }
    // By itself OpenRouter may choose a host that ignores the schema.
    if format != nil, provider.isOpenRouter {
      members.append(JSONMember("provider", ["require_parameters": true]))
    }
    members += options
    if isStreamed { members.append(JSONMember("stream", true)) }
    return .object(members)
  }

  /// What it may cost at most; the bill is settled by what the provider counts.
  var estimate: TokenCount {
    let texts = [system].compactMap(\.self) + request.turns.map(\.text)
    let schema = format.map { TokenEstimate.count($0.jsonText) } ?? 0
    let words = texts.reduce(0) { $0 + TokenEstimate.count($1) + Self.turnTokens }
    return TokenCount(input: words + schema, output: request.maxTokens)
  }

  private var options: [JSONMember] {
    var options = [JSONMember("temperature", .double(request.temperature))]
    if let seed = request.seed { options.append(JSONMember("seed", .int(seed))) }
    if isStreamed { options.append(JSONMember("stream_options", ["include_usage": true])) }
    return options.filter { !dialect.omitted.contains($0.key) }
  }

  private var format: JSONValue? {
    guard let schema = request.schema else { return nil }
    switch dialect.format {
    case .plain: return nil
    case .object: return ["type": "json_object"]
    case .schema:
      return [
        "type": "json_schema",
        "json_schema": ["name": .string(schema.name), "strict": true, "schema": schema.json],
      ]
    }
  }

  /// Where no option says the form, words do; `json_object` wants the word JSON among them anyway.
  private var system: String? {
    guard let schema = request.schema, dialect.format != .schema || dialect.saysSchema else {
      return request.system
    }
    let form =
      "Answer with one JSON object that fits this JSON Schema, and with nothing before or after it:\n"
      + schema.json.jsonText
    return request.system.map { $0 + "\n\n" + form } ?? form
  }

  private var messages: [JSONValue] {
    let first = system.map { message("system", $0) }
    return [first].compactMap(\.self) + request.turns.map { message($0.role.rawValue, $0.text) }
  }

  private func message(_ role: String, _ text: String) -> JSONValue {
    ["role": .string(role), "content": .string(text)]
  }
}
