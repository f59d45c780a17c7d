// Near-duplicates in the store: found by an index, taken in an order of their own.

import Feed
import FoundationEssentials
import Store
import TestSupport
import Testing

struct RetoldStoryTests {
  let now = StoreFixture.now
  static let words = (0..<120).map { "word\($0)" }

  /// Admits one item for each source, in the order of `places`, and gives the titles that remain.
  func told(_ items: [Item], order: [Int], marking: Bool = false) async throws -> [String] {
    try await TestStore.with { database, _ in
      let listed = items.indices.map {
        Source(address: "https://s\($0).example.org/f", name: "S\($0)")
      }
      let sources = try await StoreFixture.sources(database, listed)
      for place in order {
        _ = try await database.admit(
          [items[place]], outcome: PullOutcome(source: sources[place].id, at: now))
        if marking { _ = try await database.markDuplicates() }
      }
      _ = try await database.markDuplicates()
      let shown = try await database.items(ItemQuery())
      let others = try await database.alsoIn(shown.map(\.id))
      return shown.map { ([$0.title] + (others[$0.id] ?? [])).joined(separator: " ") }.sorted()
    }
  }

  func item(_ title: String, _ words: ArraySlice<String>, days: Double = 0) -> Item {
    StoreFixture.item(
      title, title, text: words.joined(separator: " "),
      published: now.addingTimeInterval(-days * 86_400))
  }

  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
  func `tellings of one story are one candidate with several sources, whoever came first`(
    order: [Int]
  ) async throws {
    let items = [
      item("A dam breaks in the north", Self.words[...]),
      item("Villages under water", Self.words[..<110]),
      item("A dam breaks in the north", Self.words[..<30]),
      item("Another story of the day", (0..<90).map { "other\($0)" }[...]),
    ]
    #expect(
      try await told(items, order: order) == [
        "A dam breaks in the north S1 S2", "Another story of the day",
      ])
  }

  @Test func `a later copy is a duplicate of what was compared before`() async throws {
    let items = [item("The copy", Self.words[..<100]), item("The original", Self.words[...])]
    #expect(try await told(items, order: [1, 0], marking: true) == ["The original S0"])
  }

  @Test func `what hundreds of items say is a template, and none repeats another`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      for source in sources {
        let items = (0..<150).map {
          StoreFixture.item(
            "\(source.id) \($0)", "Weather", text: Self.words.joined(separator: " "))
        }
        _ = try await database.admit(items, outcome: PullOutcome(source: source.id, at: now))
      }
      #expect(try await database.markDuplicates() == 0)
    }
  }

  @Test func `the same words weeks later are another story`() async throws {
    let items = [
      item("First told", Self.words[...]), item("Told again", Self.words[..<110], days: 20),
    ]
    #expect(try await told(items, order: [0, 1]) == ["First told", "Told again"])
  }

  @Test func `this week's open thread is not last week's`() async throws {
    try await TestStore.with { database, _ in
      let sources = try await StoreFixture.sources(
        database, [StoreFixture.web, StoreFixture.other])
      for source in sources {
        let threads = (0..<3).map { week in
          StoreFixture.item(
            "\(week)", "Open thread for everyone", text: Self.words.joined(separator: " "),
            url: "https://example.org/\(source.id)/\(week)",
            published: now.addingTimeInterval(Double(-7 * week) * 86_400))
        }
        _ = try await database.admit(threads, outcome: PullOutcome(source: source.id, at: now))
      }
      #expect(try await database.markDuplicates() == 0)
    }
  }
}
