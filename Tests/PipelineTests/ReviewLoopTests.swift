// The loop closed: what the person answers today changes what comes tomorrow.

import Feed
import Foundation
import Pipeline
import Store
import Taste
import Testing

struct ReviewLoopTests {
  private static let football = [
    ("Striker signs for Rovers", "The football club paid a record fee for the young forward."),
    ("Goalkeeper saves two penalties", "The football match went to extra time after a late goal."),
    ("Coach leaves the league leaders", "The football club looks for a new manager after defeat."),
  ]
  private static let nextFootball = (
    "Derby ends without a goal", "The football match between the two city clubs was a quiet one."
  )

  private func desk(_ bench: Bench) -> ReviewDesk {
    ReviewDesk(
      database: bench.database, thresholds: .standard, model: "all-MiniLM-L6-v2", now: bench.now)
  }

  private func items(_ bench: Bench) async throws -> [String: DecidedItem] {
    let items = try await bench.database.items(ItemQuery())
    return Dictionary(uniqueKeysWithValues: items.map { ($0.title, $0) })
  }

  /// Items nobody knows anything of; the titles of `kept` are kept, those of `skipped` skipped.
  private func answered(
    _ bench: inout Bench, keep: [String], skip: [String]
  ) async throws {
    let stories = Self.football + Bench.bread + Array(Bench.other.dropFirst())
    try bench.write(Bench.feed(stories), to: "feeds/one.xml")
    _ = try await bench.run()
    let items = try await items(bench)
    let asked = try await desk(bench).batch(limit: 50)
    #expect(asked.waiting == items.count && asked.cases.count == items.count)
    for (titles, verdict) in [(keep, ItemAnswer.keep), (skip, .skip)] {
      for title in titles {
        _ = try await desk(bench).answer(try #require(items[title]).id, verdict, reason: nil)
      }
    }
    bench.now.addTimeInterval(86_400)
    try bench.write(
      Bench.feed(
        stories + [Self.nextFootball, ("Soda bread in an hour", "A quick loaf of bread.")]),
      to: "feeds/one.xml")
  }

  @Test(arguments: [true, false])
  func `what resembles a kept item rises, and what resembles a skipped one falls`(
    wantsFootball: Bool
  ) async throws {
    try await Bench.with { bench in
      let football = Self.football.map(\.0)
      let bread = Bench.bread.map(\.0)
      try await answered(
        &bench, keep: wantsFootball ? football : bread, skip: wantsFootball ? bread : football)
      let report = try await bench.run()
      #expect(report.builtProfile && report.decided > 0)
      let items = try await items(bench)
      let match = try #require(items[Self.nextFootball.0]?.outcome?.probability)
      let loaf = try #require(items["Soda bread in an hour"]?.outcome?.probability)
      #expect(wantsFootball ? match > 2 * loaf : loaf > 2 * match)
      for title in football + bread {
        #expect(items[title]?.outcome?.stage == .person)
      }
    }
  }

  @Test func `what was undone teaches nothing, and the item is decided again`() async throws {
    try await Bench.with { bench in
      try await answered(&bench, keep: [Bench.bread[0].0], skip: [])
      let loaf = try #require(try await items(bench)[Bench.bread[0].0])
      _ = try await desk(bench).undo(loaf.id)
      let report = try await bench.run()
      #expect(report.profile == nil)
      #expect(try await items(bench)[Bench.bread[0].0]?.outcome?.stage == .score)
    }
  }

  @Test func `how an item was asked about is kept with the answer`() async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.other + Bench.bread), to: "feeds/one.xml")
      try await bench.rememberBread()
      _ = try await bench.run()
      let asked = try await desk(bench).batch(limit: 50).cases
      #expect(
        asked.contains { $0.purpose == .check } && asked.contains { $0.purpose == .borderline })
      for question in asked {
        let questions = try await bench.database.reviewQuestions(
          at: bench.now, age: 86_400, limit: 50)
        let purpose = ReviewQueue.purpose(of: question.item.id, among: questions)
        // What is decided and no check counts as asked only while it is among the first questions.
        let isWaiting = question.item.outcome?.verdict == .review
        #expect(purpose == (isWaiting || question.purpose == .check ? question.purpose : nil))
      }
    }
  }
}
