// Identity in the store: what keeps its row, its vector and its decision when a feed changes its mind.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct IdentityTests {
  let now = StoreFixture.now
  static let words = (0..<60).map { "word\($0)" }

  func admit(
    _ items: [Item], _ database: Database, days: Double = 0, policy: IdentityPolicy = .id,
    freshSince: Date? = nil
  ) async throws -> AdmissionCount {
    let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
    return try await database.admit(
      items, policy: policy,
      outcome: PullOutcome(source: source.id, at: now.addingTimeInterval(days * 86_400)),
      freshSince: freshSince)
  }

  func numbers(_ pool: Pool, _ statement: SQL) async throws -> [Int] {
    try await pool.query(statement).map { try $0.decode("n", as: Int.self) }
  }

  @Test func `ids that all change keep their rows, and nothing is embedded again`() async throws {
    try await TestStore.with { database, pool in
      func items(_ scheme: String) -> [Item] {
        (0..<5).map {
          let url = "\(scheme)://example.org/\($0)"
          return StoreFixture.item(url, "Story number \($0)", url: url, published: now)
        }
      }
      _ = try await admit(items("http"), database)
      let before = try await numbers(pool, "SELECT id AS n FROM items ORDER BY id")
      let count = try await admit(items("https"), database, days: 1)
      #expect(count == AdmissionCount())
      #expect(try await numbers(pool, "SELECT id AS n FROM items ORDER BY id") == before)
      #expect(
        try await numbers(
          pool,
          "SELECT count(*) AS n FROM items WHERE external_id LIKE 'https:%' AND url LIKE 'https:%'")
          == [5])
    }
  }

  @Test
  func `what is only shown anew keeps its vector; what says something else is embedded again`()
    async throws
  {
    try await TestStore.with { database, pool in
      func item(_ text: String) -> Item { StoreFixture.item("1", "A title", text: text) }
      let text = Self.words.joined(separator: " ")
      _ = try await admit([item(text)], database)
      let pending = try await database.pendingTexts(of: [.item], model: "m", limit: 9)
      try await database.write([StoreFixture.axis(0)], of: pending, model: "m")
      for round in 1...30 {
        let count = try await admit([item(text + " extra\(round)")], database)
        #expect(count.changed == 0 && count.refreshed == (round <= ItemChange.refreshLimit ? 1 : 0))
      }
      #expect(try await database.pendingTextCount(of: [.item], model: "m") == 0)
      #expect(try await admit([item(text + " extra24")], database) == AdmissionCount())
      let other = item(Self.words.map { "other\($0)" }.joined(separator: " "))
      #expect(try await admit([other], database).changed == 1)
      #expect(try await database.pendingTextCount(of: [.item], model: "m") == 1)
      #expect(
        try await numbers(
          pool, "SELECT refreshes AS n FROM items WHERE judged_text IS NULL") == [0])
    }
  }

  @Test func `a counter writes nothing`() async throws {
    try await TestStore.with { database, _ in
      let text = "A story that is told at some length."
      _ = try await admit([StoreFixture.item("1", "A", text: text + " 3 comments")], database)
      let again = StoreFixture.item("1", "A", text: text + " 4 comments")
      #expect(try await admit([again], database) == AdmissionCount())
    }
  }

  @Test func `what a source has shown to be worthless is remembered`() async throws {
    try await TestStore.with { database, _ in
      _ = try await admit([StoreFixture.item("1", "A")], database, policy: .link)
      let stored = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      #expect(stored.identity == .link)
    }
  }

  @Test func `an archive that floods in later is back-fill, and what is new among it is not`()
    async throws
  {
    try await TestStore.with { database, pool in
      let first = [
        StoreFixture.item("first", "The first", published: now.addingTimeInterval(-3_600))
      ]
      let since = { (days: Double) in now.addingTimeInterval((days - 2) * 86_400) }
      _ = try await admit(first, database, freshSince: since(0))
      let archive = (0..<40).map { age in
        StoreFixture.item(
          "old\(age)", "Old story \(age)",
          published: now.addingTimeInterval(Double(-10 - age) * 86_400))
      }
      let fresh = StoreFixture.item("new", "The new one", published: now.addingTimeInterval(86_000))
      let count = try await admit(archive + [fresh], database, days: 1, freshSince: since(1))
      #expect(count.added == 41)
      #expect(try await numbers(pool, "SELECT count(*) AS n FROM items WHERE back_fill") == [40])
    }
  }

  @Test func `what lies in the future is ordered as first seen and keeps its date`() async throws {
    try await TestStore.with { database, _ in
      let future = now.addingTimeInterval(400 * 86_400)
      _ = try await admit(
        [StoreFixture.item("1", "From the future", published: future)], database)
      _ = try await admit(
        [StoreFixture.item("2", "Of the next day", published: now.addingTimeInterval(80_000))],
        database, days: 1)
      let shown = try await database.items(ItemQuery())
      #expect(shown.map(\.title) == ["Of the next day", "From the future"])
      #expect(shown[1].published == future)
    }
  }

  @Test func `an item that says something else is in the language that it is in now`() async throws
  {
    try await TestStore.with { database, pool in
      var item = StoreFixture.item("1", "Live", text: "Live")
      item.language = "en"
      _ = try await admit([item], database)
      (item.title, item.text, item.language) = ("Was heute geschah", "Alles auf Deutsch", "de")
      #expect(try await admit([item], database, days: 1).changed == 1)
      let rows = try await pool.query("SELECT language FROM items")
      #expect(try rows.map { try $0.decode("language", as: String?.self) } == ["de"])
    }
  }
}
