// Admission: what is stored once, what is written again, what is a duplicate.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ItemTests {
  let now = StoreFixture.now

  @Test func `an item is stored once and written again only when its text changed`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      let outcome = PullOutcome(source: source.id, at: now)
      let first = [StoreFixture.item("1", "One"), StoreFixture.item("2", "Two")]
      let added = try await database.admit(first, outcome: outcome)
      #expect(added.added == 2 && added.changed == 0)
      let again = try await database.admit(first, outcome: outcome)
      #expect(again == AdmissionCount())
      let edited = [StoreFixture.item("1", "One, corrected")]
      let changed = try await database.admit(edited, outcome: outcome)
      #expect(changed.added == 0 && changed.changed == 1)
      let titles = try await database.items(ItemQuery()).map(\.title)
      #expect(Set(titles) == ["One, corrected", "Two"])
    }
  }

  @Test func `a hostile text is stored as it is`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      let title = "'); DROP TABLE items; -- \u{1F} \\ \" 💥"
      _ = try await database.admit(
        [StoreFixture.item("1", title)], outcome: PullOutcome(source: source.id, at: now))
      let stored = try await database.items(ItemQuery())[0]
      #expect(stored.title == title)
      #expect(stored.tags == ["x, y", "z"])
    }
  }

  @Test func `the same address in two sources is one story`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      let url = "https://example.org/story"
      for (index, source) in sources.enumerated() {
        _ = try await database.admit(
          [StoreFixture.item("\(index)", "Story \(index)", url: url)],
          outcome: PullOutcome(source: source.id, at: now))
        #expect(try await database.markDuplicates() == index)
      }
      let items = try await database.items(ItemQuery())
      #expect(items.map(\.title) == ["Story 0"])
      #expect(try await database.alsoIn([items[0].id]) == [items[0].id: ["Other"]])
    }
  }

  @Test func `a source that links everything to its front page keeps its items`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      let front = "https://example.org/"
      for source in sources {
        let items = (1...3).map {
          StoreFixture.item("\($0)", "\(source.id) says \($0)", url: front)
        }
        _ = try await database.admit(
          items, outcome: PullOutcome(source: source.id, at: now))
        #expect(try await database.markDuplicates() == 0)
      }
    }
  }

  @Test func `an item that came back under a new key is no news`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      let outcome = PullOutcome(source: source.id, at: now)
      let text = String(repeating: "the same long text ", count: 10)
      _ = try await database.admit(
        [StoreFixture.item("http://a", "One", text: text)], outcome: outcome)
      let count = try await database.admit(
        [StoreFixture.item("https://a", "One", text: text)], outcome: outcome)
      #expect(count.added == 1)
      #expect(try await database.markDuplicates() == 1)
    }
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func `which of several is the original does not depend on who came first`(order: [Int])
    async throws
  {
    try await TestStore.with { database, _ in
      let third = Source(address: "https://third.example.org/feed.xml", name: "Third")
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other, third])
      let text = String(repeating: "the same long text ", count: 10)
      // The second shares its address with the first and its text with the third: one story all the same.
      let items = [
        StoreFixture.item("a", "First", url: "https://example.org/story"),
        StoreFixture.item("b", "Second", text: text, url: "https://example.org/story"),
        StoreFixture.item("c", "Second", text: text),
      ]
      for place in order {
        _ = try await database.admit(
          [items[place]], outcome: PullOutcome(source: sources[place].id, at: now))
      }
      #expect(try await database.markDuplicates() == 2)
      #expect(try await database.markDuplicates() == 0)
      let shown = try await database.items(ItemQuery())
      #expect(shown.map(\.title) == ["First"])
      #expect(try await database.alsoIn([shown[0].id]) == [shown[0].id: ["Other", "Third"]])
    }
  }

  @Test func `an archive is back-fill, what is fresh is not`() async throws {
    try await TestStore.with { database, pool in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      let old = StoreFixture.item("1", "Old", published: now.addingTimeInterval(-9 * 86_400))
      let fresh = StoreFixture.item("2", "Fresh", published: now)
      let undated = StoreFixture.item("3", "Undated")
      _ = try await database.admit(
        [old, fresh, undated], outcome: PullOutcome(source: source.id, at: now),
        freshSince: now.addingTimeInterval(-2 * 86_400))
      let rows = try await pool.query("SELECT title FROM items WHERE NOT back_fill")
      #expect(try rows.map { try $0.decode("title", as: String.self) } == ["Fresh"])
    }
  }

  @Test func `a list is filtered, ordered and limited`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      for (index, source) in sources.enumerated() {
        let day = now.addingTimeInterval(Double(index) * 86_400)
        _ = try await database.admit(
          [StoreFixture.item("1", "Item \(index)", published: day)],
          outcome: PullOutcome(source: source.id, at: day))
      }
      var query = ItemQuery()
      #expect(try await database.items(query).map(\.title) == ["Item 1", "Item 0"])
      query.source = "oTHEr"
      #expect(try await database.items(query).map(\.title) == ["Item 1"])
      query.source = nil
      query.since = now.addingTimeInterval(1)
      #expect(try await database.items(query).map(\.title) == ["Item 1"])
      query.since = nil
      query.limit = 1
      #expect(try await database.items(query).count == 1)
      query.verdicts = [.keep]
      #expect(try await database.items(query).isEmpty)
    }
  }
}
