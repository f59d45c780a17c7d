// What is chosen for a digest: two of a source first, one wild card a day, and never what was muted.

import Digest
import Feed
import Foundation
import Postgres
import Store
import Taste
import TestSupport
import Testing
import Workspace

struct DigestComposerTests {
  private let now = EditionFixture.now
  private let basis = DecisionBasis(hash: [1], profile: nil, model: "m")

  /// An item and what was decided about it.
  private struct Told {
    var title: String
    var source = "a"
    var verdict = Verdict.keep
    var probability = 0.8
    var rule: String?
  }

  /// Stores items with a direction each and decides them.
  private func tell(_ told: [Told], _ database: Database) async throws {
    let names = Set(told.map(\.source)).sorted()
    try await database.sync(names.map { Source(address: "https://\($0).example/feed") })
    let stored = try await database.stored(
      names.map { Source(address: "https://\($0).example/feed") })
    for (name, source) in zip(names, stored) {
      let items = told.filter { $0.source == name }.map {
        Item(externalID: $0.title, title: $0.title, text: "About \($0.title).")
      }
      _ = try await database.admit(items, outcome: PullOutcome(source: source.id, at: now))
    }
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "m", limit: 100)
    let vectors = texts.indices.map { index in
      Vector(unit: (0..<32).map { $0 == index % 32 ? 1 : 0 })
    }
    try await database.write(vectors, of: texts, model: "m")
    let records = try await database.undecidedItems(basis, limit: 100).compactMap { item in
      told.first { $0.title == item.item.title }.map { record(item, $0) }
    }
    try await database.append(records, basis: basis, at: now)
  }

  private func record(_ item: UndecidedItem, _ told: Told) -> DecisionRecord {
    DecisionRecord(
      item: item.id, textHash: item.textHash,
      decision: Decision(
        verdict: told.verdict, stage: told.rule == nil ? .score : .rule, reason: "because",
        probability: told.probability, uncertainty: 0.1, ruleName: told.rule),
      logOdds: Decide.logOdds(told.probability))
  }

  private func composer(
    _ database: Database, items: Int = 4, perSource: Int = 2, hasWildCard: Bool = true
  ) -> DigestComposer {
    DigestComposer(
      database: database,
      settings: DigestSettings(
        person: "Robin", items: items, timeZone: .gmt, model: "m", perSource: perSource,
        hasWildCard: hasWildCard))
  }

  @Test func `of one source two, as long as there are others`() async throws {
    try await TestStore.with { database, _ in
      let loud = (0..<6).map { Told(title: "loud \($0)", probability: 0.95) }
      try await tell(
        loud + [Told(title: "calm one", source: "b"), Told(title: "calm two", source: "b")],
        database)
      let edition = try #require(
        try await composer(database, items: 5).compose(since: nil, now: now))
      let names = edition.stories.map { $0.item.title.prefix(4) }
      #expect(names.count { $0 == "loud" } == 3 && names.count { $0 == "calm" } == 2)
      #expect(edition.more == 3)
    }
  }

  @Test func `a wild card stands last, within the number, and only once a day`() async throws {
    try await TestStore.with { database, _ in
      let kept = (0..<5).map { Told(title: "kept \($0)", source: "s\($0)") }
      let waiting = (0..<4).map {
        Told(title: "open \($0)", source: "t", verdict: .review, probability: 0.4)
      }
      try await tell(kept + waiting, database)
      let composer = composer(database)
      let edition = try #require(try await composer.compose(since: nil, now: now))
      #expect(edition.stories.map(\.isWild) == [false, false, false, true])
      #expect(edition.kept == 3 && edition.more == 2)
      let wild = try #require(edition.stories.last)
      #expect(wild.item.outcome?.verdict == .review)
      let propensity = try #require(wild.propensity)
      #expect(propensity > 0.05 && propensity <= 0.96)
      let before = now.addingTimeInterval(-3_600)
      let later = try #require(
        try await composer.compose(since: before, now: now.addingTimeInterval(600)))
      #expect(later.kept == 2 && later.stories.count == 2)
    }
  }

  @Test func `a wild card is drawn by the thresholds that tuning found`() async throws {
    try await TestStore.with { database, _ in
      try await tell(
        [Told(title: "kept"), Told(title: "open", verdict: .review, probability: 0.4)], database)
      var draft = ProfileDraft(
        parent: nil, why: "tuned", evidence: [1], model: "m", background: [])
      draft.settings.skip = 0.8
      draft.settings.keep = 0.9
      _ = try await database.addProfile(draft, at: now)
      #expect(try await database.thresholds(from: .standard) == Thresholds(skip: 0.8, keep: 0.9))
      let edition = try #require(try await composer(database).compose(since: nil, now: now))
      #expect(edition.stories.map(\.item.title) == ["kept"])
    }
  }

  @Test func `what a rule decided or moved, and what could not be wanted, is no wild card`()
    async throws
  {
    try await TestStore.with { database, pool in
      try await tell(
        [
          Told(title: "kept"), Told(title: "muted", verdict: .skip, probability: 0.5, rule: "r"),
          Told(title: "moved", verdict: .review, probability: 0.45),
          Told(title: "hopeless", verdict: .skip, probability: 0.01),
          Told(title: "old", verdict: .review, probability: 0.5),
        ], database)
      try await pool.execute(
        "UPDATE decisions SET rule = 'less' WHERE item IN (SELECT id FROM items WHERE title = 'moved')"
      )
      try await pool.execute("UPDATE items SET back_fill = true WHERE title = 'old'")
      let edition = try #require(try await composer(database).compose(since: nil, now: now))
      #expect(edition.stories.map(\.item.title) == ["kept"])
    }
  }

  @Test func `none where nobody wants one, where nothing was kept, or where there is one place`()
    async throws
  {
    try await TestStore.with { database, _ in
      let open = Told(title: "open", verdict: .review, probability: 0.4)
      try await tell([open], database)
      #expect(try await composer(database).compose(since: nil, now: now)?.number == nil)
      try await tell(
        [Told(title: "kept", source: "b"), Told(title: "also", source: "c")], database)
      let since = now.addingTimeInterval(-60)
      for composer in [composer(database, items: 1), composer(database, hasWildCard: false)] {
        let edition = try #require(try await composer.compose(since: since, now: now))
        #expect(edition.kept == 1 && edition.stories.count == 1)
      }
    }
  }

  @Test func `a digest is rendered the same from its record, whatever was decided since`()
    async throws
  {
    try await TestStore.with { database, pool in
      try await tell(
        [Told(title: "kept"), Told(title: "open", verdict: .review, probability: 0.4)], database)
      let composer = composer(database)
      let edition = try #require(try await composer.compose(since: nil, now: now))
      #expect(edition.stories.count == 2)
      try await pool.execute(
        """
        INSERT INTO decisions (item, basis, model, verdict, stage, reason, text_hash, decided_at)
        SELECT item, basis, model, 'skip', 'person', 'no', text_hash, decided_at FROM decisions
        """)
      try await pool.execute(
        "UPDATE items SET title = 'other', text = 'x', html = '<p>x', url = 'https://x.example/', author = 'x', published = now()"
      )
      try await pool.execute("UPDATE sources SET name = 'renamed', title = 'renamed'")
      let later = DigestComposer(
        database: database,
        settings: DigestSettings(
          person: "Other", items: 1, timeZone: TimeZone(secondsFromGMT: 3_600) ?? .gmt, model: "n"))
      let again = try #require(try await later.edition(edition.number))
      for format in DigestFormat.allCases {
        #expect(format.render(again) == format.render(edition))
      }
    }
  }

  @Test func `what its author took back has lost its words in old digests too`() async throws {
    try await TestStore.with { database, pool in
      try await tell([Told(title: "kept secret"), Told(title: "other", source: "b")], database)
      let edition = try #require(try await composer(database).compose(since: nil, now: now))
      // As `withdraw` does, for a post.
      try await pool.execute(
        """
        UPDATE digest_items SET told = jsonb_build_object('section', told->'section')
        WHERE item IN (SELECT id FROM items WHERE title = 'kept secret')
        """)
      try await pool.execute(
        "UPDATE items SET title = '', text = '', withdrawn_at = now() WHERE title = 'kept secret'")
      let again = try #require(try await composer(database).edition(edition.number))
      #expect(again.stories.count == edition.stories.count)
      for format in DigestFormat.allCases { #expect(!format.render(again).contains("secret")) }
    }
  }

  @Test func `a record of a later release is not guessed at`() async throws {
    try await TestStore.with { database, pool in
      try await tell([Told(title: "kept")], database)
      let edition = try #require(try await composer(database).compose(since: nil, now: now))
      try await pool.execute("UPDATE digests SET format = 99")
      await #expect(throws: DigestComposer.LaterDigest.self) {
        _ = try await composer(database).edition(edition.number)
      }
    }
  }
}
