// Why a question is asked, when its item came, and which key says what: the words that a card has, in a terminal and on a
// page.

import Feed
package import Foundation
import Service
package import Store
import Taste

/// Words of a card.
package enum ReviewWords {
  /// Letters of a chip.
  private static let chipMax = 90

  /// What each key says, wherever there is a card.
  package static let keys: [(key: String, does: String)] = [
    ("k", "keep it"), ("s", "skip it"), ("l", "later: asks again tomorrow"),
    ("a", "like it, or approve what is proposed"), ("b", "save for later reading"),
    ("x", "less of this source"), ("t", "less of this topic"), ("w", "why it is asked"),
    ("o", "open it"), ("u", "undo, as often as need be"), ("j", "next, without an answer"),
  ]

  /// Reasons as short labels: what the eye takes in before it reads.
  package static func chips(_ item: DecidedItem, proposal: ActionRow?) -> [String] {
    let words =
      [proposal.map { "proposed: \($0.kind.rawValue) by \($0.account.text)" }]
      + [
        JudgeWords.line(item.outcome), near(item.outcome, isFor: true),
        near(item.outcome, isFor: false),
      ]
      + [item.outcome?.rationale.interest.map { "interest: \($0.name)" }]
      + (item.outcome?.rationale.rules ?? []).prefix(2).map { "rule: \($0.name)" }
    return words.compactMap(\.self).map { TerminalText.excerpt($0, limit: chipMax) }
  }

  /// The strongest reason on one side, where it is close.
  private static func near(_ outcome: DecidedItem.Outcome?, isFor: Bool) -> String? {
    let reason = outcome?.reasons.first { $0.isClose && ($0.share > 0) == isFor }
    guard let reason else { return nil }
    let evidence = reason.evidence.flatMap(Evidence.init(rawValue:))
    guard let evidence, evidence.isDecision || evidence.isText else { return nil }
    // The sentence beside it has it already.
    guard outcome?.reason.contains(reason.title) == false else { return nil }
    return "near “\(reason.title)”, which \(evidence.words)"
  }

  /// Why it is asked, with its probability.
  package static func doubt(_ question: ReviewCase) -> String {
    guard let outcome = question.item.outcome else { return "not decided yet" }
    guard let probability = outcome.probability, let uncertainty = outcome.uncertainty else {
      return outcome.reason
    }
    let chance = "\(percent(probability)) ± \(percent(uncertainty))"
    let decided = outcome.verdict == .keep ? "kept" : "skipped"
    return switch (question.purpose, outcome.verdict) {
    case (.borderline, .review): "\(chance), \(short(outcome.reason))"
    case (.borderline, _): "\(decided) with \(chance): \(outcome.reason)"
    case (.check, _): "to check, \(decided) with \(chance): \(outcome.reason)"
    }
  }

  /// A reason without what is the same everywhere: who has no judge knows it.
  package static func short(_ reason: String) -> String {
    reason.replacing("; \(JudgeOrder.nobody)", with: "")
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// `today 07:30`, `yesterday 18:05`, `3 days ago`, or the day.
  package static func when(_ item: DecidedItem, now: Date, zone: TimeZone) -> String {
    let date = min(item.published ?? item.firstSeen, item.firstSeen)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let from = calendar.startOfDay(for: date)
    let days = calendar.dateComponents([.day], from: from, to: calendar.startOfDay(for: now)).day
    let clock = calendar.dateComponents([.hour, .minute], from: date)
    let time = [clock.hour ?? 0, clock.minute ?? 0].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
    switch days ?? 0 {
    case ...0: return "today \(time)"
    case 1: return "yesterday \(time)"
    case 2...13: return "\(days ?? 0) days ago"
    default:
      return Figures.day(date, in: zone)
    }
  }
}
