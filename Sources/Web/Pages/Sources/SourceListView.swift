// The sources as a list: what each is worth, and what is wrong with it.

import Feed
import FoundationEssentials
import Markup
import Pipeline
import Service
import Store
import Workspace

struct SourceListView {
  let filter: SourceFilter
  let sources: [SourceOverview]
  let hasMore: Bool
  /// Of everything that is listed.
  let counts: [SourceFilter.Shelf: Int]
  let adding: SourceAdding
  let now: Date

  var body: Hypertext {
    let rows = sources.map(row)
    return """
      <h1>Sources</h1>
      \(adding.body)\(form)\(tabs)\(sources.isEmpty ? emptiness : "<ol class=\"items\">\n\(rows)</ol>\n")\(more)
      """
  }

  private var form: Hypertext {
    """
    <form method="get" action="/sources" class="row filters" role="search">
    <input type="hidden" name="show" value="\(filter.shelf.rawValue)">
    <label>Name, address or tag <input type="search" name="q" maxlength="200" value="\(filter.words)"></label>
    <button>Find</button>
    </form>

    """
  }

  private var tabs: Hypertext {
    let links = SourceFilter.Shelf.allCases.map { shelf -> Hypertext in
      let mark: Hypertext = shelf == filter.shelf ? " aria-current=\"page\"" : ""
      return """
        <li><a href="/sources?show=\(shelf.rawValue)"\(mark)>\(shelf.name) <span class="soft">\(counts[shelf] ?? 0)</span></a></li>

        """
    }
    return "<nav aria-label=\"Parts of the list\" class=\"tabs\"><ul>\n\(links)</ul></nav>\n"
  }

  private var emptiness: Hypertext {
    let words =
      switch filter.shelf {
      case _ where !filter.words.isEmpty: "No source is called so."
      case .all: "No source yet. Open “Add a source”: an address of a site you like is enough."
      case .failing: "Nothing fails: every source answered when it was asked last."
      case .paused: "Nothing is paused."
      }
    return "<p>\(words)</p>\n"
  }

  private func row(_ source: SourceOverview) -> Hypertext {
    let tags = source.entry.source.tags.map { tag -> Hypertext in " · \(tag)" }
    let trouble: Hypertext =
      source.trouble.map {
        "<p class=\"bad\">\(TerminalText.excerpt($0, limit: 300))</p>\n"
      } ?? ""
    return """
      <li>
      <h2><a href="\(source.path)">\(TerminalText.excerpt(source.name, limit: 200))</a></h2>
      <p class="soft">\(TerminalText.excerpt(source.address, limit: 200))\(tags)</p>
      <p>\(source.yield) <span class="soft">\(source.asked(now: now))</span></p>
      \(trouble)</li>

      """
  }

  private var more: Hypertext {
    guard hasMore, let last = sources.last else { return "" }
    return "<p><a href=\"\(filter.path(after: last.address))\" rel=\"next\">More</a></p>\n"
  }
}
