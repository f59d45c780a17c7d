// One source: how it fares, what can be done with it, and what it brought.

import Feed
import Foundation
import Markup
import Pipeline
import Service
import Store
import Workspace

struct SourceView {
  static let keys = [KeyHint("c", "check it now"), KeyHint("o", "open its address")]

  let source: SourceOverview
  let items: [DecidedItem]
  /// What a look just now found, line by line; nil where nobody looked.
  let checked: [String]?
  /// What was just done.
  let notice: String?
  let now: Date
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    """
    \(heading)\(told)\(facts)\(doings)\(brought)<p><a href="/sources">All sources</a></p>

    """
  }

  private var heading: Hypertext {
    let tags = source.entry.source.tags.map { tag -> Hypertext in "<li>\(tag)</li>\n" }
    let chips: Hypertext = tags.isEmpty ? "" : "<ul class=\"chips\">\n\(tags)</ul>\n"
    let link: Hypertext =
      OutLink.address(source.address).map { address in
        """
        <a href="\(address)" rel="noreferrer noopener" target="_blank" data-key="o">\(source.address) <kbd>o</kbd></a>
        """
      } ?? "\(source.address)"
    return """
      <h1>\(TerminalText.excerpt(source.name, limit: 300))</h1>
      <p class="soft">\(link)</p>
      <p class="soft">listed at \(source.entry.place.description)</p>
      \(chips)
      """
  }

  private var told: Hypertext {
    let done: Hypertext = notice.map { "<p role=\"status\" class=\"notice\">\($0)</p>\n" } ?? ""
    guard let checked else { return done }
    let lines = checked.map { line -> Hypertext in "<li>\(TerminalText.clean(line))</li>\n" }
    return """
      \(done)<section aria-labelledby="checked">
      <h2 id="checked">Looked at just now</h2>
      <ul class="plain">
      \(lines)</ul>
      </section>

      """
  }

  private var facts: Hypertext {
    let trouble: Hypertext = source.trouble.map { "<p class=\"bad\">\($0)</p>\n" } ?? ""
    let remedy: Hypertext = source.remedy.map { "<p>\($0)</p>\n" } ?? ""
    let moved: Hypertext =
      source.health?.adopted.map {
        "<p>It moved for good, and is asked at \($0); you may write that into its entry.</p>\n"
      } ?? ""
    return """
      <h2>How it fares</h2>
      <p>\(source.yield)</p>
      <p>\(source.asked(now: now))</p>
      \(trouble)\(remedy)\(moved)
      """
  }

  // MARK: What can be done

  private var doings: Hypertext {
    let isPaused = source.entry.source.isPaused
    return """
      <div class="row">
      \(form("check", "<button data-key=\"c\">Check now <kbd>c</kbd></button>"))\(form(isPaused ? "resume" : "pause", isPaused ? "<button>Go on asking it</button>" : "<button>Pause</button>"))</div>
      <details>
      <summary>Remove</summary>
      <p>It is taken out of \(source.entry.file), and not asked any more from the next run on. What it has brought stays.</p>
      \(form("remove", "<button>Remove it</button>"))</details>

      """
  }

  private func form(_ word: String, _ button: Hypertext) -> Hypertext {
    """
    <form method="post" action="/sources/\(word)">\(Layout.hidden(visitor))<input type="hidden" name="address" value="\(source.address)">\(button)</form>

    """
  }

  private var brought: Hypertext {
    guard !items.isEmpty else { return "" }
    let rows = items.map { ItemListView.row($0, now: now, zone: zone, level: 3) }
    return """
      <h2>What it brought</h2>
      <ol class="items">
      \(rows)</ol>
      <p><a href="/items?source=\(Fields.encoded(source.address))">Everything it brought</a></p>

      """
  }
}
