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
  static let reason = Reason(
    id: "passage:1", title: "A “note”", share: 0.5, evidence: "document", at: StoreFixture.now,
    count: 3, words: ["rye", "starter"], without: -0.25)

  /// Stores items with vectors of model `m`.
  func fill(_ database: Database, _ titles: [String]) async throws {
    let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
    _ = try await database.admit(
      titles.map { StoreFixture.item($0, $0) },
      outcome: PullOutcome(source: source.id, at: now))
    _ = try await database.markDuplicates()
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
        logOdds: logOdds, rationale: Rationale(reasons: [Self.reason]))
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
      #expect(outcomes[0].reasons == [Self.reason])
      #expect(outcomes[0].probability == 0.7)
    }
  }

  @Test func `what was decided in the meantime is not decided twice, nor over the person`()
    async throws
  {
    try await TestStore.with { database, pool in
      try await fill(database, ["a", "b"])
      let items = try await database.undecidedItems(basis(1), limit: 100)
      let records = items.map {
        DecisionRecord(
          item: $0.id, textHash: $0.textHash,
          decision: Decision(verdict: .keep, stage: .score, reason: "because"), logOdds: 1)
      }
      try await pool.execute(
        """
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, text_hash, decided_at)
        VALUES (\(items[0].id), \([UInt8](basis(9).hash)), 'm', 'skip', 'person', 'no', \(items[0].textHash), \(now))
        """)
      try await database.append(records, basis: basis(1), at: now)
      try await database.append(records, basis: basis(1), at: now)
      let rows = try await pool.query("SELECT item, stage FROM decisions ORDER BY item, id")
      #expect(try rows.map { try $0.decode("stage", as: String.self) } == ["person", "score"])
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

  @Test func `old news keeps its decision, unless its text changes`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database, ["a", "b"])
      try await decide(database, .keep, basis(1))
      let later = DecisionBasis(
        hash: [2], profile: nil, model: "m", horizon: now.addingTimeInterval(1))
      #expect(try await database.undecidedCount(later) == 0)
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      _ = try await database.admit(
        [StoreFixture.item("a", "a, corrected")], outcome: PullOutcome(source: source.id, at: now))
      // The vector is still that of the text before.
      #expect(try await database.undecidedCount(later) == 0)
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      #expect(try await database.undecidedCount(later) == 1)
    }
  }

  @Test func `traits are stored, and counts are those of the last pull`() async throws {
    try await TestStore.with { database, _ in
      let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
      let outcome = PullOutcome(source: source.id, at: now)
      var item = StoreFixture.item("a", "a")
      item.traits = [.link, .audio]
      item.engagement = Engagement(likes: 1, comments: 2)
      _ = try await database.admit([item, StoreFixture.item("b", "b")], outcome: outcome)
      _ = try await database.markDuplicates()
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      func stored() async throws -> [Item] {
        try await database.undecidedItems(basis(1), limit: 10).map(\.item)
      }
      #expect(try await stored().map(\.traits) == [[.link, .audio], []])
      #expect(try await stored().map(\.engagement) == [item.engagement, Engagement()])
      item.engagement = Engagement(likes: 5, boosts: 1)
      let count = try await database.admit([item], outcome: outcome)
      #expect(count == AdmissionCount())
      #expect(try await stored()[0].engagement == item.engagement)
    }
  }

  @Test func `the past is told with its score alone, newest first`() async throws {
    try await TestStore.with { database, _ in
      try await fill(database, ["a", "b"])
      var rationale = Rationale()
      rationale.rules = [
        FiredRule(name: "up", effect: "boost", by: 1.5), FiredRule(name: "m", effect: "mute"),
      ]
      let undecided = try await database.undecidedItems(basis(1), limit: 100)
      let records = undecided.enumerated().map { index, item in
        DecisionRecord(
          item: item.id, textHash: item.textHash,
          decision: Decision(verdict: .skip, stage: .rule, reason: "because", probability: 0.7),
          logOdds: index == 0 ? 2 : nil, rationale: rationale)
      }
      try await database.append(records, basis: basis(1), at: now)
      let since = now.addingTimeInterval(-60)
      let past = try await database.pastDecisions(since: since, limit: 10)
      #expect(past.map(\.facts.title) == ["b", "a"])
      #expect(past.map(\.logOdds) == [nil, 0.5])
      #expect(past.map(\.verdict) == [.skip, .skip] && past.allSatisfy { !$0.isPersons })
      #expect(past[0].facts.sourceTags == ["a", "b"] && past[0].facts.kinds == [.feed])
      #expect(past[0].at == now)
      #expect(try await database.pastDecisions(since: since, limit: 1).count == 1)
      #expect(try await database.pastDecisions(since: now, limit: 10).isEmpty)
      _ = try await database.answer(
        past[0].id, .keep, origin: .review, reason: nil, at: now.addingTimeInterval(60))
      let answered = try await database.pastDecisions(since: since, limit: 10)
      #expect(answered.map(\.isPersons) == [true, false] && answered[0].verdict == .keep)
    }
  }
}
