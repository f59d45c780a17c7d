// A report on past feedback for the terminal: what was measured, on what, and how far it can be trusted.

import FoundationEssentials
import Taste

extension FeedbackReport {
  /// The lines of the report.
  package var lines: [String] {
    [headline, ""] + figures + [""] + decisionLines + [""] + learningLines + interestLines
      + ["", basisSentence]
  }

  /// What it is about.
  package var headline: String {
    "What \(FigureWords.count(answerCount, "answer says", "answers say")), "
      + "\(FigureWords.day(days.lowerBound, in: zone)) to \(FigureWords.day(days.upperBound, in: zone))"
  }

  var answerCount: Int { occasions.values.reduce(0, +) }

  /// How the labels came about, and what was done about it.
  var basisSentence: String {
    let doubt = occasions[.doubt] ?? 0
    let check = occasions[.check] ?? 0
    let own = occasions[.own] ?? 0
    let asked =
      "\(doubt) were asked in doubt, \(check) to check what was decided clearly (drawn by lot)"
      + (own > 0 ? ", \(own) given unasked (not measured on)" : "") + "."
    let effective = FigureWords.fixed(sample.effectiveCount, 0)
    let decided = FigureWords.count(sample.decided, "decided item", "decided items")
    switch sample.basis {
    case .checks:
      let rest =
        sample.uncovered > 0
        ? " \(FigureWords.thousands(sample.uncovered)) items that nobody was asked about are not covered."
        : ""
      return asked
        + " The checks stand for all that was kept and skipped, answers to open questions for all "
        + "that was open: \(decided), worth \(effective) even answers.\(rest)"
    case .bands:
      return asked
        + " There are too few checks yet (it takes \(LabelSample.checksMin)), so each answer stands for the "
        + "items of about its probability: \(decided), worth \(effective) even answers. What makes one answer "
        + "rather than another beyond the probability is not set right."
    case .plain:
      return asked
        + " What was not answered is not known, so these are figures on the answers alone."
    }
  }

  /// The rows of the table of figures: what, as shown, in hindsight.
  var rows: [(String, String, String)] {
    func row(_ name: String, _ words: (QualityFigures) -> String) -> (String, String, String) {
      (name, words(shown), hindsight.map(words) ?? "–")
    }
    return [
      row("wanted", { FigureWords.share($0.wanted) }),
      row("order of pairs (AUC)", { FigureWords.number($0.auc) }),
      row("best ten of a day (nDCG@10)", { FigureWords.number($0.ndcg) }),
      row("  the same by chance", { $0.ndcgByChance.map { FigureWords.fixed($0, 2) } ?? "–" }),
      row("calibration error (ECE)", { FigureWords.number($0.calibrationError, digits: 3) }),
      row(
        "  of the top \(QualityFigures.top)",
        { FigureWords.number($0.calibrationErrorOfTop, digits: 3) }),
      row(
        "  had all been exactly right",
        { $0.calibrationErrorByChance.map { FigureWords.fixed($0, 3) } ?? "–" }),
      row("Brier skill", { FigureWords.number($0.brierSkill) }),
    ]
  }

  private var figures: [String] {
    let table = [("", "as it was said", "in hindsight")] + rows
    return table.map { name, first, second in
      Self.pad(name, 30) + Self.pad(first, 24) + second
    }
  }

  private var decisionLines: [String] {
    let keep = FigureWords.percent(decisions.thresholds.keep)
    let skip = FigureWords.percent(decisions.thresholds.skip)
    var lines = [
      "kept (from \(keep) %): \(FigureWords.percent(decisions.kept)) % of all; wanted of the kept "
        + "\(FigureWords.share(decisions.keepPrecision)), kept of the wanted \(FigureWords.share(decisions.keepRecall))",
      "skipped (below \(skip) %): \(FigureWords.percent(decisions.skipped)) % of all; unwanted of the skipped "
        + "\(FigureWords.share(decisions.skipPrecision)), skipped of the unwanted \(FigureWords.share(decisions.skipRecall))",
    ]
    if checks.count > 0 {
      let share = Estimate(Double(checks.right) / Double(checks.count), checks.interval)
      lines.append(
        "checks: \(checks.right) of \(checks.count) were decided rightly, \(FigureWords.share(share))"
      )
    }
    return lines
  }

  private var learningLines: [String] {
    guard !curve.isEmpty else {
      return [
        "no learning curve yet: it needs \(LearningCurve.answersMin) answers that were asked for"
      ]
    }
    return ["the later half of the answers, foretold from the first"]
      + curve.map { point in
        "  " + Self.pad(FigureWords.count(point.answers, "answer", "answers"), 16) + "AUC "
          + Self.pad(FigureWords.number(point.auc), 22) + "Brier skill "
          + FigureWords.number(point.brierSkill)
      }
  }

  private var interestLines: [String] {
    guard !interests.isEmpty else { return [] }
    return ["", "by interest"]
      + interests.map { interest in
        "  " + Self.pad(interest.label, 32)
          + Self.pad(FigureWords.count(interest.count, "answer", "answers"), 14)
          + "said \(FigureWords.percent(interest.said)) %, wanted \(FigureWords.share(interest.wanted))"
      }
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
