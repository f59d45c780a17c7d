// Figures for programs: every estimate is an object with its interval, so that no reader forgets that it has one.

package import Service
package import Taste

/// Figures as JSON.
package enum FigureRows {
  /// `{"value", "interval": [lower, upper]}`, or null.
  package static func estimate(_ estimate: Estimate?) -> JSONValue {
    .optional(estimate) { estimate in
      ["value": .double(estimate.value), "interval": interval(estimate.interval)]
    }
  }

  static func interval(_ interval: Interval?) -> JSONValue {
    .optional(interval) { .array([.double($0.lower), .double($0.upper)]) }
  }

  static func bins(_ bins: [Reliability.Bin]) -> JSONValue {
    .array(
      bins.map { bin in
        [
          "from": .double(bin.range.lowerBound), "to": .double(bin.range.upperBound),
          "said": .double(bin.said), "seen": estimate(bin.seen), "count": .int(bin.count),
        ]
      })
  }

  static func figures(_ figures: QualityFigures) -> JSONValue {
    [
      "answers": .int(figures.count), "wanted": estimate(figures.wanted),
      "ndcg10_by_day": estimate(figures.ndcg),
      "ndcg10_by_chance": .optional(figures.ndcgByChance, JSONValue.double),
      "auc": estimate(figures.auc), "ece": estimate(figures.calibrationError),
      "ece_by_chance": .optional(figures.calibrationErrorByChance, JSONValue.double),
      "ece_top50": estimate(figures.calibrationErrorOfTop),
      "brier_skill": estimate(figures.brierSkill), "log_loss": estimate(figures.logLoss),
      "reliability": bins(figures.bins),
    ]
  }

  static func thresholds(_ figures: ThresholdFigures) -> JSONValue {
    [
      "skip": .double(figures.thresholds.skip), "keep": .double(figures.thresholds.keep),
      "kept": .double(figures.kept), "skipped": .double(figures.skipped),
      "keep_precision": estimate(figures.keepPrecision),
      "keep_recall": estimate(figures.keepRecall),
      "skip_precision": estimate(figures.skipPrecision),
      "skip_recall": estimate(figures.skipRecall),
    ]
  }
}

extension FeedbackReport {
  /// The whole report as one object.
  package var row: JSONValue {
    [
      "from": .text(UTCTime.text(days.lowerBound)), "to": .text(UTCTime.text(days.upperBound)),
      "answers": [
        "doubt": .int(occasions[.doubt] ?? 0), "check": .int(occasions[.check] ?? 0),
        "own": .int(occasions[.own] ?? 0),
      ],
      "sample": [
        "basis": .string(sample.basis.rawValue), "answers": .int(sample.answers.count),
        "effective": .double(sample.effectiveCount), "decided": .int(sample.decided),
        "uncovered": .int(sample.uncovered),
      ],
      "as_said": FigureRows.figures(shown),
      "in_hindsight": .optional(hindsight, FigureRows.figures),
      "decisions": FigureRows.thresholds(decisions),
      "by_threshold": .array(byThreshold.map(FigureRows.thresholds)),
      "checks": [
        "right": .int(checks.right), "count": .int(checks.count),
        "interval": FigureRows.interval(checks.interval),
      ],
      "weeks": .array(weeks.map(Self.row)), "learning_curve": .array(curve.map(Self.row)),
      "interests": .array(interests.map(Self.row)),
    ]
  }

  private static func row(_ week: Week) -> JSONValue {
    [
      "start": .text(UTCTime.text(week.start)), "decided": .int(week.decided),
      "kept": .int(week.kept), "skipped": .int(week.skipped),
    ]
  }

  private static func row(_ point: LearningPoint) -> JSONValue {
    [
      "answers": .int(point.answers), "auc": FigureRows.estimate(point.auc),
      "brier_skill": FigureRows.estimate(point.brierSkill),
      "log_loss": FigureRows.estimate(point.logLoss),
    ]
  }

  private static func row(_ interest: InterestQuality) -> JSONValue {
    [
      "label": .string(interest.label), "answers": .int(interest.count),
      "wanted": FigureRows.estimate(interest.wanted), "said": .double(interest.said),
      "auc": .optional(interest.auc, JSONValue.double), "share": .double(interest.share),
    ]
  }
}

extension DatasetCell {
  /// The cell as one object; figures that other evaluations have bear their usual names.
  package var row: JSONValue {
    [
      "set": .string(name.set), "likes": .optional(name.likes, JSONValue.int), "tasks": .int(tasks),
      "ndcg10": FigureRows.estimate(ndcg), "auc": FigureRows.estimate(auc),
      "recall10": FigureRows.estimate(recall10), "recall50": FigureRows.estimate(recall50),
      "ece": FigureRows.estimate(calibrationError),
      "ece_top50": FigureRows.estimate(calibrationErrorOfTop),
      "brier_skill": FigureRows.estimate(brierSkill), "reliability": FigureRows.bins(bins),
    ]
  }
}
