// Decide: rules and scores become decisions, a batch in one transaction.

import Feed
import FoundationEssentials
import Store
import Taste

/// Decides scored items and writes the decisions.
struct DecideStage: Sendable {
  let database: Database
  let settings: PipelineSettings
  let basis: DecisionBasis
  let sources: [Int64: Source]
  let now: Date

  /// The hash of everything that decides: a change of any of it makes every item work again.
  static func basis(_ settings: PipelineSettings, profile: Int64?) -> DecisionBasis {
    let parts = [
      "profile \(profile ?? 0)", "scorer \(Scorer.generation)", settings.model, "\(settings.prior)",
      "\(settings.thresholds.skip) \(settings.thresholds.keep)", "\(settings.rules.rules)",
    ]
    return DecisionBasis(
      hash: Fingerprint(of: parts).bytes, profile: profile, model: settings.model)
  }

  /// Writes the decisions of a batch; gives how many of each verdict there are.
  func run(_ scored: [ScoredItem]) async throws -> [Verdict: Int] {
    let records = scored.map(record)
    try await database.append(records, basis: basis, at: now)
    return records.reduce(into: [:]) { $0[$1.decision.verdict, default: 0] += 1 }
  }

  private func record(_ scored: ScoredItem) -> DecisionRecord {
    let item = scored.item
    let source = sources[item.source] ?? Source(address: "")
    let outcome = settings.rules.apply(to: RuleFacts(item.item, from: source), now: now)
    var decision = Decide.decide(
      probability: scored.score?.probability, uncertainty: scored.score?.uncertainty,
      rules: outcome, thresholds: settings.thresholds)
    if decision.stage == .score, scored.score != nil {
      decision.reason = Because.sentence(decision, scored.reasons)
    }
    return DecisionRecord(
      item: item.id, textHash: item.textHash, decision: decision,
      logOdds: scored.score.map { $0.logOdds + outcome.boost }, reasons: scored.reasons)
  }
}
