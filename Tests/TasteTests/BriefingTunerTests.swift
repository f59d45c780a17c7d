// Tuning a judge: a better briefing is found, one that only looks better is not let through, and nothing answers for itself.

import Feed
import Foundation
import Testing

@testable import Taste

struct BriefingTunerTests {
  private static let helped: @Sendable (JudgeBriefing) -> Double = {
    $0.examples.count > 2 ? 0.85 : 0.55
  }

  private static func tune(
    _ judge: ToldJudge, _ cases: [BriefingCase], calls: Int = 400, seed: UInt64 = 0,
    reasons: [TriageReason] = [], from briefing: JudgeBriefing = .standard
  ) async throws -> BriefingOutcome {
    var tuner = BriefingTuner(
      judge, cases: cases, reasons: reasons, plan: BriefingPlan(cases, calls: calls),
      settings: JudgeSettings(), seed: seed)
    return try await tuner.run(from: briefing)
  }

  @Test func `examples that make a judge better are found and let through`() async throws {
    let cases = BriefingWorld.cases(260)
    let outcome = try await Self.tune(ToldJudge(cases, skill: Self.helped), cases)
    let accepted = try #require(outcome.accepted)
    #expect(accepted.briefing.examples.count > 2)
    #expect(accepted.briefing.guidance == JudgeBriefing.standard.guidance)
    let finding = try #require(outcome.finding)
    #expect(finding.count == outcome.gate && (finding.gain.interval?.lower ?? 0) > 0)
    #expect((finding.after.auc ?? 0) > (finding.before.auc ?? 1))
    #expect(outcome.calls <= 400 && outcome.halt == nil)
  }

  @Test func `advice that makes a judge better is found and let through`() async throws {
    let cases = BriefingWorld.cases(260)
    let judge = ToldJudge(
      cases, guidance: { _ in #"{"guidance":"Slow things count most."}"# },
      skill: { $0.guidance.contains("Slow") ? 0.85 : 0.55 })
    let accepted = try #require(try await Self.tune(judge, cases).accepted)
    #expect(accepted.briefing.guidance == "Slow things count most.")
    #expect(accepted.origin == .rewritten(0))
  }

  @Test func `the same answers and the same seed give the same, another seed other examples`()
    async throws
  {
    let cases = BriefingWorld.cases(200)
    let first = try await Self.tune(ToldJudge(cases, skill: Self.helped), cases)
    let second = try await Self.tune(ToldJudge(cases, skill: Self.helped), cases)
    #expect(first.trials == second.trials && first.finding == second.finding)
    let other = try await Self.tune(ToldJudge(cases, skill: Self.helped), cases, seed: 1)
    #expect(first.trials.map(\.briefing) != other.trials.map(\.briefing))
  }

  @Test func `no question has its own item as an example, and none of another part`() async throws {
    let cases = BriefingWorld.cases(260)
    let judge = ToldJudge(cases, skill: Self.helped)
    let outcome = try await Self.tune(judge, cases)
    #expect(!judge.questions.isEmpty)
    for question in judge.questions {
      #expect(!question.briefing.examples.contains { $0.item.title == question.item.title })
    }
    let part = Dictionary(
      cases.map { ($0.question.item.title, BriefingPart(story: $0.story)) }
    ) { $1 }
    for example in outcome.trials.flatMap(\.briefing.examples) {
      #expect(part[example.item.title] == .train)
    }
  }

  @Test func `nothing of the items to judge by is seen before the gate`() async throws {
    let cases = BriefingWorld.cases(260)
    // Worse with whatever is tried, so nothing comes to the gate.
    let judge = ToldJudge(cases) { $0 == .standard ? 0.9 : 0.2 }
    let reasons = cases.map {
      TriageReason(story: $0.story, isWanted: $0.isWanted, title: "", text: "because \($0.item)")
    }
    let outcome = try await Self.tune(judge, cases, reasons: reasons)
    #expect(outcome.best == nil && outcome.finding == nil && outcome.accepted == nil)
    let held = Set(
      cases.filter { BriefingPart(story: $0.story) == .gate }.map(\.question.item.title))
    #expect(!judge.questions.contains { held.contains($0.item.title) })
    #expect(!judge.prompts.isEmpty)
    for one in cases where BriefingPart(story: one.story) != .train {
      #expect(!judge.prompts.contains { $0.user.contains("because \(one.item) ") })
    }
  }

  @Test func `examples of the briefing in use are given up where they do harm`() async throws {
    let cases = BriefingWorld.cases(260)
    let example = JudgeBriefing.Example(
      item: JudgeItem(title: "old", text: ""), verdict: .keep, confidence: 90)
    let inUse = JudgeBriefing(guidance: "Advice.", examples: [example])
    let judge = ToldJudge(cases) { $0.examples.isEmpty ? 0.9 : 0.5 }
    let accepted = try #require(try await Self.tune(judge, cases, from: inUse).accepted)
    #expect(accepted.origin == .zeroShot && accepted.briefing.examples.isEmpty)
  }

  @Test(arguments: [0, 1, 30, 150, 250])
  func `where nobody answers any more it ends with what it has`(most: Int) async throws {
    let cases = BriefingWorld.cases(260)
    let judge = ToldJudge(cases, most: most, skill: Self.helped)
    let outcome = try await Self.tune(judge, cases)
    #expect(outcome.halt == "the budget per day is spent")
    #expect(outcome.accepted == nil)
  }

  @Test(arguments: [100, 150, 300, 1_000])
  func `there are never more calls than planned`(calls: Int) async throws {
    let cases = BriefingWorld.cases(400)
    let judge = ToldJudge(
      cases, guidance: { #"{"guidance":"Advice \#($0.user.count)."}"# }, skill: Self.helped)
    let outcome = try await Self.tune(judge, cases, calls: calls)
    #expect(outcome.halt == nil)
    #expect(judge.questions.count + judge.prompts.count == outcome.calls)
    #expect(outcome.calls <= calls)
  }

  @Test func `a stopped tuning throws what stopped it`() async throws {
    let cases = BriefingWorld.cases(200)
    var tuner = BriefingTuner(
      ToldJudge(cases, skill: Self.helped), cases: cases, reasons: [],
      plan: BriefingPlan(cases, calls: 300), settings: JudgeSettings()
    ) { calls, _ in if calls > 40 { throw CancellationError() } }
    await #expect(throws: CancellationError.self) { try await tuner.run(from: .standard) }
  }
}
