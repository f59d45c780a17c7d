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
      \(form)\(tabs)\(items.isEmpty ? none : list(rows))\(more)
      """
  }

  private func list(_ rows: [Hypertext]) -> Hypertext {
    "<ol class=\"items\">\n\(rows)</ol>\n"
  }

  /// What is looked for most, in one step.
  private var tabs: Hypertext {
    let plain = filter.words.isEmpty && filter.source.isEmpty && filter.span == .ever
    let known: [(name: String, path: String, isHere: Bool)] = [
      ("All", "/items", plain && filter.verdict == nil && !filter.isSaved),
      ("Kept", "/items?decision=keep", plain && filter.verdict == .keep),
      ("Skipped", "/items?decision=skip", plain && filter.verdict == .skip),
      ("Saved", "/items?saved=yes", plain && filter.isSaved),
    ]
    let links = known.map { tab -> Hypertext in
      let mark: Hypertext = tab.isHere ? " aria-current=\"page\"" : ""
      return "<a href=\"\(tab.path)\"\(mark)>\(tab.name)</a>\n"
    }
    return "<p class=\"tabs\">\n\(links)</p>\n"
  }

  private var form: Hypertext {
    let saved: Hypertext = filter.isSaved ? " checked" : ""
    let isMore = !filter.source.isEmpty || filter.span != .ever
    let open: Hypertext = isMore ? " open" : ""
    return """
      <form method="get" action="/items" class="filters" role="search">
      <div class="words"><label>Words <input type="search" name="q" maxlength="200" value="\(filter.words)"></label>
      <button class="main">Find</button></div>
      <details\(open)><summary>Source, decision, time</summary>
      <div class="row">
      <label>Source <input name="source" maxlength="200" value="\(filter.source)"></label>
      <label>Decision <select name="decision">\(verdicts)</select></label>
      <label>Since <select name="since">\(spans)</select></label>
      <label class="tick"><input type="checkbox" name="saved" value="yes"\(saved)> Saved</label>
      </div></details>
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
    let author: Hypertext = item.author.map { " · \($0)" } ?? ""
    let when = min(item.published ?? item.firstSeen, item.firstSeen)
    return """
      <li>
      <h\(level)><a href="/items/\(item.id)">\(TerminalText.excerpt(item.title, limit: 300))</a></h\(level)>
      <p class="soft">\(item.sourceName)\(author) · <time datetime="\(when.formatted(.iso8601))">\(ReviewWords.when(item, now: now, zone: zone))</time></p>
      <p class="soft">\(decided(item))</p>
      </li>

      """
  }

  private static func decided(_ item: DecidedItem) -> Hypertext {
    guard let outcome = item.outcome else { return "Not decided yet" }
    let name =
      switch outcome.verdict {
      case .keep: "Kept"
      case .skip: "Skipped"
      case .review: "Waits"
      }
    let chance = outcome.probability.map { " · \(Figures.chance($0))" } ?? ""
    let reason = TerminalText.excerpt(ReviewWords.short(outcome.reason), limit: 400)
    return """
      <span class="verdict is-\(outcome.verdict.rawValue)">\(name)</span>\(chance) · \(reason)
      """
  }

  private var more: Hypertext {
    guard hasMore, let last = items.last else { return "" }
    return """
      <p><a href="\(filter.address(after: last.id))" rel="next">Older ones</a></p>

      """
  }
}
