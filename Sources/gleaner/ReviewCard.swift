// A question as the person reads it: enough to answer in three seconds, and the doubt in one line.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste

enum ReviewCard {
  /// Columns of text: longer lines are hard to read, whatever the terminal has.
  private static let columnsMax = 88
  /// Lines of the text on a card.
  private static let linesMax = 4
  /// Letters that `o` shows.
  private static let lettersMax = 3_000

  /// Title, where it comes from, its opening, and why it is asked.
  static func lines(
    _ question: ReviewCase, now: Date, zone: TimeZone, columns: Int
  ) -> [String] {
    let item = question.item
    let origin = [item.sourceName, item.author].compactMap(\.self).joined(separator: ", ")
    let width = min(columns - 1, columnsMax)
    let excerpt = opening(item.text, width: width - 2)
    let around = question.context?.words ?? []
    return wrapped(item.title, width: width, limit: 300)
      + ["\(origin), \(when(item, now: now, zone: zone))"]
      + (around.isEmpty ? [] : wrapped(around.joined(separator: " · "), width: width, limit: 300))
      + [""]
      + (item.text == item.title ? [] : excerpt.map { "  \($0)" } + [""])
      + wrapped(doubt(question), width: width, limit: 600)
      + (JudgeWords.line(item.outcome).map { wrapped($0, width: width, limit: 300) } ?? [])
  }

  /// The address and more of the text.
  static func whole(_ item: DecidedItem, columns: Int) -> [String] {
    let width = min(columns - 1, columnsMax) - 2
    let text = wrapped(item.text, width: width, limit: lettersMax).map { "  \($0)" }
    return [item.url ?? "it has no address", ""] + text
  }

  /// Why it is asked, with its probability.
  static func doubt(_ question: ReviewCase) -> String {
    guard let outcome = question.item.outcome else { return "not decided yet" }
    guard let probability = outcome.probability, let uncertainty = outcome.uncertainty else {
      return outcome.reason
    }
    let chance = "\(percent(probability)) ± \(percent(uncertainty))"
    let decided = outcome.verdict == .keep ? "kept" : "skipped"
    return switch (question.purpose, outcome.verdict) {
    case (.borderline, .review): "\(chance), \(outcome.reason)"
    case (.borderline, _): "\(decided) with \(chance): \(outcome.reason)"
    case (.check, _): "to check, \(decided) with \(chance): \(outcome.reason)"
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// `today 07:30`, `yesterday 18:05`, `3 days ago`, or the day.
  static func when(_ item: DecidedItem, now: Date, zone: TimeZone) -> String {
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

  /// The first lines of a text, with a mark where there is more.
  private static func opening(_ text: String, width: Int) -> [String] {
    let lines = wrapped(text, width: width, limit: 600)
    guard lines.count > linesMax else { return lines }
    return lines.prefix(linesMax - 1)
      + [TerminalText.fit(lines[linesMax - 1], columns: width - 2) + " …"]
  }

  /// A text as one paragraph.
  private static func wrapped(_ text: String, width: Int, limit: Int) -> [String] {
    TextWrap.lines(TerminalText.excerpt(text, limit: limit), width: max(20, width))
  }
}
