// A decision in words and numbers, for the terminal.

import Foundation
import Service
import Store
import Taste

enum Explanation {
  /// The lines of `gleaner explain`.
  static func lines(_ item: DecidedItem, alsoIn: [String], zone: TimeZone) -> [String] {
    var lines = [item.title]
    lines.append("from \(item.sourceName)" + (item.author.map { ", by \($0)" } ?? ""))
    if !alsoIn.isEmpty { lines.append("also in \(alsoIn.joined(separator: ", "))") }
    if let url = item.url { lines.append(url) }
    lines.append("")
    guard let outcome = item.outcome else {
      return lines + ["Not decided yet: 'gleaner run' decides."]
    }
    lines.append("\(outcome.verdict.rawValue): \(outcome.reason)")
    if let probability = outcome.probability, let uncertainty = outcome.uncertainty {
      lines.append(
        "wanted with a probability of \(percent(probability)), give or take \(percent(uncertainty))"
      )
    }
    lines += reasons("what speaks for it", outcome.reasons.filter { $0.share > 0 })
    lines += reasons("what speaks against it", outcome.reasons.filter { $0.share < 0 })
    lines += sum(outcome)
    lines.append("")
    let version = outcome.profile.map { "profile \($0)" } ?? "no profile"
    let when = outcome.decidedAt.formatted(Date.ISO8601FormatStyle(timeZone: zone))
    lines.append("decided by \(outcome.stage.rawValue) at \(when), \(version), \(outcome.model)")
    return lines
  }

  private static func reasons(_ heading: String, _ reasons: [Reason]) -> [String] {
    guard !reasons.isEmpty else { return [] }
    let sorted = reasons.sorted { abs($0.share) > abs($1.share) }
    return ["", "\(heading):"] + sorted.map { "  \(signed($0.share))  \($0.title)" }
  }

  /// What is not listed, so that the shares add up: how rare a wanted item is, and the many that say little each.
  private static func sum(_ outcome: DecidedItem.Outcome) -> [String] {
    guard let logOdds = outcome.logOdds, !outcome.reasons.isEmpty else { return [] }
    let rest = logOdds - outcome.reasons.reduce(0) { $0 + $1.share }
    return [
      "", "  \(signed(rest))  everything else: how rare wanted items are, and what says little",
      "  \(signed(logOdds))  in all",
    ]
  }

  private static func signed(_ share: Double) -> String {
    let hundredths = Int((abs(share) * 100).rounded())
    let fraction = hundredths % 100
    return (share < 0 ? "−" : "+") + "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
