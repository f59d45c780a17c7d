// Passes without anything new: what earlier ones left to a judge is work only while it may be asked.

import Foundation
import Models
import Postgres
import Store
import Taste
import TestSupport
import Testing

@testable import Pipeline

struct JudgeIdleTests {
  /// Whether a pass without news would fit a scorer for the judge's sake.
  private func hasQuestions(_ bench: Bench, after run: Int64? = nil) async throws -> Bool {
    let ground = try await DecisionGround.load(bench.database, bench.settings, now: bench.now)
    return try await bench.pipeline { _ in }.hasQuestions(ground, number: run)
  }

  @Test func `what is open is work while somebody may be asked`() async throws {
    try await JudgeBench.with { bench, server in
      bench.judge = JudgeBench.order(
        server, budget: Budget(perRun: 1, perDay: 0.01, perMonth: 1, questions: 1))
      _ = try await bench.run(until: .decide)
      #expect(try await hasQuestions(bench))
      // Somebody else has spent what the day allows, but for less than a question.
      try await bench.pool.execute(
        "INSERT INTO spending (run, purpose, provider, model, reserved) VALUES ('9', 'x', 'a', 'm', 0.0086)"
      )
      #expect(try await !hasQuestions(bench))
      let idle = try await bench.run(until: .decide)
      #expect(idle.judge == JudgeReport() && server.requests.count == 1)
    }
  }

  @Test func `when all is judged nothing is left, though an answer moved nothing`() async throws {
    let unsure =
      #"{"reason":"it says \"sourdough\"","verdict":"unsure","confidence":0,"topics":[]}"#
    try await JudgeBench.with({ JudgeBench.answer(unsure) }) { bench, server in
      let first = try await bench.run(until: .decide)
      #expect(first.judge.asked >= 2)
      #expect(try await !hasQuestions(bench))
      let idle = try await bench.run(until: .decide)
      #expect(idle.judge == JudgeReport() && idle.isQuiet)
      #expect(server.requests.count == first.judge.asked)
    }
  }

  @Test func `what is not worth a question is no work`() async throws {
    try await JudgeBench.with { bench, server in
      bench.rules = []
      bench.judge.settings = JudgeSettings(influence: 5, share: 0)
      _ = try await bench.run(until: .decide)
      #expect(try await !hasQuestions(bench))
      bench.judge.settings.share = 1
      #expect(try await hasQuestions(bench))
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `after a run that did not end all is looked at once more`() async throws {
    try await JudgeBench.with { bench, _ in
      _ = try await bench.run(until: .decide)
      let dead = try await bench.database.beginRun(at: bench.now)
      #expect(try await hasQuestions(bench, after: dead + 1))
      #expect(try await !hasQuestions(bench, after: dead))
    }
  }

  @Test func `an answer that was kept and not used decides in the next run`() async throws {
    try await JudgeBench.with { bench, server in
      let first = try await bench.run(until: .decide)
      // As if the process had been killed between the answers and the decisions.
      try await bench.pool.execute("DELETE FROM decisions WHERE contributions->'judge' IS NOT NULL")
      try await bench.pool.execute("UPDATE runs SET outcome = NULL")
      let second = try await bench.run(until: .decide)
      #expect(
        second.judge.cached == first.judge.asked && server.requests.count == first.judge.asked)
      #expect(try await bench.story(Bench.bread[0].0)?.outcome?.rationale.judge != nil)
    }
  }
}
