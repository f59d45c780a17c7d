// The river from feeds to a digest, with the real parts: PostgreSQL, the model, sockets, files.

import Digest
import Feed
import Foundation
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct PipelineRunTests {
  @Test func `what resembles the notes ranks first, and says why`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      let report = try await bench.run()
      #expect(report.added == 8 && report.decided == 8 && report.builtProfile)
      var query = ItemQuery()
      query.order = .score
      let ranked = try await bench.database.items(query)
      #expect(Set(ranked.prefix(2).map(\.title)) == Set(Bench.bread.map(\.0)))
      let reasons = try #require(ranked[0].outcome).reasons
      #expect(
        reasons.contains { $0.share > 0 && ["Sourdough", "Rye bread", "Oven"].contains($0.title) })
    }
  }

  @Test func `a second run with nothing new parses, embeds and writes nothing`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      bench.now.addTimeInterval(3_600)
      let again = try await bench.run()
      #expect(again.isQuiet && again.unchanged == 1)
      #expect(again.edition == nil)
    }
  }

  @Test func `other ids and counters cost no embedding and no decision, another text costs both`()
    async throws
  {
    try await Bench.with { bench in
      let feed = Bench.feed(Bench.other + Bench.bread)
      try bench.write(feed, to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      let churned = feed.replacing("<guid>", with: "<guid>urn:new:")
        .replacing("</description>", with: " (12 comments, 3 hours ago)</description>")
      try bench.write(churned, to: "feeds/one.xml")
      let again = try await bench.run()
      #expect(again.parsed == 1 && again.added + again.changed + again.refreshed == 0)
      #expect(again.embedded + again.decided + again.duplicates == 0)
      let other = churned.replacing(
        Bench.bread[0].1, with: "A recipe for soup with beans and leek.")
      try bench.write(other, to: "feeds/one.xml")
      let third = try await bench.run()
      #expect(third.added == 0 && third.changed == 1)
      #expect(third.embedded == 1 && third.decided == 1)
    }
  }

  @Test func `a story that two feeds tell is one candidate`() async throws {
    try await Bench.with { bench in
      let sentences = (0..<12).map {
        "Sentence \($0.description) says the \($0)th thing about rivers."
      }
      let cut = sentences.prefix(6).joined(separator: " ") + " […]"
      bench.sources.append(Source(address: "feeds/two.xml", name: "Two"))
      try bench.write(
        Bench.feed([("A dam breaks in the north", sentences.joined(separator: " "))]),
        to: "feeds/one.xml")
      let teaser = Bench.feed([("A dam breaks in the north", cut)])
        .replacing("example.org/", with: "example.net/")
      try bench.write(teaser, to: "feeds/two.xml")
      let report = try await bench.run(until: .admit)
      #expect(report.added == 2 && report.duplicates == 1)
      let shown = try await bench.database.items(ItemQuery())
      #expect(try await bench.database.alsoIn(shown.map(\.id)).values.first == ["Two"])
    }
  }

  @Test func `a new item costs one item, and an answer makes a new profile`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other), to: "feeds/one.xml")
      try await bench.rememberBread()
      let first = try await bench.run()
      try bench.write(Bench.feed(Bench.other + [Bench.bread[0]]), to: "feeds/one.xml")
      let second = try await bench.run()
      #expect(second.added == 1 && second.embedded == 1 && second.decided == 1)
      #expect(second.profile == first.profile && !second.builtProfile)
      try bench.write(
        "# Flour\nSpelt and rye behave unlike wheat in a long fermentation.", to: "note9.md")
      bench = try await remembering("note9.md", on: bench)
      let third = try await bench.run()
      #expect(third.builtProfile && third.decided == 7)
    }
  }

  private func remembering(_ name: String, on bench: Bench) async throws -> Bench {
    _ = try await bench.database.remember(
      [
        ImportedDocument(
          kind: .document, key: name, title: "Flour",
          passages: [Passage(title: "Flour", text: "Spelt and rye behave unlike wheat.")])
      ], origin: "test", at: bench.now)
    return bench
  }

  @Test func `without any evidence everything waits for review, and rules still decide`()
    async throws
  {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other), to: "feeds/one.xml")
      var condition = RuleCondition()
      condition.terms = ["striker"]
      bench.rules = [Rule(name: "no football", when: condition, effect: .mute)]
      let report = try await bench.run()
      #expect(report.profile == nil)
      #expect(report.verdicts == [.review: 5, .skip: 1])
    }
  }

  @Test func `a changed rule decides everything anew`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      var condition = RuleCondition()
      condition.terms = ["parking"]
      bench.rules = [Rule(name: "parking", when: condition, effect: .keep)]
      let report = try await bench.run()
      #expect(report.decided == 6 && report.embedded == 0)
      var kept = ItemQuery()
      kept.verdicts = [.keep]
      let ruled = try await bench.database.items(kept).filter { $0.outcome?.rule == "parking" }
      #expect(ruled.map(\.title) == ["Council argues about parking"])
    }
  }

  @Test func `a rehearsal shows the digest and leaves no trace`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      let rehearsal = try await bench.rehearse()
      #expect(rehearsal.added == 8 && rehearsal.decided == 8)
      #expect(try await bench.database.items(ItemQuery()).isEmpty)
      let real = try await bench.run()
      #expect(real.added == 8)
      let titles = { (report: RunReport) in report.edition?.stories.map(\.item.title) ?? [] }
      #expect(titles(real) == titles(rehearsal))
    }
  }

  @Test(arguments: PipelineStage.allCases)
  func `it stops after the stage that was named, and goes on there`(stage: PipelineStage)
    async throws
  {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      let report = try await bench.run(until: stage)
      #expect((report.added == 2) == (stage >= .admit))
      #expect((report.embedded > 0) == (stage >= .embed))
      #expect((report.decided == 2) == (stage >= .decide))
      let rest = try await bench.run()
      #expect(report.added + rest.added == 2 && report.decided + rest.decided == 2)
    }
  }

  @Test func `a broken source is named with its cause, and the others go on`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.bread), to: "feeds/one.xml")
      try bench.write("<html><body><form>Sign in</form></body></html>", to: "feeds/page.xml")
      try bench.write(String(Bench.feed(Bench.other).dropLast(60)), to: "feeds/cut.xml")
      bench.sources = ["one", "page", "cut", "missing"].map { Source(address: "feeds/\($0).xml") }
      let failures = Mutex<[String: String]>([:])
      let report = try await bench.run { event in
        if case .sourceFailed(let source, let why, _) = event {
          failures.withLock { $0[source] = why }
        }
      }
      let named = failures.withLock { $0 }
      #expect(Set(named.keys) == ["feeds/page.xml", "feeds/cut.xml", "feeds/missing.xml"])
      #expect(report.failed == 3 && report.added >= 2 + 5)
      let again = try await bench.run()
      #expect(again.failed == 3 && again.parsed == 0)
    }
  }

  @Test func `what the database refuses is the fault of its source alone`() async throws {
    try await Bench.with { bench in
      let title = Bench.bread[0].0
      try await bench.pool.execute("ALTER TABLE items ADD CHECK (title NOT LIKE 'Poison%')")
      try bench.write(Bench.feed([("Poison", "for any table")]), to: "feeds/bad.xml")
      try bench.write(Bench.feed(Bench.bread), to: "feeds/one.xml")
      bench.sources = ["bad", "one"].map { Source(address: "feeds/\($0).xml") }
      for report in [try await bench.run(), try await bench.rehearse()] {
        #expect(report.failed == 1 && report.sources == 2)
      }
      let items = try await bench.database.items(ItemQuery())
      #expect(items.contains { $0.title == title } && items.count == Bench.bread.count)
      #expect(
        try await bench.database.stored(bench.sources)[0].error?.contains("cannot be stored")
          == true)
    }
  }

  @Test func `two runs at once are one run`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      let both = try await withThrowingTaskGroup(of: RunReport.self) { [bench] group in
        for _ in 0..<2 { group.addTask { try await bench.run() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(both.map(\.added).sorted() == [0, 8] && both.map(\.decided).sorted() == [0, 8])
      #expect(both.filter { $0.edition != nil }.count == 1)
    }
  }

  @Test func `a clock that jumps ahead and back loses no item and shows none twice`() async throws {
    try await Bench.with { bench in
      try await bench.rememberBread()
      var condition = RuleCondition()
      condition.terms = ["the"]
      bench.rules = [Rule(name: "all", when: condition, effect: .keep)]
      var shown: [String] = []
      let present = bench.now
      for (index, offset) in [0, 5 * 365 * 86_400.0, 86_400, -86_400].enumerated() {
        try bench.write(Bench.feed([Bench.other[index]]), to: "feeds/\(index).xml")
        bench.sources = (0...index).map { Source(address: "feeds/\($0).xml") }
        bench.now = present.addingTimeInterval(offset)
        let stories = try await bench.run().edition?.stories ?? []
        shown += stories.map { $0.item.title }
      }
      #expect(shown == Bench.other.prefix(4).map(\.0))
    }
  }
}
