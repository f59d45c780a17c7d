// The index over vectors: built when it pays, and never a reason to find less.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct VectorIndexTests {
  private let count = 300

  /// Directions all around, the same every time.
  private func vector(_ seed: Int) -> Vector {
    // Knuth's MMIX generator (The Art of Computer Programming, volume 2, §3.3.4).
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15
    let values = (0..<8).map { _ -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Vector(unit: values.map { $0 / length })
  }

  private func fill(_ database: Database) async throws {
    let passages = (0..<count).map { Passage(title: "", text: "passage \($0)") }
    let rare = ImportedDocument(
      kind: .like, key: "rare", title: "rare", passages: [Passage(title: "", text: "rare")])
    _ = try await database.remember(
      [ImportedDocument(kind: .document, key: "a", title: "a", passages: passages)],
      origin: "t", at: StoreFixture.now)
    _ = try await database.remember([rare], origin: "t", at: StoreFixture.now)
    let texts = try await database.pendingTexts(of: [.passage], model: "it's", limit: 1_000)
    try await database.write(texts.map { vector(Int($0.id)) }, of: texts, model: "it's")
  }

  @Test func `it is built once there is enough, once, and for its model alone`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database)
      #expect(try await !database.indexVectors(of: "it's", from: count + 2))
      #expect(try await !database.indexVectors(of: "other", from: 1))
      #expect(try await database.indexVectors(of: "it's", from: count + 1))
      #expect(try await !database.indexVectors(of: "it's", from: count + 1))
      #expect(try await database.hasVectorIndex(of: "it's"))
      #expect(try await !database.hasVectorIndex(of: "other"))
    }
  }

  @Test func `one that was left half built is built anew`() async throws {
    try await TestStore.with { database, pool in
      try await fill(database)
      _ = try await database.indexVectors(of: "it's", from: 1)
      try await pool.execute(
        """
        UPDATE pg_index SET indisvalid = false
        WHERE indexrelid IN (SELECT oid FROM pg_class WHERE relname LIKE 'vectors_near%')
        """)
      #expect(try await !database.hasVectorIndex(of: "it's"))
      #expect(try await database.indexVectors(of: "it's", from: 1))
      #expect(try await database.hasVectorIndex(of: "it's"))
    }
  }

  @Test func `through it nearly all is found that comparing all finds, in the same order`()
    async throws
  {
    try await TestStore.with { database, _ in
      try await fill(database)
      _ = try await database.indexVectors(of: "it's", from: 1)
      let sample = try await database.sampleOfPassageVectors(model: "it's", count: 20, seed: 7)
      #expect(sample.count == 20)
      var found: [Int] = []
      for (passage, vector) in sample {
        let exact = try await database.nearestPassages(
          to: vector, model: "it's", count: 10, throughIndex: false)
        let indexed = try await database.nearestPassages(
          to: vector, model: "it's", count: 10, throughIndex: true)
        #expect(exact.first == passage && indexed.first == passage)
        found.append(Set(exact).intersection(indexed).count)
      }
      #expect(try #require(FoundShare(found: found, of: 10)).share > 0.95)
    }
  }

  @Test func `a filter that leaves little is answered in full`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database)
      _ = try await database.indexVectors(of: "it's", from: 1)
      var request = RecollectionRequest()
      request.filter.kinds = [.like]
      let found = try await database.recollections(
        of: RecallQuestion("something else"), near: vector(1), model: "it's", request)
      #expect(found.map(\.text) == ["rare"])
      let all = try await database.recollections(
        of: RecallQuestion("something else"), near: vector(1), model: "it's")
      #expect(all.count == 10 && all[0].id == 1)
    }
  }
}
