// One question to one provider, to the end: its dialect is found, and an answer that is cut or of another form is
// repaired once, by asking again, or refused.

import Service

/// A question on its way to one provider.
struct ChatCall {
  let request: ChatRequest
  let line: ProviderLine
  /// Told the text so far, where somebody waits for it.
  var onText: (@Sendable (String) -> Void)?
  /// What the asker has against an answer in JSON, whatever its schema.
  var objection: (@Sendable (String) -> String?)?

  /// Options that a provider may object to one by one.
  private static let dialectsMax = 6
  /// A second try gets so many times the tokens.
  private static let moreTokens = 3
  private static let tokensMax = 16_384

  /// Why an answer is of no use as it is.
  private enum Flaw {
    case cut
    case form(String, text: String)
  }

  func answer() async throws -> ChatAnswer {
    let first = try await ask(request)
    guard let flaw = flaw(of: first) else { return build(first, after: nil) }
    let second = try await ask(repaired(flaw))
    switch self.flaw(of: second) {
    case nil: return build(second, after: first)
    case .cut:
      throw setback(.cut, "its answers break off: its context is too small, or it thinks too long")
    case .form(let why, _):
      throw setback(.shape, "it does not answer in the form asked for: \(why)")
    }
  }

  /// Asks in the dialect known so far, and in simpler ones while options are refused.
  private func ask(_ request: ChatRequest) async throws -> ProviderLine.Outcome {
    for _ in 0..<Self.dialectsMax {
      let dialect = line.dialect
      do {
        return try refusing(await line.carryOut(call(request, dialect)))
      } catch let setback as Setback {
        let isJSON = request.schema != nil
        guard [.request, .settings, .server].contains(setback.error.code),
          let simpler = dialect.learned(from: setback.said, asksForJSON: isJSON)
        else { throw setback }
        line.learn(simpler)
      }
    }
    throw setback(.request, "it refuses one option after another")
  }

  /// An answer that declines is about the text, and would be the same elsewhere.
  private func refusing(_ outcome: ProviderLine.Outcome) throws -> ProviderLine.Outcome {
    guard let words = outcome.refusal else { return outcome }
    throw Setback(
      .refused, "it refuses the text itself (\(TerminalText.excerpt(words, limit: 200)))",
      at: line.line.provider.name, course: .end, isFree: false)
  }

  private func call(_ request: ChatRequest, _ dialect: Dialect) -> ProviderLine.Call {
    let body = ChatBody(
      request: request, dialect: dialect, provider: line.line.provider,
      isStreamed: onText != nil)
    return ProviderLine.Call(
      letter: ModelTransport.Letter(path: "/chat/completions", body: body.json, onBody: onBody),
      estimate: body.estimate)
  }

  private var onBody: (@Sendable ([UInt8]) -> Void)? {
    guard let onText else { return nil }
    let told = StreamedText(line.line, onText)
    return { told.take($0) }
  }

  // MARK: What came back

  private func flaw(of outcome: ProviderLine.Outcome) -> Flaw? {
    let text = outcome.text
    guard let schema = request.schema else {
      return text.isEmpty ? .form("it is empty", text: "") : nil
    }
    switch AnswerText.object(in: text) {
    case .cut: return .cut
    case .none where outcome.isCut: return .cut
    case .none: return .form("there is no JSON object in it", text: text)
    case .object(let found, let json):
      let why = objection.map { $0(found) } ?? SchemaCheck.objection(to: json, by: schema.json)
      return why.map { .form($0, text: text) }
    }
  }

  /// The question again: with more room for the answer, or with what was wrong.
  private func repaired(_ flaw: Flaw) -> ChatRequest {
    var again = request
    switch flaw {
    case .cut:
      again.maxTokens = max(
        request.maxTokens, min(request.maxTokens * Self.moreTokens, Self.tokensMax))
    case .form(let why, let text):
      if request.schema != nil { line.learn(line.dialect.sayingSchema()) }
      if !text.isEmpty { again.turns.append(ChatTurn(.assistant, text)) }
      again.turns.append(.user("This cannot be used: \(why). Answer again, in the form asked for."))
    }
    return again
  }

  private func build(
    _ last: ProviderLine.Outcome, after first: ProviderLine.Outcome?
  ) -> ChatAnswer {
    var (text, json) = (last.text, JSONValue?.none)
    if request.schema != nil, case .object(let found, let value) = AnswerText.object(in: text) {
      (text, json) = (found, value)
    }
    let provider = line.line.provider
    let tokens = [first?.tokens, last.tokens].compactMap(\.self)
    return ChatAnswer(
      text: text, json: json, provider: provider.name,
      model: last.json["model"]?.string ?? provider.model,
      tokens: tokens.dropFirst().reduce(tokens.first) { sum, more in sum.map { $0 + more } },
      cost: (first?.cost ?? 0) + last.cost, latency: (first?.time ?? .zero) + last.time,
      calls: first == nil ? 1 : 2, isCut: last.isCut)
  }

  private func setback(_ code: ModelError.Code, _ message: String) -> Setback {
    Setback(code, message, at: line.line.provider.name, course: .next, isFree: false)
  }
}
