// From one embedding model to another while work goes on: no vector of one is ever compared with one of the other, and a
// person has decisions, a profile and answers at any time.

import Feed
import Foundation
import Models
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing
import Workspace

struct SpaceChangeTests {
  private static let local = "all-MiniLM-L6-v2"

  private func with(
    _ isDown: @escaping @Sendable () -> Bool = { false },
    _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try ScriptedServer {
      isDown()
        ? WordVectors.refusal(401, "no")
        : WordVectors.answer(to: $0, dimensions: RemoteEmbeddingTests.dimensions)
    }
    defer { server.close() }
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      try await body(&bench, server)
    }
  }

  /// Every number of vectors by its space.
  private func counts(_ bench: Bench) async throws -> [String: Int] {
    let rows = try await bench.pool.query("SELECT model, count(*) AS n FROM vectors GROUP BY model")
    return try Dictionary(
      uniqueKeysWithValues: rows.map {
        (try $0.decode("model", as: String.self), try $0.decode("n", as: Int.self))
      })
  }

  @Test func `a small memory changes over within one run, with a profile of its own`() async throws
  {
    try await with { bench, server in
      let before = try await bench.run()
      bench.embedding = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      bench.now.addTimeInterval(3_600)
      let events = Mutex<[String]>([])
      let report = try await bench.run { event in
        if case .reembedding(let progress) = event { events.withLock { $0.append(progress.line) } }
      }
      #expect(report.change?.isOver == true && report.change?.embedded == 11)
      #expect(
        events.withLock { $0 } == [
          "re-embedding: 0 of 11 texts in words@64; still working with \(Self.local)",
          "now working with words@64, 11 of 11 texts",
        ])
      let profile = try #require(try await bench.database.newestProfile())
      #expect(profile.model == "words@64" && profile.id != before.profile)
      #expect(profile.content.why.hasPrefix("another embedding model"))
      let outcomes = try await bench.database.items(ItemQuery()).compactMap(\.outcome)
      #expect(outcomes.count == 8 && outcomes.allSatisfy { $0.model == "words@64" })
      // The old vectors go with the next run, whoever may still be reading them now.
      #expect(try await counts(bench) == [Self.local: 11, "words@64": 11])
      _ = try await bench.run()
      #expect(try await counts(bench) == ["words@64": 11])
      let states = try await bench.pool.query(
        "SELECT model FROM spaces WHERE state = 'former' AND left_at IS NOT NULL AND dropped_at IS NOT NULL"
      )
      #expect(try states.map { try $0.decode("model", as: String.self) } == [Self.local])
    }
  }

  @Test func `while the new model cannot be asked the old one goes on, news included`() async throws
  {
    let isDown = Mutex(true)
    try await with({ isDown.withLock { $0 } }) { bench, server in
      _ = try await bench.run()
      bench.embedding = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      try bench.write(
        Bench.feed(
          Bench.other + Bench.bread + [("Rye at last", "A rye sourdough loaf from the oven.")]),
        to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.added == 1 && report.decided >= 1 && report.unembedded == 0)
      #expect(report.change?.isOver == false && report.change?.halt != nil)
      #expect(try await bench.database.newestProfile()?.model == Self.local)
      #expect(try await SpaceProgress.of(bench.database, wanted: "words@64")?.total == 12)
      isDown.withLock { $0 = false }
      #expect(try await bench.run().change?.isOver == true)
    }
  }

  @Test func `the interests keep their numbers and wishes, whatever space they lie in`()
    async throws
  {
    try await with { bench, server in
      _ = try await bench.run()
      let before = try #require(try await bench.database.newestProfile())
      let old = try await bench.database.interests(of: before.id)
      bench.embedding = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      _ = try await bench.run()
      let after = try #require(try await bench.database.newestProfile())
      let new = try await bench.database.interests(of: after.id)
      #expect(after.model == "words@64" && !old.all.isEmpty)
      #expect(new.middle.count == 64 && new.all.allSatisfy { $0.centre.count == 64 })
      #expect(Set(old.all.map(\.number)).isSuperset(of: new.all.prefix(1).map(\.number)))
    }
  }

  @Test func `there and back again costs nothing as long as the vectors are there`() async throws {
    try await with { bench, server in
      _ = try await bench.run()
      let remote = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      bench.embedding = remote
      _ = try await bench.run()
      let count = server.requests.count
      bench.embedding = nil
      let back = try await bench.run()
      #expect(back.change?.isOver == true && back.change?.embedded == 0)
      #expect(try await bench.database.newestProfile()?.model == Self.local)
      bench.embedding = remote
      #expect(try await bench.run().change?.isOver == true)
      #expect(server.requests.count == count)
    }
  }

  @Test func `where the old model's maker is gone news waits for the new one`() async throws {
    try await with { bench, server in
      bench.embedding = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      _ = try await bench.run()
      let asked = server.requests.count
      bench.embedding = nil
      try bench.write(
        Bench.feed(Bench.other + Bench.bread + [("Rye at last", "A rye sourdough loaf.")]),
        to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(server.requests.count == asked)
      #expect(report.embedHalt?.contains("is not in gleaner.yaml any more") == true)
      #expect(report.change?.isOver == true)
      let items = try await bench.database.items(ItemQuery())
      #expect(items.count == 9 && items.allSatisfy { $0.outcome?.model == Self.local })
    }
  }

  @Test func `from one remote model to another both are asked while the change goes on`()
    async throws
  {
    try await with { bench, server in
      let old = RemoteEmbeddingTests.model(server)
      bench.embedding = RemoteEmbeddingTests.order(old)
      _ = try await bench.run()
      let new = RemoteEmbeddingTests.model(server, name: "other", provider: "b")
      bench.embedding = RemoteEmbeddingTests.order(new, knows: [old.provider])
      try bench.write(
        Bench.feed(Bench.other + Bench.bread + [("Rye at last", "A rye sourdough loaf.")]),
        to: "feeds/one.xml")
      let report = try await bench.run()
      #expect(report.embedded == 1 && report.embedHalt == nil && report.change?.isOver == true)
      #expect(try await counts(bench) == ["words@64": 12, "other@64": 12])
    }
  }

  @Test func `a run that is killed in the change is harmless`() async throws {
    let isHanging = Mutex(false)
    let server = try ScriptedServer { request in
      isHanging.withLock { $0 }
        ? Script([.hang])
        : WordVectors.answer(to: request, dimensions: RemoteEmbeddingTests.dimensions)
    }
    defer { server.close() }
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      bench.embedding = RemoteEmbeddingTests.order(RemoteEmbeddingTests.model(server))
      isHanging.withLock { $0 = true }
      let run = Task { [bench] in try await bench.run() }
      await server.received(1)
      run.cancel()
      _ = try? await run.value
      #expect(try await bench.database.workingSpace(wanted: "words@64") == Self.local)
      isHanging.withLock { $0 = false }
      #expect(try await bench.run().change?.isOver == true)
    }
  }
}
