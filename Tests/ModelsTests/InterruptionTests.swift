// What a question that is broken off leaves behind, and what happens where the books cannot be kept.

import Models
import Service
import TestSupport
import Testing

struct InterruptionTests {
  @Test func `who stops in the middle of an answer has spent what was set aside`() async throws {
    let piece = #"data: {"choices":[{"delta":{"content":"Once"}}]}"# + "\n\n"
    let server = try Wire.server(
      .open(
        headers: [("Content-Type", "text/event-stream")],
        then: [.send(Array(piece.utf8)), .hang]))
    defer { server.close() }
    let bench = ModelBench(server)
    let (texts, told) = AsyncStream<String>.makeStream()
    let asking = Task {
      try await bench.router.answer(ChatRequest(turns: [.user("Tell.")], maxTokens: 100)) { text in
        told.yield(text)
      }
    }
    // The text is told while the answer still goes on.
    #expect(await texts.first { _ in true } == "Once")
    asking.cancel()
    await #expect(throws: CancellationError.self) { try await asking.value }
    #expect(bench.pocket.spent >= 0.0002)
    #expect(bench.router.lineup.state(at: 0).off == nil)
  }

  /// A purse that fails at one of its two steps.
  private struct Broken: Purse {
    struct Failure: Error {}
    let failsAtOnce: Bool

    func reserve(_ amount: Double, for payee: Payee) async throws -> Int64 {
      if failsAtOnce { throw Failure() }
      return 1
    }

    func settle(_ reservation: Int64, _ bill: Bill) async throws { throw Failure() }
  }

  @Test(arguments: [true, false]) func `without books nobody is asked, nor anybody else`(
    failsAtOnce: Bool
  ) async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench(
      [ModelBench.provider("a", server), ModelBench.provider("b", server)],
      purse: Broken(failsAtOnce: failsAtOnce))
    #expect(await bench.failure()?.code == .ledger)
    #expect(server.requests.count == (failsAtOnce ? 0 : 1))
  }

  @Test func `a text that was flagged is not repeated`() async throws {
    let server = try Wire.server(
      Wire.json(
        403,
        #"{"error":{"code":403,"message":"Input was flagged","metadata":{"flagged_input":"my secret diary"}}}"#
      ))
    defer { server.close() }
    let error = await ModelBench(server).failure()
    #expect(error?.description == "a: it refuses the text itself (403: Input was flagged)")
  }
}
