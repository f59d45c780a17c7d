// Embedding through a server in a run: within the budget, in portions, each text once, and harmless whatever happens.

import Feed
import Foundation
import Models
import Pipeline
import Postgres
import Store
import Synchronization
import TestSupport
import Testing
import Workspace

struct RemoteEmbeddingTests {
  static let dimensions = 64

  static func model(
    _ server: ScriptedServer, name: String = "words", provider: String = "a", price: Double = 1
  ) -> EmbeddingModel {
    EmbeddingModel(
      ModelProvider(
        name: provider, url: server.url("/v1"), model: name, timeout: .seconds(20),
        price: PriceList(input: price, output: 0)), dimensions: dimensions)
  }

  static func order(
    _ model: EmbeddingModel, budget: Budget = Budget(perRun: 1, perDay: 1, perMonth: 1),
    knows others: [ModelProvider] = []
  ) -> EmbeddingOrder {
    EmbeddingOrder(
      .remote(model), own: KeyedProvider(model.provider, environment: [:]),
      models: others.map { KeyedProvider($0, environment: [:]) }, budget: budget
    ) { _ in try InstalledModel.encoder() }
  }

  /// Gives `body` a bench whose vectors come from a server that answers as `script` says, else well.
  private func with(
    _ script: @escaping @Sendable ([String]) -> Script? = { _ in nil },
    _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try ScriptedServer { request in
      script(WordVectors.texts(request))
        ?? WordVectors.answer(to: request, dimensions: Self.dimensions)
    }
    defer { server.close() }
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      bench.embedding = Self.order(Self.model(server))
      try await body(&bench, server)
    }
  }

  private func texts(_ server: ScriptedServer) -> [String] {
    server.requests.flatMap(WordVectors.texts)
  }

  @Test func `a run embeds elsewhere, decides by it, and asks nothing twice`() async throws {
    try await with { bench, server in
      let report = try await bench.run()
      #expect(report.embedded == 11 && report.unembedded == 0 && report.decided == 8)
      #expect(report.embedCost > 0)
      #expect(texts(server).count == Set(texts(server)).count)
      let count = server.requests.count
      bench.now.addTimeInterval(3_600)
      #expect(try await bench.run().isQuiet)
      #expect(server.requests.count == count)
      #expect(try await bench.database.workingSpace(wanted: "") == "words@64")
    }
  }

  @Test func `a rehearsal asks nobody`() async throws {
    try await with { bench, server in
      let report = try await bench.rehearse()
      #expect(server.requests.isEmpty && report.unembedded == 11 && report.decided == 0)
      #expect(report.embedHalt?.contains("dry run") == true)
    }
  }

  @Test func `what the budget has no room for waits for a later run`() async throws {
    try await with { bench, server in
      // About three hundred tokens in all, and a tenth of that in a run.
      let budget = Budget(perRun: 0.000_12, perDay: 1, perMonth: 1)
      bench.embedding = Self.order(Self.model(server), budget: budget)
      let first = try await bench.run()
      #expect(
        first.unembedded > 0 && first.embedHalt?.contains("the budget per run is spent") == true)
      #expect(try await bench.database.spent(run: "1", purpose: "embed") <= 0.000_12)
      var left = first.unembedded
      for _ in 0..<10 where left > 0 {
        let report = try await bench.run()
        #expect(report.unembedded < left)
        left = report.unembedded
      }
      #expect(left == 0)
      #expect(try await bench.database.items(ItemQuery()).allSatisfy { $0.outcome != nil })
      let real = texts(server).filter { !$0.hasPrefix("Rye bread, tidal") }
      #expect(real.count == Set(real).count)
    }
  }

  @Test func `with a budget of nothing nobody is asked, and the run ends well`() async throws {
    try await with { bench, server in
      bench.embedding = Self.order(Self.model(server), budget: Budget(perDay: 0))
      let report = try await bench.run()
      #expect(server.requests.isEmpty && report.added == 8 && report.decided == 0)
      #expect(report.embedHalt?.contains("the budget per day is 0") == true)
    }
  }

  @Test(arguments: [401, 402, 500, 404])
  func `a run whose provider fails ends well, and the next one goes on`(status: Int) async throws {
    let isDown = Mutex(true)
    try await with { _ in
      isDown.withLock { $0 } ? WordVectors.refusal(status, "no") : nil
    } _: {
      bench, server in
      let report = try await bench.run()
      #expect(report.embedded == 0 && report.unembedded == 11 && report.embedHalt != nil)
      isDown.withLock { $0 = false }
      #expect(try await bench.run().decided == 8)
    }
  }

  @Test func `a text that is refused is left out, said, and not sent again`() async throws {
    try await with { texts in
      texts.contains { $0.contains("Pop star") }
        ? WordVectors.refusal(400, "input is invalid") : nil
    } _: {
      bench, server in
      let events = Mutex<[RunEvent]>([])
      let report = try await bench.run { event in events.withLock { $0.append(event) } }
      #expect(report.embedded == 10 && report.refused == 1 && report.unembedded == 0)
      #expect(report.decided == 7)
      let said = events.withLock { $0 }.contains {
        if case .textRefused(_, let why) = $0 { why.contains("input is invalid") } else { false }
      }
      #expect(said)
      let count = server.requests.count
      #expect(count < 24)
      _ = try await bench.run()
      #expect(server.requests.count == count)
      #expect(try await bench.database.refusedTexts(model: "words@64").count == 1)
    }
  }

  @Test func `a text that is too long is cut until it is taken, and the next ones at once`()
    async throws
  {
    try await with { texts in
      texts.contains { $0.utf8.count > 700 } ? WordVectors.refusal(400, "input is too long") : nil
    } _: {
      bench, server in
      let long = (0..<6).map { ("Long \($0)", String(repeating: "word\($0) ", count: 160)) }
      try bench.write(Bench.feed(long), to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.embedded == 9 && report.refused == 0)
      #expect(server.requests.count < 16)
    }
  }

  @Test func `a provider that takes few texts at once gets few at once`() async throws {
    try await with { texts in
      texts.count > 3 ? WordVectors.refusal(400, "at most 3 inputs") : nil
    } _: {
      bench, server in
      let report = try await bench.run()
      #expect(report.embedded == 11 && report.refused == 0)
      // The sentence by which it is known, two refusals, and pairs.
      #expect(server.requests.count < 12)
    }
  }

  @Test func `a model that refuses everything leaves nothing out`() async throws {
    try await with { texts in
      texts.count == 1 && texts[0].hasPrefix("Rye bread, tidal")
        ? nil : WordVectors.refusal(400, "no")
    } _: {
      bench, server in
      let many = (0..<40).map { ("Story \($0)", "About thing number \($0), and nothing else.") }
      try bench.write(Bench.feed(many), to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.embedHalt?.contains("one text after the other") == true)
      #expect(report.embedded == 0)
    }
  }

  @Test func `another model under the same name mixes with nothing`() async throws {
    let seed = Mutex<UInt64>(0)
    let server = try ScriptedServer {
      WordVectors.answer(to: $0, dimensions: Self.dimensions, seed: seed.withLock { $0 })
    }
    defer { server.close() }
    try await Bench.with { bench in
      bench.embedding = Self.order(Self.model(server))
      try bench.write(Bench.feed(Bench.other), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      seed.withLock { $0 = 7 }
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.embedded == 0 && report.unembedded == 2)
      #expect(report.embedHalt?.contains("another model answers under this name") == true)
    }
  }

  @Test func `a run that is killed in a call loses that call and nothing else`() async throws {
    let calls = Mutex(0)
    try await with { texts in
      let call = calls.withLock { calls in
        calls += 1
        return calls
      }
      return call == 2 ? Script([.hang]) : nil
    } _: {
      bench, server in
      let run = Task { [bench] in try await bench.run() }
      await server.received(2)
      run.cancel()
      _ = try? await run.value
      // What was set aside for the lost call counts as spent.
      let lost = try await bench.database.spent(run: "1", purpose: "embed")
      #expect(lost > 0)
      let report = try await bench.run()
      #expect(report.embedded == 11 && report.decided == 8)
      #expect(try await bench.database.spent(run: "2", purpose: "embed") > 0)
    }
  }

  @Test func `one provider's vectors serve at another who has the same model`() async throws {
    try await with { bench, server in
      _ = try await bench.run()
      let count = texts(server).count
      bench.embedding = Self.order(Self.model(server, provider: "b"))
      try bench.write(
        Bench.feed(Bench.other + Bench.bread + [("One more", "Something new.")]),
        to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.embedded == 1 && report.change == nil)
      #expect(texts(server).count == count + 2)
    }
  }
}
