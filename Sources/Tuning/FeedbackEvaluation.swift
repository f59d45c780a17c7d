// From the past to a report: what was said is measured as it was said, and once more as it would be said today.

package import FoundationEssentials
package import Store
package import Taste

/// Measures how good decisions were.
package struct FeedbackEvaluation: Sendable {
  /// What a report says, or why there is none.
  package enum Outcome: Sendable {
    case report(FeedbackReport)
    /// In words for the person, with the remedy.
    case lack(String)
  }

  let database: Database
  let model: String
  let resampling: Resampling

  package init(database: Database, model: String, resampling: Resampling = Resampling()) {
    self.database = database
    self.model = model
    self.resampling = resampling
  }

  /// Measures the past as the workspace's settings see it.
  package func run(
    thresholds: Thresholds, prior: Double, zone: TimeZone
  ) async throws -> Outcome {
    let history = try await History.load(
      database, model: model, thresholds: thresholds, prior: prior, zone: zone)
    guard let history else {
      return .lack("nothing is decided yet: 'gleaner run' decides, 'gleaner review' asks about it")
    }
    let sample = history.sample
    if let lack = Self.lack(sample) { return .lack(lack) }
    let past = try await history.past(sample, all: false, in: database, model: model)
    return .report(await report(history, sample, past))
  }

  private static func lack(_ sample: LabelSample) -> String? {
    let wanted = sample.answers.count(where: \.isWanted)
    let other = sample.answers.count - wanted
    guard sample.answers.count < FeedbackReport.answersMin || wanted == 0 || other == 0 else {
      return nil
    }
    return
      "there are \(sample.answers.count) answers in review (\(wanted) kept, \(other) skipped); figures "
      + "need \(FeedbackReport.answersMin) with some of each kind: 'gleaner review' asks"
  }

  @concurrent
  private func report(
    _ history: History, _ sample: LabelSample, _ past: TuningPast
  ) async -> FeedbackReport {
    let days = sample.days()
    let view = TuningView(past, prior: history.prior)
    let said = history.decided.map(\.probability)
    let checks = sample.answers.filter { $0.occasion == .check && $0.verdict != .review }
    let right = checks.count { ($0.verdict == .keep) == $0.isWanted }
    return FeedbackReport(
      days: Self.span(history), zone: history.zone,
      occasions: Dictionary(history.answers.map { ($0.occasion, 1) }, uniquingKeysWith: +),
      sample: sample, shown: QualityFigures(days: days, resampling: resampling),
      hindsight: hindsight(view, history, sample),
      decisions: ThresholdFigures(
        days: days, thresholds: history.state.thresholds, of: said, resampling: resampling),
      byThreshold: steps(days, said),
      checks: (
        right, checks.count, ShareInterval.clopperPearson(hits: right, of: checks.count)
      ),
      weeks: Self.weeks(history),
      curve: LearningCurve.points(view, state: history.state, resampling: resampling),
      interests: InterestReview(history, sample, past).qualities)
  }

  private static func span(_ history: History) -> ClosedRange<Date> {
    let moments = history.rows.map(\.at)
    let first = moments.min() ?? .distantPast
    return first...max(first, moments.max() ?? first)
  }

  /// Nil where an answered item has no vector any more: the two views are to be of the same answers.
  private func hindsight(
    _ view: TuningView, _ history: History, _ sample: LabelSample
  ) -> QualityFigures? {
    guard view.past.answers.count == sample.answers.count else { return nil }
    return QualityFigures(days: sample.days(view.answered(history.state)), resampling: resampling)
  }

  /// Precision and recall as the threshold for keeping moves; few draws, since it is a picture.
  private func steps(_ days: [[Answered]], _ said: [Double]) -> [ThresholdFigures] {
    (1...19).compactMap { step in
      let keep = Double(step) / 20
      return Thresholds(skip: min(keep, 0.25), keep: keep).map {
        ThresholdFigures(
          days: days, thresholds: $0, of: said,
          resampling: Resampling(rounds: 200, seed: resampling.seed))
      }
    }
  }

  private static func weeks(_ history: History) -> [FeedbackReport.Week] {
    let weeks = Dictionary(grouping: history.decided) { row in
      // The first of January 1970 was a Thursday; weeks begin on Monday.
      (History.day(row.firstSeen, in: history.zone) + 3) / 7
    }
    return weeks.keys.sorted().map { week in
      let rows = weeks[week] ?? []
      return FeedbackReport.Week(
        start: Date(timeIntervalSince1970: Double(week * 7 - 3) * 86_400), decided: rows.count,
        kept: rows.count { $0.verdict == .keep }, skipped: rows.count { $0.verdict == .skip })
    }
  }
}
