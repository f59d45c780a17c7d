// What is decided by, as it stands now: the profile, the thresholds, the rules. A pass and whoever looks at one item stand
// on the same ground, so that both come to the same decision.

import Feed
import FoundationEssentials
import Store
import Taste

/// The ground of decisions.
struct DecisionGround: Sendable {
  let database: Database
  /// With the thresholds that are in force.
  let settings: PipelineSettings
  /// Nil while nothing is known of the person.
  let profile: ProfileStage.Current?
  let prior: Double
  let basis: DecisionBasis
  /// What a judge is told beside the question.
  let briefing: JudgeBriefing
  let now: Date
  private let stage: ProfileStage

  /// Brings the profile up to date.
  static func load(
    _ database: Database, _ settings: PipelineSettings, now: Date
  ) async throws -> DecisionGround {
    let stage = ProfileStage(
      database: database, model: settings.model, prior: settings.prior, now: now)
    let profile = try await stage.run()
    var settings = settings
    settings.thresholds = try await database.thresholds(from: settings.thresholds)
    let prior = profile?.prior ?? settings.prior
    return DecisionGround(
      database: database, settings: settings, profile: profile, prior: prior,
      basis: DecideStage.basis(settings, profile: profile?.profile.id, prior: prior, now: now),
      briefing: try await database.briefingInUse()?.content.briefing ?? .standard, now: now,
      stage: stage)
  }

  /// Fits the scorer, which is most of the work.
  func decideStage(_ sources: [Int64: Source]) async throws -> DecideStage {
    var scorer: Scorer?
    if let profile { scorer = try await stage.scorer(of: profile) }
    return DecideStage(
      database: database, settings: settings, score: ScoreStage(scorer: scorer), basis: basis,
      sources: sources, prior: prior,
      wishes: profile?.wishes ?? WishBook([], on: .none, model: settings.model),
      hindrance: settings.judge.hindrance, now: now)
  }

  /// The judge over decisions of this ground.
  func judgeStage(_ decide: DecideStage, _ inquiry: JudgeInquiry, width: Int) -> JudgeStage {
    let evidence = profile?.evidence ?? []
    return JudgeStage(
      decide: decide, order: settings.judge, inquiry: inquiry,
      evidence: Dictionary(evidence.map { ($0.key, $0) }) { first, _ in first }, width: width,
      briefing: briefing)
  }
}
