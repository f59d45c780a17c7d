// Decisions: the newest counts, and a new basis makes new work.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct DecisionTests {
  let now = StoreFixture.now

  /// Stores items with vectors of model `m`.
  func fill(_ database: Database, _ titles: [String]) async throws {
    let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
    _ = try await database.admit(
      titles.map { StoreFixture.item($0, $0) },
      outcome: PullOutcome(source: source.id, at: now), backFillBefore: nil)
    let texts = try await database.pendingTexts(model: "m", limit: 100)
    try await database.write(
      texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
  }

  func basis(_ byte: UInt8) -> DecisionBasis {
    DecisionBasis(hash: [byte], profile: nil, model: "m")
  }

  func decide(
    _ database: Database, _ verdict: Verdict, _ basis: DecisionBasis, logOdds: Double = 1
  ) async throws {
    let records = try await database.undecidedItems(basis, limit: 100).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(
          verdict: verdict, stage: .score, reason: "because", probability: 0.7, uncertainty: 0.1),
        logOdds: logOdds, reasons: [Reason(id: "passage:1", title: "A “note”", share: 0.5)])
    }
    try await database.append(records, basis: basis, at: now)
  }

  @Test func `an item is decided once for each basis`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database, ["a", "b"])
      #expect(try await database.undecidedCount(basis(1)) == 2)
      try await decide(database, .keep, basis(1))
      #expect(try await database.undecidedCount(basis(1)) == 0)
      #expect(try await database.undecidedCount(basis(2)) == 2)
      try await decide(database, .skip, basis(2))
      let outcomes = try await database.items(ItemQuery()).compactMap(\.outcome)
      #expect(outcomes.map(\.verdict) == [.skip, .skip])
      #expect(outcomes[0].reasons == [Reason(id: "passage:1", title: "A “note”", share: 0.5)])
      #expect(outcomes[0].probability == 0.7)
    }
  }

  @Test func `an item is in one digest only`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database, ["a", "b"])
      try await decide(database, .keep, basis(1))
      let candidates = try await database.digestCandidates(
        since: nil, until: now, withBackFill: true, limit: 10)
      #expect(candidates.count == 2)
      _ = try await database.addDigest(
        since: now, until: now, considered: 2, items: [candidates[0]])
      let left = try await database.digestCandidates(
        since: nil, until: now, withBackFill: true, limit: 10)
      #expect(left.map(\.id) == [candidates[1].id])
      await #expect(throws: PostgresError.self) {
        _ = try await database.addDigest(
          since: now, until: now, considered: 2, items: [candidates[0]])
      }
    }
  }

  @Test func `a rehearsal leaves nothing behind`() async throws {
    try await TestStore.with { database, _ in
      let seen = try await database.rehearse { rehearsal in
        try await fill(rehearsal, ["a"])
        try await decide(rehearsal, .keep, basis(1))
        return try await rehearsal.items(ItemQuery()).count
      }
      #expect(seen == 1)
      #expect(try await database.items(ItemQuery()).isEmpty)
    }
  }
}
