// The judge's part of a pass: whether there is anything to ask, and whom to ask for how much.

import Digest
import FoundationEssentials
import Models
import Store
import Taste

extension PipelineRun {
  /// Whether an earlier run left something open.
  func hasCandidates(
    _ basis: DecisionBasis, _ settings: PipelineSettings
  ) async throws -> Bool {
    try await !JudgeStage.candidates(
      database, basis, settings.thresholds, settings.judge, limit: 1
    ).isEmpty
  }

  /// What the score left open, to a judge.
  func ask(
    _ decide: DecideStage, _ evidence: [EvidenceRow], number: Int64?, width: Int
  ) async throws -> JudgeStage.Outcome {
    let order = settings.judge
    let run = "\(number ?? 0)"
    let zone = settings.digest.timeZone.identifier
    let router = number.map { _ in
      Router(
        Lineup(
          order.providers, client: client,
          purse: Spending(database, budget: order.budget, run: run, zone: zone)
        ) { [observe] in
          observe(.modelFailed($0))
        }, questions: order.budget.questions)
    }
    let inquiry = JudgeInquiry(database, router: router, now: now) {
      var generator = SystemRandomNumberGenerator()
      return JudgeQuestion.delimiter(using: &generator)
    }
    let stage = JudgeStage(
      decide: decide, order: order, inquiry: inquiry,
      evidence: Dictionary(evidence.map { ($0.key, $0) }) { first, _ in first },
      width: width > 1 ? JudgeStage.width : 1)
    var outcome = try await stage.run()
    if number != nil { outcome.report.cost = try await database.spent(run: run, purpose: "judge") }
    return outcome
  }
}
