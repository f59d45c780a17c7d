// Interests are kept with their profile, and what a profile knew can be read again however much has been added since.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct InterestRowTests {
  private static let draft = ProfileDraft(
    parent: nil, why: "the first", evidence: [1], model: "m", background: [])

  @Test func `interests come back as they were written, heaviest first`() async throws {
    let interests = Interests(
      [
        Interest(
          number: 4, label: "rye, \"loaf\"", words: ["rye", "loaf"], weight: 0.75, size: 12,
          exemplars: [Interest.Exemplar(id: "passage:1", title: "Rye, 'dark'")],
          members: ["a1", "b2"], centre: [0.6, 0.8], reach: 0.31),
        Interest(
          number: 1, label: "sql", words: [], weight: 0.25, size: 3, exemplars: [], members: [],
          centre: [1, 0], reach: 0.5),
      ], middle: [0.1, 0.2], partedFrom: 15)
    try await TestStore.with { database, _ in
      let profile = try await database.addProfile(Self.draft, interests, at: StoreFixture.now)
      #expect(try await database.interests(of: profile.id) == interests)
      let bare = try await database.addProfile(Self.draft, at: StoreFixture.now)
      #expect(try await database.interests(of: bare.id) == .none)
    }
  }

  @Test func `what was known then can be read again`() async throws {
    try await TestStore.with { database, pool in
      try await remember("first", "one", in: database, pool)
      let then = try await database.evidenceMark()
      let before = try await database.evidence(model: "m", until: then)
      try await remember("first", "one, changed", in: database, pool)
      try await remember("second", "two", in: database, pool)
      try await pool.execute(
        """
        INSERT INTO feedback (document, label, origin, given_at, withdraws)
        SELECT document, 'withdrawn', 'test', \(StoreFixture.now), id FROM feedback ORDER BY id LIMIT 1
        """)
      #expect(before.map(\.text) == ["one"] && before.map(\.label) == ["like"])
      #expect(try await database.evidence(model: "m", until: then) == before)
      #expect(
        Set(try await database.evidence(model: "m").map(\.text)) == ["one, changed", "two"])
    }
  }

  @Test func `what was deleted is not known again, and may come back`() async throws {
    try await TestStore.with { database, pool in
      try await remember("first", "one", in: database, pool)
      let then = try await database.evidenceMark()
      try await remember("first", "one, changed", in: database, pool)
      try await pool.execute(
        "UPDATE documents SET deleted_at = \(StoreFixture.now) WHERE replaced_at IS NULL")
      #expect(try await database.evidence(model: "m", until: then).isEmpty)
      #expect(try await database.evidence(model: "m").isEmpty)
      try await remember("first", "one", in: database, pool)
      #expect(try await database.evidence(model: "m").map(\.text) == ["one"])
      #expect(try await database.evidence(model: "m", until: then).isEmpty)
    }
  }

  private func remember(
    _ key: String, _ text: String, in database: Database, _ pool: Pool
  ) async throws {
    _ = try await database.remember(
      [
        ImportedDocument(
          kind: .like, key: key, title: key, passages: [Passage(title: key, text: text)])
      ], origin: "test", at: StoreFixture.now)
    let texts = try await database.pendingTexts(model: "m", limit: 10)
    try await database.write(
      texts.map { _ in Vector(unit: [1, 0]) }, of: texts, model: "m")
  }
}
