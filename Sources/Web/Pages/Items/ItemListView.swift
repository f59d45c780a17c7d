// A list of items: what was decided and why, in two lines each, newest first.

import Foundation
import Markup
import Pipeline
import Service
import Store
import Taste

struct ItemListView {
  let filter: ItemFilter
  let items: [DecidedItem]
  let hasMore: Bool
  let now: Date
  let zone: TimeZone

  var body: Hypertext {
    let rows = items.map { Self.row($0, now: now, zone: zone) }
    let none: Hypertext = "<p>Nothing matches.</p>\n"
    return """
      <h1>Items</h1>
      \(form)<p class="row"><a href="/items">All</a> <a href="/items?decision=keep">Kept</a> <a href="/items?decision=skip">Skipped</a> <a href="/items?saved=yes">Saved</a></p>
      \(items.isEmpty ? none : list(rows))\(more)
      """
  }

  private func list(_ rows: [Hypertext]) -> Hypertext {
    "<ol class=\"items\">\n\(rows)</ol>\n"
  }

  private var form: Hypertext {
    let saved: Hypertext = filter.isSaved ? " checked" : ""
    return """
      <form method="get" action="/items" class="row filters" role="search">
      <label>Words <input type="search" name="q" maxlength="200" value="\(filter.words)"></label>
      <label>Source <input name="source" maxlength="200" value="\(filter.source)"></label>
      <label>Decision <select name="decision">\(verdicts)</select></label>
      <label>Since <select name="since">\(spans)</select></label>
      <label><input type="checkbox" name="saved" value="yes"\(saved)> saved</label>
      <button class="main">Find</button>
      </form>

      """
  }

  private var verdicts: Hypertext {
    let known: [(String, String)] = [
      ("", "any"), ("keep", "kept"), ("skip", "skipped"), ("review", "waits"),
    ]
    return Hypertext(
      known.map { option($0.0, $0.1, isChosen: $0.0 == filter.verdict?.rawValue ?? "") })
  }

  private var spans: Hypertext {
    Hypertext(
      ItemFilter.Span.allCases.map { option($0.rawValue, $0.words, isChosen: $0 == filter.span) })
  }

  private func option(_ value: String, _ words: String, isChosen: Bool) -> Hypertext {
    let mark: Hypertext = isChosen ? " selected" : ""
    return "<option value=\"\(value)\"\(mark)>\(words)</option>"
  }

  /// One of a list, under a heading of this level.
  static func row(
    _ item: DecidedItem, now: Date, zone: TimeZone, level: Int = 2
  ) -> Hypertext {
    let chance = item.outcome?.probability.map { ", \(Figures.chance($0))" } ?? ""
    let decided = item.outcome.map { "\($0.verdict.rawValue)\(chance): \($0.reason)" }
    let author: Hypertext = item.author.map { " · \($0)" } ?? ""
    let when = min(item.published ?? item.firstSeen, item.firstSeen)
    return """
      <li>
      <h\(level)><a href="/items/\(item.id)">\(TerminalText.excerpt(item.title, limit: 300))</a></h\(level)>
      <p class="soft">\(item.sourceName)\(author) · <time datetime="\(when.formatted(.iso8601))">\(ReviewWords.when(item, now: now, zone: zone))</time></p>
      <p>\(TerminalText.excerpt(decided ?? "not decided yet", limit: 400))</p>
      </li>

      """
  }

  private var more: Hypertext {
    guard hasMore, let last = items.last else { return "" }
    return """
      <p><a href="\(filter.address(after: last.id))" rel="next">Older ones</a></p>

      """
  }
}
