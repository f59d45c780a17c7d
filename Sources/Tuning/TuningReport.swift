// What tuning proposes, as values and in words: each change with its effect, how certain it is, and what it would do.

package import Service
package import Taste

/// What was found, and what it was found on.
package struct TuningReport: Sendable {
  package let outcome: Tuner.Outcome
  package let sample: LabelSample
  /// The number of the profile that it would change.
  package let profile: Int64
  /// How many decisions were replayed.
  package let decisions: Int
  /// The titles of the items that are named.
  package let titles: [Int64: String]

  package init(
    outcome: Tuner.Outcome, sample: LabelSample, profile: Int64, decisions: Int,
    titles: [Int64: String]
  ) {
    self.outcome = outcome
    self.sample = sample
    self.profile = profile
    self.decisions = decisions
    self.titles = titles
  }

  /// What is written into the profile when all of it is adopted.
  package var why: String {
    "tuned: " + outcome.proposals.map(\.change.words).joined(separator: "; ")
  }

  /// The lines of the report.
  package var lines: [String] {
    [opening] + nothing
      + (outcome.isTelling && outcome.proposals.isEmpty ? tried.map { "  \($0)" } : [])
      + outcome.proposals.enumerated().flatMap { lines($1, number: $0 + 1) }
  }

  /// What was replayed.
  package var opening: String {
    let answers = FigureWords.count(sample.answers.count, "answer", "answers")
    return "Replayed \(FigureWords.thousands(decisions)) decisions, judged by \(answers)"
      + " (AUC \(FigureWords.number(outcome.auc)))."
  }

  /// Why nothing is proposed; empty where something is.
  package var nothing: [String] {
    guard outcome.isTelling else {
      return [
        "Nothing to propose: the probabilities do not tell yet what you keep from what you skip, and a change cannot be "
          + "judged by them. More answers will do more than tuning."
      ]
    }
    return outcome.proposals.isEmpty
      ? [
        "Nothing to propose: of \(outcome.tried.count) kinds of change none is certain to decide better."
      ] : []
  }

  /// The kinds that came nearest.
  private var tried: [String] {
    outcome.tried.map { trial in
      "\(trial.change.words): gain \(FigureWords.number(trial.finding.gain, digits: 3))"
    }
  }

  /// What a change is worth, and how much would be other by it.
  package func notes(_ proposal: Tuner.Proposal) -> [String] {
    let unit = proposal.change.family == .thresholds ? "questions" : "nats"
    let share = FigureWords.percent(proposal.before > 0 ? 1 - proposal.after / proposal.before : 0)
    var lines = [
      "an answer costs \(FigureWords.fixed(proposal.before, 3)) → \(FigureWords.fixed(proposal.after, 3)) \(unit), "
        + "\(share) % less; judged by the other half of the answers: "
        + "\(FigureWords.number(proposal.gain, digits: 3)) less"
    ]
    if let before = proposal.auc.before, let after = proposal.auc.after,
      proposal.change.family != .thresholds
    {
      lines.append("order (AUC) \(FigureWords.fixed(before, 3)) → \(FigureWords.fixed(after, 3))")
    }
    let moves = proposal.moves
    lines.append(
      "\(FigureWords.thousands(moves.count)) of the last \(FigureWords.thousands(proposal.decisions)) decisions "
        + "would be others" + (moves.isEmpty ? "" : ", such as"))
    return lines
  }

  private func lines(_ proposal: Tuner.Proposal, number: Int) -> [String] {
    ["", "\(number). \(proposal.change.words)"] + notes(proposal).map { "   \($0)" }
      + proposal.moves.prefix(TuningSession.movesShown).map { move in
        "     \(move.before.rawValue) → \(move.after.rawValue)  "
          + "\(FigureWords.percent(move.probability.before)) → \(FigureWords.percent(move.probability.after)) %  "
          + (titles[move.item] ?? "item \(move.item)")
      }
  }

  /// The report as one object; `adopted` is the number of the new profile, if there is one.
  package func row(adopted: Int64?) -> JSONValue {
    [
      "profile": .int(Int(profile)), "decisions": .int(decisions),
      "answers": .int(sample.answers.count), "sample": .string(sample.basis.rawValue),
      "auc": FigureRows.estimate(outcome.auc), "telling": .bool(outcome.isTelling),
      "tried": .array(
        outcome.tried.map { trial in
          [
            "kind": .string(trial.change.family.name), "change": .string(trial.change.words),
            "gain": FigureRows.estimate(trial.finding.gain),
            "accepted": .bool(trial.finding.isAccepted),
          ]
        }),
      "proposals": .array(outcome.proposals.map(row)),
      "adopted": .optional(adopted) { .int(Int($0)) },
    ]
  }

  private func row(_ proposal: Tuner.Proposal) -> JSONValue {
    [
      "kind": .string(proposal.change.family.name), "change": .string(proposal.change.words),
      "before": .double(proposal.before), "after": .double(proposal.after),
      "gain": FigureRows.estimate(proposal.gain),
      "auc_before": .optional(proposal.auc.before, JSONValue.double),
      "auc_after": .optional(proposal.auc.after, JSONValue.double),
      "changed": .int(proposal.moves.count),
      "examples": .array(
        proposal.moves.prefix(TuningSession.movesShown).map { move in
          [
            "id": .int(Int(move.item)), "title": .text(titles[move.item]),
            "before": .string(move.before.rawValue), "after": .string(move.after.rawValue),
            "probability_before": .double(move.probability.before),
            "probability_after": .double(move.probability.after),
          ]
        }),
    ]
  }
}
