// One interest: what it is made of, what it brings, and what the person wishes of it.

import Digest
import Feed
import Markup
import Service
import Store
import Taste

struct InterestView {
  let part: ProfilePortrait.Part
  /// Items kept lately, of all interests; nil where that is not known.
  let reading: Int?
  /// The newest of those that belong to it.
  let items: [RecentItem]
  let visitor: Visitor

  private var interest: Interest { part.interest }
  private var path: String { "/profile/interests/\(interest.number)" }

  var body: Hypertext {
    """
    <h1>\(part.name)\(Self.tags(part))</h1>
    \(ProfilePart.links(nil))<p class="soft">Interest \(interest.number)\(words)</p>
    \(Self.bar(part))<p>\(Self.figures(part, reading))</p>
    \(wishes)<section>
    <h2>What stands for it</h2>
    <ul>
    \(interest.exemplars.map(exemplar))</ul>
    </section>
    \(lately)
    """
  }

  // MARK: Shared with the list

  /// `pinned`, `rising`.
  static func tags(_ part: ProfilePortrait.Part) -> Hypertext {
    let words = [part.wishWords, part.trend == .steady ? nil : part.trend.rawValue]
    return Hypertext(
      words.compactMap(\.self).map { " <span class=\"tag\">\($0)</span>" as Hypertext })
  }

  /// Its part of the evidence as a bar; the same stands beside it in words.
  static func bar(_ part: ProfilePortrait.Part) -> Hypertext {
    let width = PictureNumber.text(100 * min(max(part.interest.weight, 0), 1))
    return """
      <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" width="100" height="4"/><rect class="part" width="\(width)" height="4"/></svg>

      """
  }

  /// What it is made of and what it brings, in one line.
  static func figures(_ part: ProfilePortrait.Part, _ reading: Int?) -> String {
    [part.sharesWords(of: reading), reading == nil ? nil : part.yieldWords].compactMap(\.self)
      .joined(separator: ". ") + "."
  }

  // MARK: Parts

  private var words: Hypertext {
    guard !interest.words.isEmpty else { return "." }
    return ", known by “\(interest.words.prefix(8).joined(separator: "”, “"))”."
  }

  private func exemplar(_ exemplar: Interest.Exemplar) -> Hypertext {
    let title = TerminalText.excerpt(exemplar.title, limit: 200)
    guard exemplar.id.hasPrefix("item:"), let item = Int64(exemplar.id.dropFirst(5)) else {
      return "<li>\(title)</li>\n"
    }
    return "<li><a href=\"/items/\(item)\">\(title)</a></li>\n"
  }

  private var lately: Hypertext {
    let rows = items.map { item -> Hypertext in
      """
      <li><a href="/items/\(item.id)">\(TerminalText.excerpt(item.title, limit: 200))</a> <span class="soft">\(Self.verdict(item))</span></li>

      """
    }
    let none: Hypertext = "<p>Nothing of it came in during the last thirty days.</p>\n"
    return """
      <section>
      <h2>What came in lately</h2>
      \(rows.isEmpty ? none : "<ul class=\"plain\">\n\(rows)</ul>\n")</section>

      """
  }

  private static func verdict(_ item: RecentItem) -> String {
    switch item.verdict {
    case .keep: "kept"
    case .skip: item.isShown ? "skipped, shown" : "skipped"
    case .review: "waits"
    case nil: "not decided yet"
    }
  }

  private var wishes: Hypertext {
    let plain: Hypertext =
      part.wish == nil ? "" : "<button name=\"wish\" value=\"none\">Count as before</button>\n"
    let times = if case .weight(let factor) = part.wish { "\(factor)" } else { "1" }
    return """
      <section class="wishes">
      <h2>What you wish of it</h2>
      <p class="soft">You see first what a wish would do; nothing changes before you keep it.</p>
      <form method="post" action="\(path)/preview" class="row">\(Layout.hidden(visitor))
      <button name="wish" value="pin">Pin: count three times</button>
      <button name="wish" value="mute">Mute: speak against it</button>
      \(plain)</form>
      <form method="post" action="\(path)/preview" class="row">\(Layout.hidden(visitor))
      <input type="hidden" name="wish" value="weight">
      <label>Let it count <input type="number" name="times" min="0" max="10" step="any" value="\(times)" required> times</label>
      <button>Show what that does</button>
      </form>
      <form method="post" action="\(path)/preview" class="row">\(Layout.hidden(visitor))
      <input type="hidden" name="wish" value="rename">
      <label>Call it <input name="name" maxlength="\(Wish.nameMax)" value="\(part.name)" required></label>
      <button>Rename</button>
      </form>
      </section>

      """
  }
}
