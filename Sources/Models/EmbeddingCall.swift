// One request for embeddings to one provider, to the end: its dialect is found, and what it does not take is told apart
// from what it cannot do now.

package import Feed
import Service

/// What became of a request for embeddings.
package enum EmbeddingOutcome: Sendable, Hashable {
  /// In the order of the texts, nil for a text that gets no direction; and what they cost.
  case vectors([Vector?], cost: Double)
  /// Something in the request is not taken: a text, or how many there are.
  case notTaken(why: String, isTooLong: Bool)
}

/// Texts on their way to one provider.
struct EmbeddingCall {
  let texts: [String]
  let model: EmbeddingModel
  let line: ProviderLine

  private static let options = ["dimensions", "encoding_format"]
  /// By which providers say that a text has too many tokens.
  private static let lengthWords = [
    "too long", "too large", "context", "maximum", "tokens", "exceed", "physical batch",
  ]

  func outcome() async throws -> EmbeddingOutcome {
    for _ in 0...Self.options.count {
      let dialect = line.dialect
      do {
        return try await vectors(dialect)
      } catch let setback as Setback {
        let words = setback.said.lowercased()
        let isTooLong = Self.lengthWords.contains(where: words.contains)
        if [.request, .settings].contains(setback.error.code),
          let simpler = dialect.leavingOut(from: words, among: Self.options)
        {
          line.learn(simpler)
          continue
        }
        // Local servers call a text that is too long an error of their own.
        guard
          [.request, .refused].contains(setback.error.code)
            || setback.error.code == .server && isTooLong
        else { throw setback }
        return .notTaken(why: setback.error.description, isTooLong: isTooLong)
      }
    }
    throw Setback(
      .request, "it refuses one option after the other", at: line.line.provider.name, course: .next,
      isFree: true)
  }

  private func vectors(_ dialect: Dialect) async throws -> EmbeddingOutcome {
    let estimate = texts.reduce(0) { $0 + TokenEstimate.count($1) }
    let outcome = try await line.carryOut(
      ProviderLine.Call(
        letter: ModelTransport.Letter(path: "/embeddings", body: body(dialect)),
        estimate: TokenCount(input: estimate, output: 0)))
    let reply = EmbeddingReply(
      json: outcome.json, count: texts.count, dimensions: model.dimensions,
      provider: line.line.provider.name)
    return .vectors(try reply.vectors(), cost: outcome.cost)
  }

  /// Numbers as decimals: as Base64 they would be a third, but an answer's texts are searched for the key, and six letters
  /// of a key do occur in a million of Base64.
  private func body(_ dialect: Dialect) -> JSONValue {
    let options = [
      JSONMember("dimensions", .int(model.dimensions)),
      JSONMember("encoding_format", .string("float")),
    ]
    return .object(
      [
        JSONMember("model", .string(line.line.provider.model)),
        JSONMember("input", .array(texts.map(JSONValue.string))),
      ] + options.filter { !dialect.omitted.contains($0.key) })
  }
}
