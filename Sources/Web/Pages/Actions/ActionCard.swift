// One action: the post, why it is proposed, when it would go, what it costs, and what can be said about it now. The same on
// the list and on its own page; an answer swaps it for how it is then.

import Feed
import FoundationEssentials
import Markup
import Pipeline
import Service
import Store
import Taste

struct ActionCard {
  let row: ActionRow
  /// When limits let it go; nil where it is not to be sent, or they never will.
  let earliest: Date?
  let now: Date
  let visitor: Visitor
  /// The list that it stands in; nil where it stands alone, and keys press its buttons.
  var shelf: ActionShelf?
  var said: String?

  private var hasKeys: Bool { shelf == nil }

  var body: Hypertext {
    """
    <article class="card deed" id="action-\(row.id)" aria-labelledby="deed-\(row.id)" data-said="\(said ?? "")">
    \(heading)\(post)<p class="soft">\(chance)Kept: \(row.because ?? "nobody knows any more"). \(leave)</p>
    <p>\(standing)</p>
    \(note)\(buttons)</article>

    """
  }

  private var heading: Hypertext {
    let level: Hypertext = hasKeys ? "h1" : "h2"
    let whose = row.author.map { "of \($0)" } ?? "of \(ActionWords.title(row))"
    let title = "\(row.kind.rawValue.firstUppercased) \(whose)"
    let name: Hypertext = hasKeys ? "\(title)" : "<a href=\"/actions/\(row.id)\">\(title)</a>"
    return """
      <\(level) id="deed-\(row.id)">\(name)</\(level)>
      <p class="soft">as \(row.account.text) · \(links)proposed \(TimeMark.ago(row.proposedAt, now: now)) · number \(row.id)</p>

      """
  }

  private var links: Hypertext {
    let item: Hypertext = row.item.map { "<a href=\"/items/\($0)\">item \($0)</a> · " } ?? ""
    guard let address = OutLink.address(row.url) else { return item }
    let key: Hypertext = hasKeys ? " data-key=\"o\"" : ""
    let hint: Hypertext = hasKeys ? " <kbd>o</kbd>" : ""
    return """
      \(item)<a href="\(address)" rel="noreferrer noopener" target="_blank"\(key)>the post\(hint)</a> · 
      """
  }

  /// What it says; where it has a title that is not its beginning, that before it.
  private var post: Hypertext {
    let text = row.text ?? ""
    let title = row.title.flatMap { text.hasPrefix($0) || $0.isEmpty ? nil : $0 }
    let head: Hypertext = title.map { "<p><strong>\($0)</strong></p>\n" } ?? ""
    return text.isEmpty ? head : "\(head)<blockquote class=\"lines\">\(text)</blockquote>\n"
  }

  private var chance: Hypertext {
    row.probability.map { "<span class=\"chance\">\(Figures.chance($0))</span> " } ?? ""
  }

  private var leave: String {
    switch row.approvedBy {
    case "policy": "Without asking: \(row.reason)."
    case "bulk": "You approved it with others."
    case "person": "You approved it."
    default: "You are asked because: \(row.reason)."
    }
  }

  private var standing: String {
    let told = "\(ActionWords.standing(row, earliest: earliest, now: now).firstUppercased)"
    switch row.state {
    case .proposed: return "\(told). \(chanceToGo)"
    case .approved: return "\(told)\(price(.send))."
    case .done where !row.isByHand:
      let cost = price(.undo)
      return cost.isEmpty ? "\(told)." : "\(told). Taking it back is possible\(cost)."
    default: return "\(told)."
    }
  }

  private var chanceToGo: String {
    guard let earliest else { return "Your limits would not let it go before it expires." }
    let time = earliest > now ? "\(Ago.ahead(earliest, now: now)) at the earliest" : "at once"
    return "After your yes it goes \(time)\(price(.send))."
  }

  /// `, for 0.015 dollars`; empty where nothing is charged.
  private func price(_ effect: ActionEffect) -> String {
    ActionPrice.words(row.kind, effect, on: row.account.network).map { ", for \($0)" } ?? ""
  }

  private var note: Hypertext {
    row.note.map { "<p class=\"soft\">Last: \($0)</p>\n" } ?? ""
  }

  // MARK: Buttons

  private var buttons: Hypertext {
    let words: [Hypertext] =
      switch row.state {
      case .proposed:
        [button("approve", "Approve", "a", isMain: true), button("reject", "Reject", "s")]
      case .approved: [button("reject", "Take back before it is sent", "u")]
      case .done: row.isByHand ? [] : [button("undo", "Take it back", "u")]
      case .unknown:
        [
          button("approve", "It did not happen: send it again", "a"),
          button("undo", "Take it back", "u"),
        ]
      default: []
      }
    guard !words.isEmpty else { return "" }
    return """
      <form method="post" action="/actions/\(row.id)/approve" data-part="action-\(row.id)" class="row">\(Layout.hidden(visitor))
      <input type="hidden" name="version" value="\(row.version)">\(place)
      \(words)\(choice)</form>

      """
  }

  /// Where an answer without a script goes back to.
  private var place: Hypertext {
    shelf.map { "<input type=\"hidden\" name=\"show\" value=\"\($0.rawValue)\">" } ?? ""
  }

  private func button(
    _ word: String, _ name: String, _ key: String, isMain: Bool = false
  ) -> Hypertext {
    let mark: Hypertext = hasKeys ? " data-key=\"\(key)\"" : ""
    let hint: Hypertext = hasKeys ? " <kbd>\(key)</kbd>" : ""
    let look: Hypertext = isMain ? " class=\"main\"" : ""
    return """
      <button formaction="/actions/\(row.id)/\(word)" aria-describedby="deed-\(row.id)"\(mark)\(look)>\(name)\(hint)</button>

      """
  }

  /// Belongs to the form above the list; what is chosen there is this content and no other.
  private var choice: Hypertext {
    guard shelf == .proposed, row.state == .proposed, row.bar == nil else { return "" }
    return """
      <label class="choice"><input type="checkbox" form="together" name="chosen" value="\(SeenAction(row).mark)" aria-describedby="deed-\(row.id)"> with others</label>

      """
  }
}

extension SeenAction {
  /// As a form carries it: `12 version`.
  var mark: String { "\(id) \(version)" }

  /// Reads what a form carried; nil for what is none.
  init?(mark: String) {
    let halves = mark.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let id = Int64(halves[0]), id > 0 else { return nil }
    self.init(id: id, version: String(halves[1]))
  }
}
