// Tuning on the stored past: what would have decided better, for the person to take or to leave.

package import FoundationEssentials
import Pipeline
package import Store
package import Taste

/// Looks for changes.
package struct TuningSession: Sendable {
  /// Of a kind of evidence there must be so many examples before its weight is tried.
  private static let examplesMin = 10
  /// So many items that would be decided otherwise are named with a proposal.
  package static let movesShown = 5

  let database: Database
  let model: String
  let thresholds: Thresholds
  let prior: Double
  let zone: TimeZone
  let now: Date

  /// Takes thresholds and the expected share as they are set in the workspace.
  package init(
    database: Database, model: String, thresholds: Thresholds, prior: Double, zone: TimeZone,
    now: Date
  ) {
    self.database = database
    self.model = model
    self.thresholds = thresholds
    self.prior = prior
    self.zone = zone
    self.now = now
  }

  /// What came of looking.
  package enum Result: Sendable {
    /// Why nothing can be told, in words with the remedy.
    case lack(String)
    case found(TuningReport)
  }

  /// Replays the past under each change; `onProgress` is told how many of how many were tried.
  package func look(
    onProgress: @escaping @Sendable (Int, Int) throws -> Void
  ) async throws -> Result {
    let history = try await History.load(
      database, model: model, thresholds: thresholds, prior: prior, zone: zone)
    guard let history else {
      return .lack("there is no profile to tune yet: 'gleaner run' makes one")
    }
    let sample = history.sample
    let past = try await history.past(sample, all: true, in: database, model: model)
    if let lack = past.lack {
      return .lack("\(lack); 'gleaner review' asks for them, the most telling first")
    }
    let outcome = try await tune(past, history, sample, onProgress)
    let named = outcome.proposals.flatMap { $0.moves.prefix(Self.movesShown).map(\.item) }
    let titles = try await database.items(Array(Set(named))).map { ($0.id, $0.title) }
    return .found(
      TuningReport(
        outcome: outcome, sample: sample, profile: history.ground.profile.id,
        decisions: past.items.count, titles: Dictionary(titles, uniquingKeysWith: { $1 })))
  }

  @concurrent
  private func tune(
    _ past: TuningPast, _ history: History, _ sample: LabelSample,
    _ onProgress: @escaping @Sendable (Int, Int) throws -> Void
  ) async throws -> Tuner.Outcome {
    let examples = history.ground.examples(
      history.state.settings, history.state.wishes, without: [])
    let counts = Dictionary(examples.map { ($0.evidence, 1) }, uniquingKeysWith: +)
    let evidence = Evidence.allCases.filter { counts[$0, default: 0] >= Self.examplesMin }
    let mutes = InterestReview(history, sample, past).mutes(at: now)
    return try Tuner(past, thresholds: thresholds, prior: prior).run(
      from: history.state,
      changes: { state in
        TuningChanges(
          from: state.settings, thresholds: state.thresholds,
          prior: state.settings.applied(to: prior), evidence: evidence,
          mutes: mutes.filter { !state.wishes.contains($0.wish) }
        ).all
      }, onProgress: onProgress)
  }
}
