// How often something passes that is no better: the one promise of tuning a judge, counted.

import Foundation
import Testing

@testable import Taste

struct BriefingGateSlowTests {
  private func tuner(_ judge: ToldJudge, _ cases: [BriefingCase]) async throws -> BriefingOutcome {
    var tuner = BriefingTuner(
      judge, cases: cases, reasons: [], plan: BriefingPlan(cases, calls: 250),
      settings: JudgeSettings())
    return try await tuner.run(from: .standard)
  }

  @Test func `of judges that nothing helps hardly any gets another briefing`() async throws {
    var accepted = 0
    for seed in 1...60 {
      let cases = BriefingWorld.cases(130, seed: UInt64(seed))
      let judge = ToldJudge(cases, seed: UInt64(seed)) { _ in 0.6 }
      if try await tuner(judge, cases).accepted != nil { accepted += 1 }
    }
    // One in ten would be six; the chance of more than nine is 2 % then.
    #expect(accepted <= 6)
  }

  @Test func `of two that are alike the gate lets about one in twenty through`() {
    let accepted = (0..<400).count { seed in
      var dice = SeededGenerator(seed: UInt64(seed))
      let cases = BriefingWorld.cases(60, seed: UInt64(seed))
      func side() -> BriefingGate.Side {
        BriefingGate.Side(
          answers: cases.map { one in
            let isRight = Double.random(in: 0..<1, using: &dice) < 0.65
            return BriefedAnswer(
              one.isWanted == isRight ? .keep : .skip,
              confidence: Double.random(in: 20...90, using: &dice))
          }, past: [])
      }
      return BriefingGate.judge(
        cases, before: side(), after: side(), settings: JudgeSettings(),
        resampling: Resampling(rounds: 400)
      ).isAccepted
    }
    #expect(accepted <= 36, "\(accepted) of 400")
  }
}
