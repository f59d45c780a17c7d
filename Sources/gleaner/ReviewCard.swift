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
      + ["\(origin), \(ReviewWords.when(item, now: now, zone: zone))"]
      + (around.isEmpty ? [] : wrapped(around.joined(separator: " · "), width: width, limit: 300))
      + [""]
      + (item.text == item.title ? [] : excerpt.map { "  \($0)" } + [""])
      + wrapped(ReviewWords.doubt(question), width: width, limit: 600)
      + (JudgeWords.line(item.outcome).map { wrapped($0, width: width, limit: 300) } ?? [])
  }

  /// The address and more of the text.
  static func whole(_ item: DecidedItem, columns: Int) -> [String] {
    let width = min(columns - 1, columnsMax) - 2
    let text = wrapped(item.text, width: width, limit: lettersMax).map { "  \($0)" }
    return [item.url ?? "it has no address", ""] + text
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
