// Memory: versions, and labels that stand beside them.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct MemoryRowTests {
  let now = StoreFixture.now

  func document(_ key: String, _ text: String, _ kind: DocumentKind = .document) -> ImportedDocument
  {
    ImportedDocument(
      kind: kind, key: key, title: key, passages: [Passage(title: key, text: text)])
  }

  @Test func `importing again adds nothing, a change makes a new version`() async throws {
    try await TestStore.with { database, pool in
      let first = try await database.remember([document("a", "one")], origin: "t", at: now)
      let again = try await database.remember([document("a", "one")], origin: "t", at: now)
      let changed = try await database.remember([document("a", "two")], origin: "t", at: now)
      #expect(first.added == 1 && again.unchanged == 1 && changed.changed == 1)
      let rows = try await pool.query("SELECT version FROM documents ORDER BY version")
      #expect(try rows.map { try $0.decode("version", as: Int.self) } == [1, 2])
      #expect(try await database.documentCount(.document) == 1)
    }
  }

  @Test func `of two records with one key the last counts`() async throws {
    try await TestStore.with { database, _ in
      let count = try await database.remember(
        [document("a", "one", .like), document("a", "two", .like)], origin: "t", at: now)
      #expect(count.added == 1)
      let texts = try await database.pendingTexts(model: "m", limit: 10).map(\.text)
      #expect(texts == ["a\ntwo"])
    }
  }

  @Test func `a like is evidence with its label, a document without`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [document("a", "one"), document("b", "two", .like)], origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(
        texts.indices.map(StoreFixture.axis), of: texts, model: "m")
      #expect(try await database.pendingTextCount(model: "m") == 0)
      let evidence = try await database.evidence(model: "m")
      #expect(evidence.map(\.label) == [nil, "like"])
      #expect(evidence.map(\.vector) == [StoreFixture.axis(0), StoreFixture.axis(1)])
      #expect(try await database.evidence(model: "another").isEmpty)
    }
  }

  @Test func `a like that was taken back is no evidence, and no note either`() async throws {
    try await TestStore.with { database, pool in
      _ = try await database.remember([document("a", "one", .like)], origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(texts.indices.map(StoreFixture.axis), of: texts, model: "m")
      try await pool.execute(
        """
        INSERT INTO feedback (document, label, origin, given_at, withdraws)
        SELECT document, 'withdrawn', 't', \(now), id FROM feedback
        """)
      #expect(try await database.evidence(model: "m").isEmpty)
    }
  }

  private func like(
    _ key: String, _ origin: String, _ label: String, day: Double, url: String? = nil,
    title: String = "Rye", text: String = "", author: String? = nil, tags: [String] = []
  ) -> ImportedDocument {
    ImportedDocument(
      kind: .like, key: key, title: title, url: url,
      writtenAt: now.addingTimeInterval(day * 86_400),
      origin: origin, label: label, tags: tags,
      passages: [Passage(title: title, text: text, speaker: author)])
  }

  @Test func `a like that is kept in two services is evidence once, the strongest and newest`()
    async throws
  {
    try await TestStore.with { database, pool in
      let page = "https://rye.example/starter"
      let likes = [
        like("pocket:1", "pocket", "save", day: 9, url: page + "/"),
        like("pinboard:1", "pinboard", "bookmark", day: 1, url: page, title: "Rye, again"),
        like("raindrop:1", "raindrop", "bookmark", day: 2, url: "http://www.rye.example/starter"),
        like("x:1", "x", "like", day: 3, title: "", text: "Loaves"),
        like(
          "mastodon:1", "mastodon", "repost", day: 4, url: "https://m.example/1", title: "",
          text: "Loaves"),
        like("pocket:2", "pocket", "save", day: 5, url: "https://a.example/1", title: "Home"),
        like("pocket:3", "pocket", "save", day: 6, url: "https://b.example/1", title: "Home"),
      ]
      _ = try await database.remember(likes, origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 100)
      try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      let evidence = try await database.evidence(model: "m")
      let days = evidence.map { ($0.at.map { $0.timeIntervalSince(now) / 86_400 } ?? 0).rounded() }
      #expect(
        days == [2, 4, 5, 6] && evidence.map(\.label) == ["bookmark", "repost", "save", "save"])
      #expect(try await database.decisionCounts().likes == 7)
      let notes = try await database.likeNotes(of: evidence.map(\.key) + ["item:1", "passage:99"])
      let origins = evidence.map { notes[$0.key]?.origins ?? [] }
      #expect(
        origins.map(Set.init) == [
          ["raindrop", "pinboard", "pocket"], ["mastodon", "x"], ["pocket"], ["pocket"],
        ])
      let mark = try await database.evidenceMark()
      #expect(try await database.evidence(model: "m", until: mark) == evidence)
    }
  }

  @Test func `the newest decision comes last, whatever its number`() async throws {
    try await TestStore.with { database, _ in
      let days: [Double] = [5, 9, 1, 7]
      let likes = days.map { like("x:\($0)", "x", "like", day: $0, text: "about \($0)") }
      _ = try await database.remember(likes + [document("a", "one")], origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 100)
      try await database.write(texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      let evidence = try await database.evidence(model: "m")
      #expect(evidence.map(\.text) == ["one", "about 1.0", "about 5.0", "about 7.0", "about 9.0"])
    }
  }

  @Test func `author and tags of a like are kept, and an export that tells them adds them`()
    async throws
  {
    try await TestStore.with { database, pool in
      let bare = like("pocket:1", "pocket", "save", day: 1)
      let whole = like("pocket:1", "pocket", "save", day: 1, author: "Ada", tags: ["bread", "Rye"])
      _ = try await database.remember([bare], origin: "t", at: now)
      #expect(try await database.remember([whole], origin: "t", at: now).changed == 1)
      #expect(try await database.remember([whole], origin: "t", at: now).unchanged == 1)
      #expect(Set(try await database.likeTags()) == ["bread", "Rye"])
      #expect(try await database.speakers(called: "ada") == ["Ada"])
    }
  }

  @Test func `of a large memory the newest decisions are evidence, and as much of each other kind`()
    async throws
  {
    try await TestStore.with { database, _ in
      let notes = (1...9).map { document("note \($0)", "note \($0)") }
      let likes = (1...9).map {
        like("like \($0)", "jsonl", "like", day: -Double($0), text: "\($0)")
      }
      var talk = day()
      talk.passages = (1...9).map {
        Passage(title: "", text: "kitchen thermometer fermentation starter \($0)", isOwn: true)
      }
      for some in [notes, likes, [talk]] {
        _ = try await database.remember(some, origin: "t", at: now)
      }
      let texts = try await database.pendingTexts(model: "m", limit: 100)
      try await database.write(
        texts.map { _ in StoreFixture.axis(0) }, of: texts, model: "m")
      let some = try await database.evidence(model: "m", most: 4)
      let counts = Dictionary(grouping: some) { $0.label ?? "" }.mapValues(\.count)
      #expect(counts == ["": 4, "message": 4, "like": 4])
      #expect(some.filter { $0.label == "like" }.map(\.text) == ["4", "3", "2", "1"])
      let mark = try await database.evidenceMark()
      #expect(try await database.evidence(model: "m", until: mark, most: 4) == some)
      #expect(try await database.evidence(model: "m").count == 27)
    }
  }

  func day(_ said: (String, Bool)...) -> ImportedDocument {
    ImportedDocument(
      kind: .conversation, key: "slack:C1/2026-01-05", title: "#bread", origin: "slack",
      conversation: "slack:C1",
      passages: said.enumerated().map { index, line in
        Passage(
          title: "", text: line.0, speaker: line.1 ? "Robin" : "Ada",
          saidAt: now.addingTimeInterval(Double(index) + 0.123_457), isOwn: line.1)
      })
  }

  @Test func `of a conversation only what the person said, and meant, is evidence`() async throws {
    try await TestStore.with { database, _ in
      let talk = day(
        ("Rye starter wants warmer water than wheat does", false), ("ok thanks", true),
        ("Then my kitchen thermometer lies about fermentation", true))
      _ = try await database.remember([talk], origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(texts.indices.map(StoreFixture.axis), of: texts, model: "m")
      let evidence = try await database.evidence(model: "m")
      #expect(evidence.map(\.label) == ["message"])
      #expect(evidence.map(\.vector) == [StoreFixture.axis(2)])
      #expect(evidence.first?.at.map { $0.timeIntervalSince(now).rounded() } == 2)
    }
  }

  @Test func `what a longer day repeats keeps its vectors`() async throws {
    try await TestStore.with { database, pool in
      _ = try await database.remember([day(("one", true), ("two", true))], origin: "t", at: now)
      let texts = try await database.pendingTexts(model: "m", limit: 10)
      try await database.write(texts.indices.map(StoreFixture.axis), of: texts, model: "m")
      let longer = day(("one", true), ("two", true), ("one", true), ("three", true))
      #expect(try await database.remember([longer], origin: "t", at: now).changed == 1)
      let left = try await database.pendingTexts(model: "m", limit: 10).map(\.text)
      #expect(left == ["three"])
      #expect(try await database.passageVectorCount(model: "m") == 3)
      let kept = try await pool.query("SELECT count(*) AS n FROM vectors")
      #expect(try kept.first?.decode("n", as: Int.self) == 5)
      #expect(try await database.remember([longer], origin: "t", at: now).unchanged == 1)
    }
  }

  @Test func `a shorter export of a day takes nothing away`() async throws {
    try await TestStore.with { database, _ in
      let whole = day(("one", true), ("two", false), ("three", true))
      var part = whole
      part.passages.removeFirst()
      _ = try await database.remember([whole], origin: "t", at: now)
      #expect(try await database.remember([part], origin: "t", at: now).unchanged == 1)
      part.passages[0].text = "two, edited"
      #expect(try await database.remember([part], origin: "t", at: now).changed == 1)
      let texts = try await database.pendingTexts(model: "m", limit: 10).map(\.text)
      #expect(texts == ["one", "two", "two, edited", "three"])
    }
  }

  @Test func `who the person is may be said later, and all stays once`() async throws {
    try await TestStore.with { database, pool in
      let strange = day(("one", false), ("two", false))
      _ = try await database.remember([strange], origin: "t", at: now)
      var known = strange
      known.passages[0].isOwn = true
      #expect(try await database.remember([known], origin: "t", at: now).changed == 1)
      #expect(try await database.remember([known], origin: "t", at: now).unchanged == 1)
      let rows = try await pool.query(
        """
        SELECT count(*) AS n, count(*) FILTER (WHERE own) AS own
        FROM passages p JOIN documents d ON d.id = p.document WHERE d.replaced_at IS NULL
        """)
      #expect(try rows.first?.decode("n", as: Int.self) == 2)
      #expect(try rows.first?.decode("own", as: Int.self) == 1)
    }
  }

  @Test func `the person's names are kept, added to and taken back`() async throws {
    try await TestStore.with { database, _ in
      try await database.setOwnNames(adding: ["Robin", "U123", "Robin"], removing: [], at: now)
      try await database.setOwnNames(adding: ["robin@example.org"], removing: ["u123"], at: now)
      #expect(try await database.ownNames() == ["Robin", "robin@example.org"])
    }
  }
}
