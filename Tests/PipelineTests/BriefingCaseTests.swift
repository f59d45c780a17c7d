// The questions of a tuning are those of a run, and do not know what they ask.

import Feed
import Foundation
import Models
import Store
import Taste
import TestSupport
import Testing

@testable import Pipeline

struct BriefingCaseTests {
  /// Answers all items: bread is wanted.
  private func answered(_ body: (Bench, BriefingCases.Found) async throws -> Void) async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      for item in try await bench.database.items(ItemQuery()) {
        let isBread = Bench.bread.contains { $0.0 == item.title }
        _ = try await bench.database.answer(
          item.id, isBread ? .keep : .skip, origin: .review,
          reason: isBread ? "bread" : nil, at: bench.now.addingTimeInterval(60))
      }
      bench.now = bench.now.addingTimeInterval(3_600)
      _ = try await bench.run()
      let cases = BriefingCases(database: bench.database, settings: bench.settings, now: bench.now)
      try await body(bench, try #require(try await cases.find()))
    }
  }

  @Test func `each answered item is a case with its kind, its source and its evidence`()
    async throws
  {
    try await answered { _, found in
      #expect(found.cases.count == 8)
      #expect(
        Set(found.cases.filter(\.isWanted).map(\.question.item.title))
          == Set(Bench.bread.map(\.0)))
      let starter = try #require(
        found.cases.first { $0.question.item.title == Bench.bread[0].0 })
      #expect(!starter.question.evidence.isEmpty)
      #expect(found.reasons.map(\.text) == ["bread", "bread"])
      #expect(Set(found.reasons.map(\.story)).isSubset(of: Set(found.cases.map(\.story))))
    }
  }

  @Test
  func
    `what the person said of an item is not in its question, and of what tells the same neither`()
    async throws
  {
    try await answered { bench, found in
      for one in found.cases {
        #expect(!one.question.evidence.contains { $0.title == one.question.item.title })
      }
      // A note that says the same word for word.
      let story = Bench.bread[0]
      try bench.write("# \(story.0)\n\(story.1)", to: "same.md")
      try await bench.remember(["same.md"])
      var later = bench
      later.now = bench.now.addingTimeInterval(3_600)
      _ = try await later.run()
      let again = try await BriefingCases(
        database: bench.database, settings: bench.settings, now: later.now
      ).find()
      let one = try #require(again?.cases.first { $0.question.item.title == story.0 })
      #expect(!one.question.evidence.contains { $0.title == story.0 || $0.text.contains(story.1) })
      #expect(!one.question.evidence.isEmpty)
    }
  }

  @Test func `before the first profile there is nothing`() async throws {
    try await Bench.with { bench in
      let cases = BriefingCases(database: bench.database, settings: bench.settings, now: bench.now)
      let found = try await cases.find()
      #expect(found == nil)
    }
  }
}
