// A page that names several feeds: which one is meant.

import Feed
import Foundation
import Markup
import Pipeline
import Service

struct SourceChoiceView {
  private static let shown = 20

  let find: FeedSearch.Find
  let wish: SourceWish
  let now: Date
  let visitor: Visitor

  var body: Hypertext {
    let rest = find.result.others(than: find.best).prefix(Self.shown)
    let rows = ([find.best] + rest).map(row)
    return """
      <h1>Which feed?</h1>
      <p>\(find.result.page ?? wish.address) names several. Nothing is added yet; the first one looks best.</p>
      <ol class="items">
      \(rows)</ol>
      <p><a href="/sources">Back to the sources</a></p>

      """
  }

  private func row(_ candidate: FeedCandidate) -> Hypertext {
    var chosen = wish
    chosen.address = candidate.feed?.movedTo ?? candidate.address
    return """
      <li>
      <h2>\(TerminalText.excerpt(candidate.feed?.title ?? candidate.title ?? "Untitled", limit: 200))</h2>
      <p class="soft">\(chosen.address)</p>
      <p>\(state(candidate))</p>
      <form method="post" action="/sources/add">\(Layout.hidden(visitor))\(fields(chosen))<button>Add this one</button></form>
      </li>

      """
  }

  private func state(_ candidate: FeedCandidate) -> String {
    guard let feed = candidate.feed else {
      return candidate.finding?.failure.map { TerminalText.excerpt($0.message, limit: 300) }
        ?? "Not looked at yet."
    }
    let newest = feed.newest.map { ", newest \(Ago.words($0, now: now))" } ?? ""
    return "\(Count.of(feed.entries, "entry", plural: "entries"))\(newest)."
  }

  private func fields(_ wish: SourceWish) -> Hypertext {
    let pairs = [
      ("address", wish.address), ("name", wish.name), ("tags", wish.tags),
      ("private", wish.isPrivate ? "yes" : ""),
    ]
    return Hypertext(
      pairs.filter { !$0.1.isEmpty }.map { name, value in
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
      })
  }
}
