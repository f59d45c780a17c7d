// Search in memory: nearest first, current documents only.

import Feed
import FoundationEssentials
import Store
import TestSupport
import Testing

struct RecollectionTests {
  let now = StoreFixture.now

  private func document(_ key: String, _ texts: String...) -> ImportedDocument {
    ImportedDocument(
      kind: .document, key: key, title: key, writtenAt: now,
      passages: texts.map { Passage(title: "\(key) – \($0)", text: $0) })
  }

  /// Gives every passage that waits the axis of its number.
  private func embed(_ database: Database) async throws {
    let texts = try await database.pendingTexts(of: [.passage], model: "m", limit: 10)
    try await database.write(
      texts.map { StoreFixture.axis(Int($0.id - 1) % 4) }, of: texts, model: "m")
  }

  @Test func `nearest first, as many as were asked for, with a number from 0 to 1`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember([document("a", "one", "two", "three")], origin: "t", at: now)
      try await embed(database)
      let found = try await database.recollections(
        near: Vector(unit: [0.6, 0.8, 0, 0]), model: "m", limit: 2)
      #expect(found.map(\.text) == ["two", "one"])
      #expect(found.map { ($0.similarity * 10).rounded() } == [8, 6])
      #expect(found[0].title == "a – two" && found[0].key == "a" && found[0].writtenAt == now)
      let opposite = try await database.recollections(
        near: Vector(unit: [-1, 0, 0, 0]), model: "m", limit: 9)
      #expect(opposite.count == 3 && opposite.last?.similarity == 0)
      #expect(
        try await database.recollections(near: StoreFixture.axis(0), model: "n", limit: 9).isEmpty)
    }
  }

  @Test func `an older version is not found`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember([document("a", "one")], origin: "t", at: now)
      try await embed(database)
      _ = try await database.remember([document("a", "two")], origin: "t", at: now)
      #expect(
        try await database.recollections(near: StoreFixture.axis(0), model: "m", limit: 9).isEmpty)
      #expect(try await database.pendingTextCount(of: [.passage], model: "m") == 1)
      #expect(try await database.pendingTextCount(of: [.item], model: "m") == 0)
    }
  }
}
