// Why a question is asked, and when its item came: the words that a card has, in a terminal and on a page.

package import Foundation
package import Store
import Taste

/// Words of a card.
package enum ReviewWords {
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
