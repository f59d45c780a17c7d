// Why an item was decided so, where the decision was written without its reasons: found again from the version of the
// profile that decided, which knows what it was learned from. What comes out is held against what was decided then, so
// an explanation is either exact or missing.

package import Foundation
package import Store
import Taste

/// Looks back at decisions.
package struct Hindsight: Sendable {
  /// In log-odds: sums of 32-bit floats depend a little on what else was summed beside them.
  private static let tolerance = 1e-3

  let database: Database
  let now: Date

  package init(database: Database, now: Date) {
    self.database = database
    self.now = now
  }

  /// The item with the reasons for its decision, where it has one without them and they can be found again.
  ///
  /// They cannot where something that was learned from is gone for good, where the text is another by now, and where this
  /// version of the program scores otherwise.
  package func explained(_ item: DecidedItem) async throws -> DecidedItem {
    guard let outcome = item.outcome, outcome.isUntold, let logOdds = outcome.logOdds,
      let (score, explanation) = try await appraisal(of: item.id, outcome)
    else { return item }
    let boost = outcome.rationale.boost
    guard abs(explanation.logOdds + boost - logOdds) <= Self.tolerance else { return item }
    var rationale = outcome.rationale
    rationale.add(explanation, boost: boost)
    // What rounding left over belongs to no reason.
    rationale.base = explanation.base + logOdds - boost - explanation.logOdds
    return item.deciding(outcome.with(rationale, uncertainty: score.uncertainty))
  }

  /// Everything that explains an item: its decision with reasons, who told it too, and what stands around it.
  package func story(of item: DecidedItem, zone: TimeZone) async throws -> DecisionStory {
    let explained = try await explained(item)
    return DecisionStory(
      item: explained, alsoIn: try await database.alsoIn([item.id])[item.id] ?? [],
      newestProfile: try await database.newestProfile()?.id, zone: zone,
      likes: try await database.likeNotes(of: explained.outcome?.reasons.map(\.id) ?? []),
      context: try await database.contexts(of: [item.id])[item.id])
  }

  private typealias Appraisal = (score: Score, explanation: Explanation)

  private func appraisal(
    of item: Int64, _ outcome: DecidedItem.Outcome
  ) async throws -> Appraisal? {
    guard let number = outcome.profile, let prior = outcome.rationale.prior,
      let profile = try await database.profile(number), profile.model == outcome.model,
      profile.content.until != nil
    else { return nil }
    let stage = ProfileStage(database: database, model: profile.model, prior: prior, now: now)
    guard var current = try await stage.past(profile),
      let candidate = try await ProfileGround.candidates(
        [item], in: database, model: profile.model)[item]
    else { return nil }
    current.decidedWith = prior
    let scorer = try await stage.scorer(of: current)
    return await Self.appraisal(of: candidate, by: scorer)
  }

  @concurrent
  private static func appraisal(
    of candidate: Candidate, by scorer: Scorer
  ) async -> Appraisal? {
    scorer.appraise([candidate], top: ScoreStage.reasonsKept, detail: .reasons).first
  }
}
