// The stored past measured and replayed: a small store, the real queries.

import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

@testable import Tuning

struct HistoryTests {
  private func evaluate(_ database: Database) async throws -> FeedbackEvaluation.Outcome {
    try await FeedbackEvaluation(
      database: database, model: AnsweredPast.model, resampling: Resampling(rounds: 100)
    ).run(thresholds: .standard, prior: 0.3, zone: .gmt)
  }

  private func session(_ database: Database) -> TuningSession {
    TuningSession(
      database: database, model: AnsweredPast.model, thresholds: .standard, prior: 0.3, zone: .gmt,
      now: AnsweredPast.start.addingTimeInterval(40 * 86_400))
  }

  @Test func `answers are measured against what was decided before them`() async throws {
    try await TestStore.with { database, _ in
      try await AnsweredPast(database).fill(count: 120, answers: 80)
      guard case .report(let report) = try await evaluate(database) else {
        Issue.record("there is no report")
        return
      }
      #expect(report.occasions == [.doubt: 64, .check: 16])
      #expect(report.sample.basis == .bands && report.sample.decided == 120)
      #expect(report.shown.count == 80)
      #expect(try #require(report.shown.auc).value > 0.75)
      #expect(try #require(report.hindsight?.auc).value > 0.75)
      #expect(report.curve.map(\.answers) == [0, 5, 10, 20, 40])
      #expect(try #require(report.curve.last?.auc).value > 0.75)
      #expect(report.weeks.map(\.decided) == [120])
      #expect(report.decisions.kept > 0.3 && report.decisions.kept < 0.6)
      let first = FigureWords.day(report.days.lowerBound, in: .gmt)
      #expect(first == "2026-01-21" && report.days.upperBound > report.days.lowerBound)
    }
  }

  @Test func `what is measured is the same twice`() async throws {
    try await TestStore.with { database, _ in
      try await AnsweredPast(database).fill(count: 60, answers: 40)
      guard case .report(let first) = try await evaluate(database),
        case .report(let second) = try await evaluate(database)
      else {
        Issue.record("there is no report")
        return
      }
      #expect(first.row == second.row)
    }
  }

  @Test func `what is needed is said where there is nothing`() async throws {
    try await TestStore.with { database, _ in
      guard case .lack(let nothing) = try await evaluate(database) else {
        Issue.record("a report of nothing")
        return
      }
      #expect(nothing.contains("'gleaner run'"))
      try await AnsweredPast(database).fill(count: 20, answers: 6)
      guard case .lack(let few) = try await evaluate(database),
        case .lack(let tuning) = try await session(database).look(onProgress: { _, _ in })
      else {
        Issue.record("a report of six answers")
        return
      }
      #expect(few.hasPrefix("there are 6 answers in review (4 kept, 2 skipped); figures need 10"))
      #expect(tuning.hasPrefix("tuning needs 40 answers") && tuning.contains("'gleaner review'"))
    }
  }

  @Test func `thresholds that ask about everything are proposed to ask less`() async throws {
    try await TestStore.with { database, _ in
      var past = AnsweredPast(database)
      past.settings.skip = 0.02
      past.settings.keep = 0.95
      try await past.fill(count: 160, answers: 120)
      guard case .found(let report) = try await session(database).look(onProgress: { _, _ in })
      else {
        Issue.record("nothing was looked for")
        return
      }
      #expect(report.decisions == 160 && report.outcome.isTelling)
      let proposal = try #require(
        report.outcome.proposals.first { $0.change.family == .thresholds })
      #expect(try #require(proposal.gain.interval).lower > 0)
      #expect(!proposal.moves.isEmpty)
      #expect(report.lines.contains { $0.contains("keep from 0.95 →") })
      #expect(proposal.moves.prefix(5).allSatisfy { report.titles[$0.item] != nil })
    }
  }

  @Test func `nothing that was replayed is written`() async throws {
    try await TestStore.with { database, pool in
      try await AnsweredPast(database).fill(count: 60, answers: 50)
      let count = { () async throws -> [Int] in
        try await pool.query(
          "SELECT (SELECT count(*) FROM profiles) AS p, (SELECT count(*) FROM decisions) AS d"
        ).flatMap { [try $0.decode("p", as: Int.self), try $0.decode("d", as: Int.self)] }
      }
      let before = try await count()
      _ = try await session(database).look(onProgress: { _, _ in })
      _ = try await evaluate(database)
      #expect(try await count() == before)
    }
  }
}
