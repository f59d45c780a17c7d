// The past of a person, read once: what was decided, what they said of it, and what was known.

package import FoundationEssentials
package import Pipeline
package import Store
package import Taste

/// Everything that figures on past feedback and tuning look back on.
package struct History: Sendable {
  /// More answers than this are not looked back on: the newest are.
  private static let answersMax = 5_000

  package let ground: ProfileGround
  /// All labels with a decision before them, oldest first.
  package let rows: [AnsweredRow]
  package let answers: [PastAnswer]
  package let decided: [DecidedRow]
  package let zone: TimeZone
  /// The settings and thresholds that hold now.
  package let state: TuningState
  /// As they are set in the workspace.
  package let thresholds: Thresholds
  package let prior: Double

  /// Reads it; nil while there is no profile.
  package static func load(
    _ database: Database, model: String, thresholds: Thresholds, prior: Double, zone: TimeZone
  ) async throws -> History? {
    guard let ground = try await ProfileGround.load(database, model: model, prior: prior) else {
      return nil
    }
    let rows = try await database.answeredRows(model: model, limit: answersMax)
    let decided = try await database.decidedRows(
      model: model, since: nil, limit: Replay.decisionsMax)
    return History(
      ground: ground, rows: rows, decided: decided, zone: zone, thresholds: thresholds,
      prior: prior)
  }

  private init(
    ground: ProfileGround, rows: [AnsweredRow], decided: [DecidedRow], zone: TimeZone,
    thresholds: Thresholds, prior: Double
  ) {
    self.ground = ground
    self.rows = rows
    self.decided = decided
    self.zone = zone
    self.thresholds = thresholds
    self.prior = prior
    let settings = ground.profile.settings
    state = TuningState(
      settings: settings, wishes: ground.profile.wishes,
      thresholds: settings.applied(to: thresholds))
    answers = rows.map { row in
      PastAnswer(
        item: row.item, day: Self.day(row.at, in: zone), occasion: Self.occasion(row.origin),
        isWanted: row.evidence.isWanted, probability: row.probability, verdict: row.verdict)
    }
  }

  private static func occasion(_ origin: AnswerOrigin?) -> AnswerOccasion {
    switch origin {
    case .review: .doubt
    case .check: .check
    case .correction, nil: .own
    }
  }

  /// Days since 1970 where the person lives: a sitting after midnight in Greenwich is no other day.
  static func day(_ moment: Date, in zone: TimeZone) -> Int {
    let seconds = moment.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: moment))
    return Int((seconds / 86_400).rounded(.down))
  }

  /// The answers with their weights, standing for what came in while there were answers.
  package var sample: LabelSample {
    let known = Set(answers.map(\.item))
    // What was decided before the first answered item came is another time.
    let since = decided.first { known.contains($0.item) }?.firstSeen ?? .distantPast
    return LabelSample(
      answers,
      of: decided.filter { $0.firstSeen >= since }.map { row in
        PastScore(
          item: row.item, day: Self.day(row.firstSeen, in: zone), verdict: row.verdict,
          probability: row.probability)
      })
  }

  /// What tuning replays: the answers of `sample` that still have a vector, and of the other decisions
  /// `all` or none.
  package func past(
    _ sample: LabelSample, all: Bool, in database: Database, model: String
  ) async throws -> TuningPast {
    let answered = Set(sample.answers.map(\.item))
    let room = all ? max(0, Replay.decisionsMax - answered.count) : 0
    let others = decided.map(\.item).filter { !answered.contains($0) }.suffix(room)
    let order = answered.sorted() + others
    let candidates = try await ProfileGround.candidates(order, in: database, model: model)
    let boosts = Dictionary(decided.map { ($0.item, $0.boost) }, uniquingKeysWith: { $1 })
    let items = order.compactMap { item in
      candidates[item].map { ReplayItem(item: item, candidate: $0, boost: boosts[item] ?? 0) }
    }
    return TuningPast(
      answers: sample.answers, weights: sample.weights, items: items,
      background: ground.background,
      examples: { [ground] in ground.examples($0, $1, without: $2) },
      share: { [ground] in ground.share($0, $1) })
  }
}
