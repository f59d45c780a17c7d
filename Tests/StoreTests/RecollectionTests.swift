// Search in memory: by meaning and by words, in current documents only.

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

  /// One day of a chat: a message a minute, in turns by Anna Müller and by the person.
  private func chat(_ day: Int, _ texts: [String]) -> ImportedDocument {
    ImportedDocument(
      kind: .conversation, key: "chat:\(day)", title: "kitchen", origin: "slack",
      conversation: "kitchen",
      passages: texts.enumerated().map { place, text in
        Passage(
          title: "kitchen", text: text, speaker: place.isMultiple(of: 2) ? "Anna Müller" : "Matt",
          saidAt: now.addingTimeInterval(Double(day * 86_400 + place * 60)),
          isOwn: !place.isMultiple(of: 2))
      })
  }

  /// Gives every passage that waits the axis of its number.
  private func embed(_ database: Database) async throws {
    let texts = try await database.pendingTexts(of: [.passage], model: "m", limit: 1_000)
    try await database.write(
      texts.map { StoreFixture.axis(Int($0.id - 1) % 4) }, of: texts, model: "m")
  }

  private func search(
    _ database: Database, _ question: String, near vector: Vector = StoreFixture.axis(0),
    model: String = "m", limit: Int = 10, _ narrow: (inout RecollectionRequest) -> Void = { _ in }
  ) async throws -> [Recollection] {
    var request = RecollectionRequest()
    request.limit = limit
    narrow(&request)
    return try await database.recollections(
      of: RecallQuestion(question), near: vector, model: model, request)
  }

  @Test func `nearest first, as many as were asked for, with a number from 0 to 1`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember([document("a", "one", "two", "three")], origin: "t", at: now)
      try await embed(database)
      let found = try await search(
        database, "?", near: Vector(unit: [0.6, 0.8, 0, 0]), limit: 2)
      #expect(found.map(\.text) == ["two", "one"])
      #expect(found.map { (($0.similarity ?? 0) * 10).rounded() } == [8, 6])
      #expect(found.map(\.rankByMeaning) == [1, 2] && found.map(\.rankByWords) == [nil, nil])
      #expect(found[0].title == "a – two" && found[0].key == "a" && found[0].saidAt == now)
      let opposite = try await search(database, "?", near: Vector(unit: [-1, 0, 0, 0]))
      #expect(opposite.count == 3 && opposite.last?.similarity == 0)
      #expect(try await search(database, "?", model: "n").isEmpty)
    }
  }

  @Test func `a like is found once, with the services that keep it, its author and its tags`()
    async throws
  {
    try await TestStore.with { database, _ in
      let likes = ["pocket", "pinboard"].map { origin in
        ImportedDocument(
          kind: .like, key: "\(origin):1", title: "Rye", url: "https://rye.example/a",
          origin: origin, tags: [origin == "pocket" ? "Bread" : "sour dough"],
          passages: [Passage(title: "Rye", text: origin, speaker: "Ada Lind")])
      }
      _ = try await database.remember(likes + [document("b", "rye")], origin: "t", at: now)
      try await embed(database)
      let found = try await search(database, "rye", limit: 2) {
        $0.filter.kinds = [.like, .document]
      }
      #expect(found.count == 2)
      let like = try #require(found.first { $0.kind == .like })
      #expect(Set([like.origin] + like.alsoIn) == ["pocket", "pinboard"])
      #expect(Set(like.tags) == ["Bread", "sour dough"] && like.speaker == "Ada Lind")
      let tagged = try await search(database, "rye") { $0.filter.tags = ["bread"] }
      #expect(tagged.map(\.origin) == ["pocket"])
      #expect(try await search(database, "rye") { $0.filter.speakers = ["Ada Lind"] }.count == 1)
    }
  }

  @Test func `an older version is not found`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember([document("a", "one")], origin: "t", at: now)
      try await embed(database)
      _ = try await database.remember([document("a", "two")], origin: "t", at: now)
      #expect(try await search(database, "one").isEmpty)
      #expect(try await database.pendingTextCount(of: [.passage], model: "m") == 1)
      #expect(try await database.pendingTextCount(of: [.item], model: "m") == 0)
    }
  }

  @Test func `what says the words comes first, and what has no vector is found by them`()
    async throws
  {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [document("a", "a pale crust", "a dark crust", "rye and water")], origin: "t", at: now)
      let found = try await search(database, "why are crusts pale")
      #expect(found.map(\.text) == ["a pale crust", "a dark crust"])
      #expect(found[0].matched == ["crusts", "pale"] && found[0].similarity == nil)
      try await embed(database)
      let both = try await search(database, "dark", near: StoreFixture.axis(2))
      #expect(both.map(\.text) == ["a dark crust", "rye and water", "a pale crust"])
      #expect(both[0].rankByWords == 1 && both[0].rankByMeaning != 1)
    }
  }

  @Test(arguments: [
    ("\"pale crust\"", ["the pale crust of rye"]),
    ("crust -pale", ["a dark crust, not a light one"]),
    ("crust -\"dark crust\"", ["the pale crust of rye", "a crust that is pale"]),
    ("\"of rye\"", ["the pale crust of rye"]),
    ("\"crust pale\"", []),
  ])
  func `quotes and a minus hold for both ways`(question: String, texts: [String]) async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [
          document(
            "a", "the pale crust of rye", "a crust that is pale", "a dark crust, not a light one")
        ], origin: "t", at: now)
      try await embed(database)
      #expect(Set(try await search(database, question).map(\.text)) == Set(texts))
    }
  }

  @Test(arguments: [
    ("running", "We ran, we run, we have been running all day long through the woods."),
    ("Häuser", "Das alte Haus am See ist verkauft worden, und niemand weiß, an wen."),
    ("resume", "She sent me her résumé yesterday and I have not read it yet."),
    ("cafe", "“Café” – on s’est retrouvés là où nous avions parlé la dernière fois."),
    ("京都", "来週の京都旅行を楽しみにしています。"),
    ("ёлка", "Завтра мы всей семьёй будем наряжать ёлки, приходи к нам."),
    ("елка", "Завтра мы всей семьёй будем наряжать ёлку, приходи к нам."),
  ])
  func `a word is found in the forms of its language, with marks or without`(
    word: String, text: String
  ) async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [document("a", text), document("b", "nothing of the kind")], origin: "t", at: now)
      #expect(try await search(database, word).map(\.text) == [text])
    }
  }

  @Test func `a message comes with what was said around it, over the days`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [
          chat(0, ["hello", "hi", "the oven is hot"]), chat(1, ["and the bread?", "done"]),
          document("note", "first", "second oven", "third"),
        ], origin: "t", at: now)
      let found = try await search(database, "hot oven") { $0.messagesAround = 2 }
      #expect(found.map(\.text) == ["the oven is hot", "second oven"])
      let around = found[0].neighbours
      #expect(around.map(\.offset) == [-2, -1, 1, 2])
      #expect(around.map(\.text) == ["hello", "hi", "and the bread?", "done"])
      #expect(around[1].isOwn && around[2].speaker == "Anna Müller")
      #expect(found[1].neighbours.isEmpty)
      let wide = try await search(database, "second") { $0.passagesAround = 1 }
      #expect(wide[0].neighbours.map(\.text) == ["first", "third"])
    }
  }

  @Test func `filters narrow by origin, kind, speaker and time`() async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember(
        [chat(0, ["oven one", "oven two"]), chat(5, ["oven three"]), document("n", "oven four")],
        origin: "t", at: now)
      try await embed(database)
      let texts = { (narrow: (inout RecollectionFilter) -> Void) in
        Set(
          try await search(database, "oven") { narrow(&$0.filter) }.map {
            String($0.text.dropFirst(5))
          })
      }
      #expect(try await texts { $0.origins = ["slack"] } == ["one", "two", "three"])
      #expect(try await texts { $0.kinds = [.document] } == ["four"])
      #expect(try await texts { $0.isOwn = true } == ["two"])
      #expect(try await texts { $0.speakers = ["Anna Müller"] } == ["one", "three"])
      #expect(try await texts { $0.since = now.addingTimeInterval(86_400) } == ["three"])
      #expect(try await texts { $0.until = now.addingTimeInterval(30) } == ["one", "four"])
      for name in ["anna", "MULLER", "müller anna"] {
        #expect(try await database.speakers(called: name) == ["Anna Müller"])
      }
      #expect(try await database.speakers(called: "ann").isEmpty)
      #expect(try await database.speakers().sorted() == ["Anna Müller", "Matt"])
      #expect(try await database.origins() == ["file", "slack"])
    }
  }

  @Test(arguments: ["' OR 1=1 --", "a & b | !c <-> :*", "\\ ' \" \u{0}", "-", "\"", "((("])
  func `whatever is typed can be looked for`(question: String) async throws {
    try await TestStore.with { database, _ in
      _ = try await database.remember([document("a", "plain text")], origin: "t", at: now)
      try await embed(database)
      #expect(try await search(database, question).count <= 1)
    }
  }
}
