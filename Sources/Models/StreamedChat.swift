// A streamed answer put together again, in the shape of one that was not streamed, so that all that follows need not
// know the difference.

import Service

/// Gathers the chunks of one answer.
struct StreamedChat: Sendable {
  private(set) var text = ""
  private var refusal = ""
  private var model: JSONValue?
  private var reason: JSONValue?
  private var usage: JSONValue?
  private var error: JSONValue?
  private var isDone = false

  /// Takes the data of one event; what is no chunk is passed over.
  mutating func take(_ event: [UInt8]) {
    if event.elementsEqual("[DONE]".utf8) {
      isDone = true
      return
    }
    guard let chunk = try? JSONValue(parsing: event) else { return }
    let choice = chunk["choices"]?.array?.first
    text += choice?["delta"]?["content"]?.string ?? ""
    refusal += choice?["delta"]?["refusal"]?.string ?? ""
    model = Self.known(chunk["model"]) ?? model
    reason = Self.known(choice?["finish_reason"]) ?? reason
    usage = Self.known(chunk["usage"]) ?? usage
    error = Self.known(chunk["error"]) ?? Self.known(choice?["error"]) ?? error
  }

  /// The answer as one object; nil where the stream broke off before its end.
  var whole: JSONValue? {
    if let error { return .object([JSONMember("error", error)]) }
    guard isDone || reason != nil else { return nil }
    return [
      "model": model ?? .null, "usage": usage ?? .null,
      "choices": [
        [
          "finish_reason": reason ?? .null,
          "message": [
            "content": .string(text), "refusal": refusal.isEmpty ? .null : .string(refusal),
          ],
        ]
      ],
    ]
  }

  /// The answer that a whole stream holds.
  static func whole(_ body: [UInt8]) -> JSONValue? {
    var events = ServerEvents()
    var chat = StreamedChat()
    // An empty line ends the last event where the server forgot it.
    for event in events.take(body + [0x0A, 0x0A]) { chat.take(event) }
    return chat.whole
  }

  private static func known(_ value: JSONValue?) -> JSONValue? {
    value.flatMap { $0 == .null ? nil : $0 }
  }
}
