// Digests as records: what is in one, what is for the next, and that clocks have no say in it.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct DigestRowTests {
  let now = StoreFixture.now
  let basis = DecisionBasis(hash: [1], profile: nil, model: "m")

  /// Admits and embeds items, first seen at `time`.
  private func admit(_ titles: [String], _ database: Database, at time: Date) async throws {
    let source = try await StoreFixture.sources(database, [StoreFixture.web])[0]
    _ = try await database.admit(
      titles.map { StoreFixture.item($0, $0) }, outcome: PullOutcome(source: source.id, at: time))
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "m", limit: 100)
    try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
  }

  /// Keeps whatever waits for a decision.
  private func keepAll(_ database: Database) async throws {
    let records = try await database.undecidedItems(basis, limit: 100).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(verdict: .keep, stage: .score, reason: "because"), logOdds: 1)
    }
    try await database.append(records, basis: basis, at: now)
  }

  /// Records a digest of all candidates; gives its number and their titles.
  private func digest(_ database: Database) async throws -> (number: Int64, titles: [String]) {
    try await database.atomically(.digest) { database in
      let last = try await database.newestDigest()
      let period = last.map { DigestPeriod.after(decision: $0.decidedUntil) } ?? .everything
      let items = try await database.digestCandidates(period, limit: 10)
      let number = try await database.addDigest(
        since: now, until: now, considered: 2, waiting: 1, more: 0,
        decidedUntil: try await database.newestDecision(),
        stories: items.map { DigestStory(item: $0) },
        reader: DigestReader(person: "Robin", timeZone: "GMT"))
      return (number, items.map(\.title))
    }
  }

  @Test func `an item is in one digest only`() async throws {
    try await TestStore.with { database, _ in
      try await admit(["a", "b"], database, at: now)
      try await keepAll(database)
      let first = try await database.digestCandidates(.everything, limit: 1)
      let number = try await database.addDigest(
        since: now, until: now, considered: 2, waiting: 0, more: 1, decidedUntil: 0,
        stories: first.map { DigestStory(item: $0) },
        reader: DigestReader(person: "Robin", timeZone: "GMT"))
      let left = try await database.digestCandidates(.everything, limit: 10)
      #expect(left.map(\.title) == ["b"])
      await #expect(throws: PostgresError.self) {
        _ = try await database.addDigest(
          since: now, until: now, considered: 2, waiting: 0, more: 0, decidedUntil: 0,
          stories: first.map { DigestStory(item: $0) },
          reader: DigestReader(person: "Robin", timeZone: "GMT"))
      }
      #expect(try await database.stories(ofDigest: number).map(\.item.title) == ["a"])
    }
  }

  @Test func `two at once share the items between them, and numbers have no gaps`() async throws {
    try await TestStore.with { database, _ in
      try await admit(["a", "b"], database, at: now)
      try await keepAll(database)
      async let one = digest(database)
      async let other = digest(database)
      let both = try await [one, other].sorted { $0.number < $1.number }
      #expect(both.map(\.number) == [1, 2])
      #expect(both.map { $0.titles.sorted() } == [["a", "b"], []])
    }
  }

  @Test func `a clock that was years ahead and is put right loses nothing`() async throws {
    try await TestStore.with { database, _ in
      let ahead = now.addingTimeInterval(5 * 365 * 86_400)
      try await admit(["future"], database, at: ahead)
      try await keepAll(database)
      #expect(try await digest(database).titles == ["future"])
      try await admit(["present"], database, at: now)
      try await keepAll(database)
      #expect(try await digest(database).titles == ["present"])
    }
  }

  @Test func `what waited for its decision while a digest was made is in the next one`()
    async throws
  {
    try await TestStore.with { database, _ in
      try await admit(["a"], database, at: now)
      try await keepAll(database)
      try await admit(["late"], database, at: now)
      #expect(try await digest(database).titles == ["a"])
      try await keepAll(database)
      #expect(try await digest(database).titles == ["late"])
    }
  }

  @Test func `what the person keeps is in the next digest, however old it is`() async throws {
    try await TestStore.with { database, pool in
      try await admit(["a"], database, at: now)
      let item = try #require(try await database.undecidedItems(basis, limit: 1).first)
      let waits = Decision(verdict: .review, stage: .score, reason: "borderline")
      try await database.append(
        [
          DecisionRecord(
            item: item.id, textHash: item.textHash, decision: waits, logOdds: 0)
        ], basis: basis, at: now)
      #expect(try await digest(database).titles == [])
      try await pool.execute(
        """
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, text_hash, decided_at)
        VALUES (\(item.id), \(basis.hash), 'm', 'keep', 'person', 'yes', \(item.textHash), \(now))
        """)
      #expect(try await digest(database).titles == ["a"])
    }
  }

  @Test func `a digest shows its items as they were decided then`() async throws {
    try await TestStore.with { database, pool in
      try await admit(["a"], database, at: now)
      try await keepAll(database)
      let number = try await digest(database).number
      try await pool.execute(
        """
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, text_hash, decided_at)
        SELECT item, basis, model, 'skip', 'person', 'no', text_hash, decided_at FROM decisions
        """)
      let shown = try await database.stories(ofDigest: number).map(\.item)
      #expect(shown.map(\.outcome?.verdict) == [.keep])
      let row = try #require(try await database.digest(number))
      #expect(row.considered == 2 && row.waiting == 1 && row.more == 0)
    }
  }

  @Test func `a digest without files is named until they are written`() async throws {
    try await TestStore.with { database, _ in
      try await admit(["a"], database, at: now)
      try await keepAll(database)
      let number = try await digest(database).number
      #expect(try await database.unwrittenDigests().map(\.id) == [number])
      try await database.markWritten(number, at: now)
      #expect(try await database.unwrittenDigests().isEmpty)
    }
  }

  @Test func `what is decided while a digest is chosen is for the next`() async throws {
    try await TestStore.with { database, _ in
      try await admit(["a"], database, at: now)
      try await keepAll(database)
      try await database.atomically(.digest) { digest in
        let mark = try await digest.newestDecision()
        let items = try await digest.digestCandidates(.everything, limit: 10)
        try await admit(["b"], database, at: now)
        try await keepAll(database)
        _ = try await digest.addDigest(
          since: now, until: now, considered: 1, waiting: 0, more: 0, decidedUntil: mark,
          stories: items.map { DigestStory(item: $0) },
          reader: DigestReader(person: "Robin", timeZone: "GMT"))
      }
      #expect(try await digest(database).titles == ["b"])
    }
  }
}
