// One action with its whole story: `gleaner actions why` as a page.

import FoundationEssentials
import Markup
import Pipeline
import Store
import Taste

struct ActionStoryView {
  static let keys = [
    KeyHint("a", "approve it"), KeyHint("s", "reject it"), KeyHint("u", "take it back"),
    KeyHint("o", "open the post"),
  ]

  let story: ActionStory
  let earliest: Date?
  let now: Date
  let zone: TimeZone
  let visitor: Visitor

  var body: Hypertext {
    let card = ActionCard(row: story.row, earliest: earliest, now: now, visitor: visitor)
    let reasons = story.reasons.map { line -> Hypertext in "<li>\(line.firstUppercased)</li>\n" }
    let past = story.audit.map { event -> Hypertext in
      "<li>\(TimeMark.at(event.at, in: zone)) \(ActionStory.words(event))</li>\n"
    }
    return """
      \(card.body)\(refusing)<h2>Why</h2>
      <ul class="plain">
      \(reasons)<li>\(story.leave).</li>
      <li>Certificate when it was proposed: \(story.row.certificate.words).</li>
      </ul>
      <h2>History</h2>
      <ul class="plain">
      \(past)</ul>
      <p><a href="/actions">All actions</a></p>

      """
  }

  /// A no with a reason, for one's own record.
  private var refusing: Hypertext {
    guard story.row.state.allows(.rejected) else { return "" }
    return """
      <form method="post" action="/actions/\(story.row.id)/reject" class="row filters">\(Layout.hidden(visitor))
      <label>Or reject it, because <input name="reason" maxlength="500"></label>
      <button>Reject</button>
      </form>

      """
  }
}
