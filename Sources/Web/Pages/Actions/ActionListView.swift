// The ledger as a list: what stops it, its tabs, several at once with the certificate in view, and the actions.

import Feed
import FoundationEssentials
import Markup
import Pipeline
import Service
import Store
import Taste

struct ActionListView {
  let shelf: ActionShelf
  let rows: [ActionRow]
  let hasMore: Bool
  /// Of the whole ledger.
  let counts: [ActionState: Int]
  /// Of the kinds that are shown.
  let certificates: [(kind: ActionKind, certificate: Certificate)]
  let earliest: [Int64: Date]
  let stops: ActionStopsView
  /// How long what is approved together waits.
  let window: TimeInterval
  let now: Date
  let visitor: Visitor
  /// What became of a word about several.
  var notes: [String] = []

  var body: Hypertext { "<h1>Actions</h1>\n\(part)" }

  /// Everything that a word about several changes.
  var part: Hypertext {
    let told = notes.map { note -> Hypertext in "<li>\(note)</li>\n" }
    let notice: Hypertext =
      notes.isEmpty ? "" : "<ul class=\"plain notice\" role=\"status\">\n\(told)</ul>\n"
    return """
      <div id="actions" data-said="\(notes.joined(separator: " "))">
      \(notice)\(stops.body)\(tabs)\(rows.isEmpty ? emptiness : list)</div>

      """
  }

  private var tabs: Hypertext {
    let links = ActionShelf.allCases.map { other -> Hypertext in
      let mark: Hypertext = other == shelf ? " aria-current=\"page\"" : ""
      let count = other.states.reduce(0) { $0 + (counts[$1] ?? 0) }
      return """
        <li><a href="\(other.path)"\(mark)>\(other.name) <span class="soft">\(count)</span></a></li>

        """
    }
    return "<nav aria-label=\"Parts of the ledger\" class=\"tabs\"><ul>\n\(links)</ul></nav>\n"
  }

  private var emptiness: Hypertext {
    let words = counts.isEmpty ? "\(ActionWords.nothing.firstUppercased)." : shelf.emptiness
    return
      "<p>\(words)</p>\n<p class=\"row\"><a href=\"/review\">Review</a> <a href=\"/sources\">Sources</a></p>\n"
  }

  private var list: Hypertext {
    let cards = rows.map { row -> Hypertext in
      let card = ActionCard(
        row: row, earliest: earliest[row.id], now: now, visitor: visitor, shelf: shelf)
      return "<li>\n\(card.body)</li>\n"
    }
    return "\(together)<ol class=\"deeds\">\n\(cards)</ol>\n\(more)"
  }

  private var more: Hypertext {
    guard hasMore, let last = rows.last else { return "" }
    return """
      <p><a href="\(shelf.path)&amp;before=\(last.id)" rel="next">Older ones</a></p>

      """
  }

  // MARK: Several at once

  private var together: Hypertext {
    let choosable = rows.filter { $0.state == .proposed && $0.bar == nil }
    guard shelf == .proposed, choosable.count > 1 else { return certified }
    let seen = choosable.map { row -> Hypertext in
      "<input type=\"hidden\" name=\"shown\" value=\"\(SeenAction(row).mark)\">\n"
    }
    return """
      <section class="card" aria-labelledby="several">
      <h2 id="several">Approve several</h2>
      \(certified)<p class="soft">What you approve together waits \(Count.of(Int(window / 60), "minute")) first, so that you can take it back. It
      teaches nothing and counts for no certificate, since it is no word about each.</p>
      <form id="together" method="post" action="/actions/approve" data-part="actions" class="row">\(Layout.hidden(visitor))
      \(seen)<button name="which" value="chosen">Approve what is marked “with others”</button>
      <button name="which" value="shown">Approve the \(choosable.count) shown here</button>
      </form>
      </section>

      """
  }

  private var certified: Hypertext {
    guard shelf == .proposed else { return "" }
    let lines = certificates.map { kind, certificate -> Hypertext in
      "<li>\(kind.rawValue): \(certificate.words)</li>\n"
    }
    return "<ul class=\"plain certificate\">\n\(lines)</ul>\n"
  }
}

extension String {
  /// The same as the beginning of a sentence.
  var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
