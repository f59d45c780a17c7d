// One tiny question, asked twice: as a judge would ask it, and streamed. What a provider can do is what it did.

package import HTTP
private import Service
private import Synchronization

/// What came of trying a provider out.
package struct ProviderTrial: Sendable {
  package let provider: ModelProvider
  /// Why it gave no answer; nil where it did.
  package let failure: ModelError?
  /// How it takes the form of an answer, where it answered.
  package let format: Dialect.Format?
  /// Whether pieces of the second answer came by themselves.
  package let streams: Bool
  /// Whether it says how many tokens it counted.
  package let counts: Bool
  /// Of the first answer.
  package let latency: Duration
  /// Of both.
  package let cost: Double

  /// A third of a cent at the prices of 2026; reasoning models think before they say yes.
  private static let question = ChatRequest(
    system: "Answer exactly.", turns: [.user("Is 7 a prime number?")],
    schema: ChatSchema(
      name: "answer",
      json: [
        "type": "object", "properties": ["prime": ["type": "boolean"]], "required": ["prime"],
        "additionalProperties": false,
      ]), maxTokens: 200, purpose: "check")

  /// Tries a provider, each call once; throws only when it is cancelled.
  package static func run(
    _ provider: KeyedProvider, client: Client, purse: any Purse, timing: Timing = .real
  ) async throws -> ProviderTrial {
    var patience = Patience()
    patience.tries = 1
    let lineup = Lineup(
      [provider], client: client, purse: purse, timing: timing, patience: patience)
    let router = Router(lineup, questions: 2)
    do {
      let first = try await router.answer(question)
      let (second, streams) = try await streamed(router)
      return ProviderTrial(
        provider: provider.provider, failure: nil, format: lineup.state(at: 0).dialect.format,
        streams: streams, counts: first.tokens != nil, latency: first.latency,
        cost: first.cost + (second?.cost ?? 0))
    } catch let error as ModelError {
      return ProviderTrial(
        provider: provider.provider, failure: error, format: nil, streams: false, counts: false,
        latency: .zero, cost: 0)
    }
  }

  /// Whoever answers whole questions is of use, whatever becomes of streams.
  private static func streamed(_ router: Router) async throws -> (ChatAnswer?, Bool) {
    let grew = Mutex(false)
    do {
      let answer = try await router.answer(question) { _ in grew.withLock { $0 = true } }
      return (answer, grew.withLock { $0 })
    } catch is ModelError {
      return (nil, false)
    }
  }
}
