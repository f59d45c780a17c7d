// The judge in a run: asked where a rule wants it or its answer may matter, within the budget, and never twice.

import Feed
import Foundation
import Models
import Pipeline
import Postgres
import Service
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct JudgeStageTests {
  /// The outcome of the story about the starter.
  private func starter(_ bench: Bench) async throws -> DecidedItem.Outcome {
    let items = try await bench.database.items(ItemQuery())
    return try #require(items.first { $0.title == Bench.bread[0].0 }?.outcome)
  }

  @Test func `an answer decides with the score, and is found again`() async throws {
    try await JudgeBench.with { bench, server in
      let report = try await bench.run(until: .decide)
      let asked = report.judge.asked
      #expect(asked >= 2 && report.judge.failed + report.judge.skipped == 0)
      #expect(server.requests.count == asked && server.mostAtOnce <= 4)
      #expect(abs(report.judge.cost - Double(asked) * 0.0011) < 1e-9)
      let outcome = try await starter(bench)
      #expect(outcome.stage == .judge && outcome.reason == #"it says "rye" and "flour""#)
      let note = try #require(outcome.rationale.judge)
      #expect(note.verdict == "keep" && note.confidence == 83 && note.model == "tiny-1")
      #expect(abs(note.shift) <= 1.5)
      let again = try await bench.run(until: .decide)
      #expect(again.judge.asked == 0 && server.requests.count == asked)
      // All is decided anew, and what was answered is not asked.
      bench.thresholds = try #require(Thresholds(skip: 0.24, keep: 0.6))
      let anew = try await bench.run(until: .decide)
      #expect(anew.judge.cached >= 2)
      #expect(try await starter(bench).stage == .judge)
    }
  }

  @Test func `the judge is told what is in use`() async throws {
    try await JudgeBench.with { bench, server in
      let figures = """
        {"origin":"o","train":1,"validation":2,"gate":3,"validationGain":0,"validationGainBefore":0,"gain":0,
        "before":{"gain":0},"after":{"gain":0},"isWorseCalibrated":false,"isGivenUp":false}
        """
      let briefing = JudgeBriefing(
        guidance: "Loaves before all.",
        examples: [
          .init(item: JudgeItem(title: "An old loaf", text: ""), verdict: .keep, confidence: 77)
        ])
      let id = try await bench.database.addBriefing(
        JudgeBriefingDraft(
          parent: nil, briefing: briefing,
          figures: try JSONDecoder().decode(BriefingFigures.self, from: Data(figures.utf8)),
          isAccepted: true, models: "a/tiny", calls: 1, cost: 0), at: bench.now)
      #expect(try await bench.database.useBriefing(id, insteadOf: nil, at: bench.now))
      #expect(try await bench.run(until: .decide).judge.asked >= 2)
      for request in server.requests {
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(body.contains("Loaves before all.") && body.contains("An old loaf"))
      }
      let rows = try await bench.pool.query("SELECT DISTINCT version FROM judgements")
      #expect(
        try rows.map { try $0.decode("version", as: String.self) }
          == [JudgeQuestion.version(of: briefing)])
    }
  }

  @Test func `a rehearsal asks nothing`() async throws {
    try await JudgeBench.with { bench, server in
      let report = try await bench.rehearse()
      #expect(report.judge.asked == 0 && report.judge.skipped >= 2)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `without a model the item waits, and its reason says so`() async throws {
    try await JudgeBench.with { bench, server in
      bench.judge = JudgeOrder()
      let report = try await bench.run()
      #expect(report.judge == JudgeReport() && server.requests.isEmpty)
      let outcome = try await starter(bench)
      #expect(outcome.verdict == .review && outcome.stage == .rule)
      #expect(outcome.reason.hasSuffix("; no language model is configured"))
    }
  }

  @Test func `with a budget of nothing nobody is asked, and later somebody is`() async throws {
    try await JudgeBench.with { bench, server in
      bench.judge = JudgeBench.order(server, budget: Budget(perDay: 0))
      _ = try await bench.run()
      let outcome = try await starter(bench)
      #expect(outcome.verdict == .review && server.requests.isEmpty)
      #expect(outcome.reason.hasSuffix("; the budget per day is 0, so nothing is asked"))
      bench.judge = JudgeBench.order(server)
      #expect(try await bench.run(until: .decide).judge.asked >= 2)
      #expect(try await starter(bench).stage == .judge)
    }
  }

  @Test func `where the budget ends the rest waits with that reason`() async throws {
    try await JudgeBench.with { bench, server in
      bench.judge = JudgeBench.order(
        server, budget: Budget(perRun: 0.000_5, perDay: 1, perMonth: 1))
      let report = try await bench.run()
      #expect(report.judge.skipped >= 2 && server.requests.isEmpty)
      let outcome = try await starter(bench)
      #expect(outcome.verdict == .review && outcome.reason.contains("the budget per run is spent"))
    }
  }

  @Test func `more questions than may be asked are left for the next run`() async throws {
    try await JudgeBench.with { bench, server in
      bench.judge = JudgeBench.order(
        server, budget: Budget(perRun: 1, perDay: 1, perMonth: 1, questions: 1))
      let first = try await bench.run(until: .decide)
      #expect(first.judge.asked == 1 && first.judge.skipped >= 1)
      #expect(try await bench.run(until: .decide).judge.asked == 1)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `what no rule wants is asked about up to a share of what came in`() async throws {
    try await JudgeBench.with { bench, server in
      bench.rules = []
      bench.thresholds = try #require(Thresholds(skip: 0.2, keep: 0.8))
      bench.judge.settings = JudgeSettings(influence: 5, share: 0.125)
      let first = try await bench.run(until: .decide)
      #expect(first.decided == 8 && first.judge.asked == 1 && first.judge.skipped == 0)
      #expect(try await bench.run(until: .decide).judge.asked == 0)
      bench.judge.settings.share = 0.25
      #expect(try await bench.run(until: .decide).judge.asked == 1)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `a run whose providers are all down ends well, and the next one asks`() async throws {
    let isDown = Mutex(true)
    try await JudgeBench.with {
      isDown.withLock { $0 } ? .answer(402) : JudgeBench.answer(JudgeBench.good)
    } _: {
      bench, server in
      let report = try await bench.run()
      #expect(report.judge.asked == 0 && report.judge.failed >= 1)
      #expect(report.decided == 8)
      #expect(try await starter(bench).verdict == .review)
      isDown.withLock { $0 = false }
      #expect(try await bench.run(until: .decide).judge.asked >= 2)
      #expect(try await starter(bench).stage == .judge)
    }
  }

  @Test func `an answer that is none is asked for once more, and then left to the person`()
    async throws
  {
    try await JudgeBench.with {
      JudgeBench.answer(#"{"reason":"","verdict":"keep","confidence":900,"topics":[]}"#)
    } _: {
      bench, server in
      let report = try await bench.run(until: .decide)
      #expect(report.judge.asked == 0 && report.judge.failed >= 2)
      #expect(server.requests.count == 2 * report.judge.failed)
      #expect(try await starter(bench).verdict == .review)
      _ = try await bench.run(until: .decide)
      let count = server.requests.count
      _ = try await bench.run(until: .decide)
      #expect(server.requests.count == count)
    }
  }

  @Test func `a question whose answers were lost twice goes to the person`() async throws {
    let lost = Mutex(2)
    let script: @Sendable () -> Script = {
      let isLost = lost.withLock { left in
        left -= 1
        return left >= 0
      }
      return isLost ? Script([.hang]) : JudgeBench.answer(JudgeBench.good)
    }
    try await JudgeBench.with(script) { bench, server in
      bench.judge.budget.questions = 1
      for round in 1...2 {
        let run = Task { [bench] in try await bench.run(until: .decide) }
        await server.received(round)
        run.cancel()
        _ = try? await run.value
      }
      let report = try await bench.run(until: .decide)
      #expect(server.requests.count == 3 && report.judge.failed == 1 && report.judge.asked == 1)
      // What was set aside for both counts as spent.
      #expect(try await bench.database.spent(run: "", zone: "UTC").day > 0)
      let reasons = try await bench.database.items(ItemQuery()).compactMap(\.outcome?.reason)
      #expect(reasons.contains { $0.contains("both answers were lost") })
    }
  }
}
