// The judge's part of a pass: whether there is anything to ask, and whom to ask for how much.

import Digest
import FoundationEssentials
import Models
import Store
import Taste

extension PipelineRun {
  /// Whether an earlier run left something open that may be asked now: answered before a scorer is fitted, so that a
  /// pass without anything new costs nothing.
  ///
  /// After a run that did not come to its end there may be answers that nothing was made of; those are no questions.
  func hasQuestions(_ ground: DecisionGround, number: Int64?) async throws -> Bool {
    if let number, try await !database.endedWell(before: number) { return true }
    guard
      try await database.mayAsk(ground.settings.judge, zone: settings.digest.timeZone.identifier)
    else { return false }
    return try await JudgeStage.isWorthAsking(ground)
  }

  /// What the score left open, to a judge.
  func ask(
    _ ground: DecisionGround, _ decide: DecideStage, number: Int64?, width: Int
  ) async throws -> JudgeStage.Outcome {
    let run = "\(number ?? 0)"
    let zone = settings.digest.timeZone.identifier
    let router = number.map { _ in
      ground.settings.judge.router(
        Spending(database, budget: settings.judge.budget, run: run, zone: zone), client
      ) { [observe] in observe(.modelFailed($0)) }
    }
    let stage = ground.judgeStage(
      decide, JudgeInquiry(database, router: router, now: now),
      width: width > 1 ? JudgeStage.width : 1)
    var outcome = try await stage.run()
    if number != nil { outcome.report.cost = try await database.spent(run: run, purpose: "judge") }
    return outcome
  }
}

extension Database {
  /// Whether the budget has room for the shortest question, in a run of its own.
  func mayAsk(_ order: JudgeOrder, zone: String) async throws -> Bool {
    guard let least = order.least else { return false }
    return order.budget.refusal(of: least, after: try await spent(run: "", zone: zone)) == nil
  }
}
