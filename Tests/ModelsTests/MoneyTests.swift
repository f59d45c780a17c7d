// What calls cost, and that it is known before they are made.

import Models
import Service
import TestSupport
import Testing

struct MoneyTests {
  private func spent(_ usage: JSONValue) async throws -> Double {
    let server = try Wire.server(Wire.json(200, Wire.completion(Wire.good, usage: usage)))
    defer { server.close() }
    let bench = ModelBench(server)
    let answer = try await bench.router.answer(Wire.question)
    #expect(answer.cost == bench.pocket.spent)
    return answer.cost
  }

  @Test func `a provider's own sum counts before the price list`() async throws {
    #expect(
      try await spent(["prompt_tokens": 10, "completion_tokens": 5, "cost": 0.0125]) == 0.0125)
    #expect(
      try await spent([
        "prompt_tokens": 10, "completion_tokens": 5, "cost": 0.25, "is_byok": true,
        "cost_details": ["upstream_inference_cost": 0.5],
      ]) == 0.75)
    #expect(try await spent(["prompt_tokens": 1_000_000, "completion_tokens": 500_000]) == 2)
    #expect(
      try await spent(["prompt_tokens": 1_000_000, "completion_tokens": 0, "cost": -3]) == 1)
  }

  @Test(arguments: [.null, [:], ["prompt_tokens": -5], ["prompt_tokens": "many"]] as [JSONValue])
  func `without a count the most that it may have cost is spent`(usage: JSONValue) async throws {
    // Three bytes a token of question and schema, and a hundred tokens of answer.
    let cost = try await spent(usage)
    #expect(cost > 0.0002 && cost < 0.0005)
  }

  @Test(arguments: [Budget(perRun: 0), Budget(perDay: 0), Budget(perMonth: 0)])
  func `a budget of nothing asks nobody, not even for nothing`(budget: Budget) async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench(
      [
        ModelBench.provider("a", server), ModelBench.provider("free", server, price: nil),
      ], budget: budget)
    let error = await bench.failure()
    #expect(error?.code == .budget && error?.message.hasSuffix("is 0, so nothing is asked") == true)
    #expect(server.requests.isEmpty)
  }

  @Test func `what is too dear is not asked, and what is free still is`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let dear = ModelBench.provider("dear", server, price: PriceList(input: 1, output: 1_000))
    let budget = Budget(perRun: 0.05, perDay: 1, perMonth: 1)
    let alone = await ModelBench([dear], budget: budget).failure()
    #expect(alone?.code == .budget && server.requests.isEmpty)
    #expect(alone?.description.hasPrefix("dear: the budget per run is spent: 0.00 of 0.05") == true)
    // However often: to have no money is not the provider's failure.
    let poor = ModelBench([dear], budget: budget)
    for _ in 0..<5 { #expect(await poor.failure()?.code == .budget) }
    let both = ModelBench([dear, ModelBench.provider("free", server, price: nil)], budget: budget)
    #expect(try await both.router.answer(Wire.question).provider == "free")
  }

  @Test func `the rest of a budget is for one of many at once`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    // About 0.0003 is set aside for each, and 0.0011 is what each costs.
    let bench = ModelBench(server, budget: Budget(perRun: 0.003, perDay: 1, perMonth: 1))
    let answered = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { await bench.failure() == nil } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answered >= 2 && answered <= 8)
    #expect(await bench.failure()?.code == .budget || bench.pocket.spent < 0.003)
  }

  @Test func `questions have a limit where nothing is paid`() async throws {
    let server = try Wire.server(Wire.answer())
    defer { server.close() }
    let bench = ModelBench(
      [ModelBench.provider("free", server, price: nil)], budget: Budget(questions: 2))
    #expect(await bench.failure() == nil)
    #expect(await bench.failure() == nil)
    #expect(await bench.failure()?.description == "all 2 questions of a run have been asked")
  }

  @Test func `402 stops spending there for the run`() async throws {
    let server = try Wire.server(Wire.error(402, "no credits"), Wire.answer())
    defer { server.close() }
    let bench = ModelBench(server)
    #expect(await bench.failure()?.code == .payment)
    bench.clock.advance(.seconds(86_400))
    #expect(await bench.failure()?.code == .payment)
    #expect(server.requests.count == 1 && bench.pocket.spent == 0)
  }

  @Test(arguments: [
    (0, "0.00"), (1, "1.00"), (0.5, "0.50"), (0.05, "0.050"), (0.0011, "0.0011"),
    (0.000_000_4, "0.000000"), (1234.567, "1234.57"), (-0.25, "-0.25"),
  ])
  func `sums are written so that small ones can be told`(amount: Double, text: String) {
    #expect(Money.text(amount) == text)
  }
}
