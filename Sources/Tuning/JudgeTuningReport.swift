// What tuning a judge came to, in words and as values: what was tried, what the new briefing says, how certain it is to be
// better, and what it cost. Titles and guidance are text of strangers and models; who shows them escapes them.

package import FoundationEssentials
import Models
package import Pipeline
package import Service
package import Store
package import Taste

/// The report of one tuning.
package struct JudgeTuningReport: Sendable {
  package let outcome: BriefingOutcome
  /// What was in use.
  package let before: JudgeBriefing
  package let cost: Double
  /// The number under which the result is kept.
  package let version: Int64?

  package init(
    outcome: BriefingOutcome, before: JudgeBriefing, cost: Double, version: Int64?
  ) {
    self.outcome = outcome
    self.before = before
    self.cost = cost
    self.version = version
  }

  // MARK: Words

  /// The lines of the report.
  package var lines: [String] {
    [
      "\(Self.parts(outcome.train, outcome.validation, outcome.gate)); "
        + "\(FigureWords.count(outcome.calls, "call", "calls")), \(Money.text(cost))."
    ] + table + refused + verdict
  }

  /// Nats saved and AUC on the items to choose by, and how many of them were asked about.
  private var table: [String] {
    guard !outcome.trials.isEmpty else { return [] }
    let rows = outcome.trials.map { trial in
      "  \(pad(Self.signed(trial.gain), 7))  \(pad(trial.auc.map { FigureWords.fixed($0, 2) } ?? "–", 5))"
        + "  \(pad("\(trial.answers.count)", 5))  \(trial.origin.words)"
    }
    return ["", "  \(pad("gain", 7))  \(pad("AUC", 5))  \(pad("items", 5))  briefing"] + rows
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private var refused: [String] {
    outcome.refused.map { "  not used, what a model wrote as advice: \($0.rawValue)" }
  }

  private var verdict: [String] {
    if let halt = outcome.halt { return ["", "Kept the old one, as this ended early: \(halt)."] }
    guard let best = outcome.best, let finding = outcome.finding else {
      return ["", "Kept the old one: none was better on the items to choose by."]
    }
    let gain =
      "\(Self.signed(finding.gain.value)) "
      + "[\(Self.ends(finding.gain.interval))] on \(finding.count) held-out items"
    let auc =
      "AUC \(Self.change(finding.before.auc, finding.after.auc, 2)), calibration error "
      + Self.change(finding.before.calibration, finding.after.calibration, 3)
    guard outcome.accepted != nil else {
      let why =
        outcome.isGivenUp
        ? "no better after half of them"
        : finding.isWorseCalibrated && (finding.gain.interval?.lower ?? 0) > 0
          ? "its probabilities are worse" : "that is not certain"
      return ["", "Kept the old one: \(gain), \(why) (\(auc))."]
    }
    let number = version.map { "Version \($0)" } ?? "It"
    return [
      "",
      "\(number), \(outcome.trials[best].origin.words), is better: \(gain), in nats of surprise (\(auc)).",
    ] + difference(outcome.trials[best].briefing)
  }

  /// What it says otherwise.
  private func difference(_ new: JudgeBriefing) -> [String] {
    var lines: [String] = []
    if new.guidance != before.guidance {
      lines += ["  - \(before.guidance)", "  + \(new.guidance)"]
    }
    lines += before.examples.filter { !new.examples.contains($0) }.map { "  - \(Self.words($0))" }
    lines += new.examples.map {
      "  \(before.examples.contains($0) ? " " : "+") \(Self.words($0))"
    }
    return lines
  }

  /// An example of a briefing: `example: keep 90, Title`.
  package static func words(_ example: JudgeBriefing.Example) -> String {
    "example: \(example.verdict.rawValue) \(example.confidence), \(title(example))"
  }

  private static func title(_ example: JudgeBriefing.Example) -> String {
    example.item.title.isEmpty ? String(example.item.text.prefix(80)) : example.item.title
  }

  private static func signed(_ number: Double) -> String {
    (number >= 0 ? "+" : "") + FigureWords.fixed(number, 3)
  }

  private static func ends(_ interval: Interval?) -> String {
    guard let interval else { return "–" }
    return "\(FigureWords.fixed(interval.lower, 3)), \(FigureWords.fixed(interval.upper, 3))"
  }

  private static func change(_ old: Double?, _ new: Double?, _ digits: Int) -> String {
    [old, new].map { $0.map { FigureWords.fixed($0, digits) } ?? "–" }.joined(separator: " → ")
  }

  private static func parts(_ train: Int, _ validation: Int, _ gate: Int) -> String {
    "\(FigureWords.count(train + validation + gate, "answered item", "answered items")): "
      + "\(train) to learn from, \(validation) to choose by, \(gate) to judge by"
  }

  /// What a tuning would do.
  package static func lines(_ ready: JudgeTuning.Ready) -> [String] {
    let reasons = ready.reasons.isEmpty ? "none" : "\(ready.reasons.count)"
    return [
      "\(parts(ready.plan.train, ready.plan.validation, ready.plan.gate)).",
      "Reasons of yours for advice: \(reasons). Nothing was asked.",
    ]
  }

  // MARK: Values

  /// The report as one object; `inUse` is the version in use after it, nil for the standard one.
  package func row(inUse: Int64?) -> JSONValue {
    let finding = outcome.finding
    return [
      "train": .int(outcome.train), "validation": .int(outcome.validation),
      "gate": .int(outcome.gate),
      "trials": .array(
        outcome.trials.map { trial in
          [
            "briefing": .string(trial.origin.words), "gain": .double(trial.gain),
            "auc": .optional(trial.auc, JSONValue.double), "items": .int(trial.answers.count),
            "guidance": .string(trial.briefing.guidance),
            "examples": Self.examples(trial.briefing),
          ]
        }),
      "refused": .array(outcome.refused.map { .string($0.rawValue) }),
      "best": .optional(outcome.best) { .int($0) },
      "gain": FigureRows.estimate(finding?.gain),
      "held_out": .optional(finding?.count, JSONValue.int),
      "before": .optional(finding?.before, Self.figures),
      "after": .optional(finding?.after, Self.figures),
      "accepted": .bool(outcome.accepted != nil),
      "version": .optional(version) { .int(Int($0)) },
      "in_use": .optional(inUse) { .int(Int($0)) }, "calls": .int(outcome.calls),
      "cost": .double(cost), "halt": .text(outcome.halt),
    ]
  }

  private static func figures(_ figures: BriefingGate.Figures) -> JSONValue {
    [
      "gain": .double(figures.gain), "auc": .optional(figures.auc, JSONValue.double),
      "ece": .optional(figures.calibration, JSONValue.double),
    ]
  }

  private static func examples(_ briefing: JudgeBriefing) -> JSONValue {
    .array(
      briefing.examples.map { example in
        [
          "title": .string(title(example)), "verdict": .string(example.verdict.rawValue),
          "confidence": .int(example.confidence),
        ]
      })
  }

  /// What a tuning would do, as an object.
  package static func row(_ ready: JudgeTuning.Ready) -> JSONValue {
    [
      "train": .int(ready.plan.train), "validation": .int(ready.plan.validation),
      "gate": .int(ready.plan.gate), "reasons": .int(ready.reasons.count),
      "calls": .int(ready.plan.calls), "cost": .double(ready.cost),
      "in_use": .optional(ready.inUse?.id) { .int(Int($0)) },
    ]
  }

  // MARK: Versions

  /// A version in one line.
  package static func line(_ row: JudgeBriefingRow, in zone: TimeZone) -> String {
    let number = String(row.id)
    let mark = row.isInUse ? "in use  " : row.content.isAccepted ? "        " : "refused "
    return String(repeating: " ", count: max(0, 6 - number.count))
      + "\(number)  \(FigureWords.day(row.createdAt, in: zone))  \(mark)  \(words(row))"
  }

  /// How a version came about, how good it was, and what that cost.
  package static func words(_ row: JudgeBriefingRow) -> String {
    let figures = row.content.figures
    let interval = figures.lower.flatMap { lower in figures.upper.map { Interval(lower, $0) } }
    return
      "\(figures.origin): \(signed(figures.gain)) [\(ends(interval))] on \(figures.gate) items, AUC "
      + "\(change(figures.before.auc, figures.after.auc, 2)), "
      + "\(FigureWords.count(row.content.calls, "call", "calls")), \(Money.text(row.content.cost))"
  }

  /// A version as an object.
  package static func row(_ row: JudgeBriefingRow) -> JSONValue {
    let (content, figures) = (row.content, row.content.figures)
    return [
      "version": .int(Int(row.id)), "at": .time(row.createdAt), "in_use": .bool(row.isInUse),
      "accepted": .bool(content.isAccepted), "parent": .optional(content.parent) { .int(Int($0)) },
      "origin": .string(figures.origin), "guidance": .string(content.briefing.guidance),
      "examples": examples(content.briefing), "models": .string(content.models),
      "train": .int(figures.train), "validation": .int(figures.validation),
      "held_out": .int(figures.gate), "validation_gain": .double(figures.validationGain),
      "validation_gain_before": .double(figures.validationGainBefore),
      "gain": .double(figures.gain), "lower": .optional(figures.lower, JSONValue.double),
      "upper": .optional(figures.upper, JSONValue.double),
      "before": Self.figures(figures.before), "after": Self.figures(figures.after),
      "calls": .int(content.calls), "cost": .double(content.cost),
    ]
  }
}
