// Spaces of vectors: one is worked in, another may be filled, and no text is embedded twice in one of them.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct SpaceTests {
  private let now = StoreFixture.now

  private func remember(_ texts: [String], in database: Database) async throws {
    _ = try await database.remember(
      texts.map {
        ImportedDocument(
          kind: .document, key: "k\($0)\(texts.count)", title: "",
          passages: [Passage(title: "", text: $0)])
      }, origin: "t", at: now)
  }

  private func fill(_ model: String, _ database: Database) async throws {
    let texts = try await database.pendingTexts(model: model, limit: 100)
    try await database.write(
      texts.indices.map { _ in StoreFixture.axis(0) }, of: texts, model: model)
  }

  @Test func `the first space is the one that is worked in, the second is filled`() async throws {
    try await TestStore.with { database, _ in
      #expect(try await database.workingSpace(wanted: "b") == "b")
      for _ in 0..<2 {
        try await database.enterSpace("a", provider: nil, dimensions: nil, at: now)
        try await database.enterSpace("b", provider: "p", dimensions: 4, at: now)
      }
      #expect(try await database.workingSpace(wanted: "b") == "a")
      let second = try #require(try await database.space("b"))
      #expect(second.state == .filling && second.provider == "p" && second.dimensions == 4)
    }
  }

  @Test func `after a change the old vectors go, and only they`() async throws {
    try await TestStore.with { database, pool in
      try await remember(["one", "two"], in: database)
      for model in ["a", "b", "c"] {
        try await database.enterSpace(model, provider: nil, dimensions: nil, at: now)
        try await fill(model, database)
      }
      try await database.switchSpace(to: "b", at: now)
      #expect(try await database.workingSpace(wanted: "c") == "b")
      #expect(try await database.passageVectorCount(model: "a") == 2)
      #expect(try await database.dropFormerSpaces(at: now) == ["a", "c"])
      #expect(try await database.dropFormerSpaces(at: now).isEmpty)
      let rows = try await pool.query("SELECT DISTINCT model FROM vectors")
      #expect(try rows.map { try $0.decode("model", as: String.self) } == ["b"])
    }
  }

  @Test func `a space that is wanted again before its vectors went keeps them`() async throws {
    try await TestStore.with { database, _ in
      try await remember(["one"], in: database)
      for model in ["a", "b"] {
        try await database.enterSpace(model, provider: nil, dimensions: nil, at: now)
        try await fill(model, database)
      }
      try await database.switchSpace(to: "b", at: now)
      try await database.enterSpace("a", provider: nil, dimensions: nil, at: now)
      #expect(try await database.dropFormerSpaces(at: now).isEmpty)
      #expect(try await database.space("a")?.state == .filling)
      #expect(try await database.pendingTextCount(model: "a") == 0)
    }
  }

  @Test func `what says the same takes over the vector, in its space alone`() async throws {
    try await TestStore.with { database, _ in
      try await remember(["one"], in: database)
      try await fill("a", database)
      try await remember(["one", "two"], in: database)
      let texts = try await database.pendingTexts(model: "a", limit: 10)
      #expect(texts.count == 2)
      #expect(try await database.reuseVectors(for: texts, model: "a").map(\.text) == ["two"])
      #expect(try await database.pendingTexts(model: "a", limit: 10).map(\.text) == ["two"])
      let others = try await database.pendingTexts(model: "b", limit: 10)
      #expect(try await database.reuseVectors(for: others, model: "b").count == 3)
    }
  }

  @Test func `a refused text does not come again until it changes`() async throws {
    try await TestStore.with { database, _ in
      try await remember(["one", "two"], in: database)
      let text = try #require(try await database.pendingTexts(model: "a", limit: 1).first)
      try await database.refuse(text, model: "a", reason: "too odd")
      #expect(try await database.pendingTexts(model: "a", limit: 10).map(\.text) == ["two"])
      #expect(try await database.pendingTextCount(model: "b") == 2)
      let refused = try await database.refusedTexts(model: "a")
      #expect(refused.count == 1 && refused.reason == "too odd")
    }
  }

  @Test func `what has to be there for a change is memory, answers and news`() async throws {
    try await TestStore.with { database, pool in
      try await remember(["a note"], in: database)
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      for (id, age) in [("old", 90.0), ("answered", 80), ("new", 1)] {
        _ = try await database.admit(
          [StoreFixture.item(id, id)],
          outcome: PullOutcome(source: source.id, at: now.addingTimeInterval(-age * 86_400)))
      }
      try await pool.execute(
        """
        INSERT INTO feedback (item, label, origin, given_at)
        SELECT id, 'keep', 't', now() FROM items WHERE title = 'answered'
        """)
      let since = now.addingTimeInterval(-31 * 86_400)
      #expect(try await database.missingTextCount(model: "a", since: since) == 3)
      #expect(try await database.embeddableTextCount() == 4)
      // The same order in which they are embedded.
      let texts = try await database.pendingTexts(model: "a", limit: 10).map(\.text)
      #expect(texts.map { $0.prefix(3) } == ["a n", "ans", "new", "old"])
      let first = try await database.pendingTexts(model: "a", limit: 3)
      try await database.write(first.map { _ in StoreFixture.axis(0) }, of: first, model: "a")
      #expect(try await database.missingTextCount(model: "a", since: since) == 0)
    }
  }

  @Test func `a probe is kept once`() async throws {
    try await TestStore.with { database, _ in
      try await database.enterSpace("a", provider: "p", dimensions: 4, at: now)
      #expect(try await database.probe(of: "a") == nil)
      try await database.setProbe(StoreFixture.axis(1), of: "a")
      try await database.setProbe(StoreFixture.axis(2), of: "a")
      #expect(try await database.probe(of: "a") == StoreFixture.axis(1))
    }
  }

  @Test func `without a vector a question is answered by words`() async throws {
    try await TestStore.with { database, _ in
      try await remember(["rye bread", "football"], in: database)
      let found = try await database.recollections(
        of: RecallQuestion("rye"), near: nil, model: "a")
      #expect(found.map(\.text) == ["rye bread"] && found[0].similarity == nil)
    }
  }
}
