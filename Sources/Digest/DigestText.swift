// The digest as plain text: at most 76 columns, for a terminal of any width, and for whoever reads mail as it was meant. On
// a terminal what is read first stands out, by weight and not by colour.

package import Service
import Store

/// Renders an edition as plain text.
package struct DigestText {
  /// Longer lines are hard to read, whatever the terminal has.
  static let widthMax = 76
  private static let widthMin = 20
  private static let margin = "    "

  private let width: Int
  private let hasStyle: Bool

  private init(width: Int = widthMax, hasStyle: Bool = false) {
    self.width = width
    self.hasStyle = hasStyle
  }

  /// The whole text, ending in a newline.
  package static func render(_ edition: Edition) -> String {
    render(edition, closing: [])
  }

  /// The same for whoever looks at a terminal, within its edge.
  package static func render(_ edition: Edition, for terminal: Terminal) -> String {
    let width = terminal.hasEdge ? min(widthMax, max(widthMin, terminal.columns - 1)) : widthMax
    return DigestText(width: width, hasStyle: terminal.hasColor).text(edition)
  }

  /// The same with more paragraphs at its end, and with lines of a story's own below it.
  static func render(
    _ edition: Edition, closing paragraphs: [String],
    below: (Edition.Story) -> [String] = { _ in [] }
  ) -> String {
    DigestText().text(edition, closing: paragraphs, below: below)
  }

  private func text(
    _ edition: Edition, closing paragraphs: [String] = [],
    below: (Edition.Story) -> [String] = { _ in [] }
  ) -> String {
    let day = DigestDates.day(edition.until, in: edition.timeZone)
    var lines = TextWrap.lines(day, width: width).map(strong)
    lines += TextWrap.lines(TerminalText.clean(DigestPage.lead(edition)), width: width) + [""]
    for section in DigestSections.parts(edition) {
      lines += section.name.map(heading) ?? []
      for (rank, story) in section.stories {
        lines += self.story(story, number: rank, edition)
        lines += below(story).map { Self.margin + $0 } + [""]
      }
    }
    lines += TextWrap.lines(TerminalText.clean(DigestPage.closing(edition)), width: width)
    for paragraph in paragraphs { lines += [""] + TextWrap.lines(paragraph, width: width) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ name: String) -> [String] {
    let name = TerminalText.fit(
      TerminalText.excerpt(name, limit: Self.widthMax), columns: width)
    return [strong(name), String(repeating: "─", count: TerminalText.width(name)), ""]
  }

  private func story(
    _ story: Edition.Story, number: Int, _ edition: Edition
  ) -> [String] {
    let mark = "\(number)."
    let chance = story.percent.map { "\($0) %: " } ?? ""
    var title = hung(TerminalText.clean(story.heading), "")
    // A title of nothing but what cannot be shown is none.
    if title.isEmpty { title = [Self.margin + Edition.Story.untitled] }
    title[0] = mark + title[0].dropFirst(mark.count)
    var lines = title.map(strong)
    lines += meta(DigestPage.metaParts(story, edition)).map(soft)
    lines += hung(TerminalText.clean(story.excerpt(320)), "")
    if story.isWild { lines += hung(Edition.Story.wildWords, "→ ") }
    lines += oneLine("→ \(chance)\(TerminalText.clean(story.why))")
    // An address is never broken: it would not open any more.
    if let url = story.item.url { lines.append(soft(Self.margin + TerminalText.clean(url))) }
    return lines
  }

  /// Parts in as few lines as they fit into, none broken that need not be.
  private func meta(_ parts: [String]) -> [String] {
    let room = width - Self.margin.count
    var lines: [String] = []
    for part in parts.map(TerminalText.clean) {
      let joined = lines.last.map { "\($0) · \(part)" }
      if let joined, TerminalText.width(joined) <= room {
        lines[lines.count - 1] = joined
      } else {
        if let last = lines.last { lines[lines.count - 1] = last + " ·" }
        lines.append(part)
      }
    }
    return lines.flatMap { hung($0, "") }
  }

  /// Wrapped within the margin, behind a sign.
  private func hung(_ text: String, _ sign: String) -> [String] {
    let space = String(repeating: " ", count: sign.count)
    let room = width - Self.margin.count - sign.count
    return TextWrap.lines(text, width: room).enumerated().map {
      Self.margin + ($0 == 0 ? sign : space) + $1
    }
  }

  /// A reason has one line; 'gleaner explain' has the rest of it.
  private func oneLine(_ text: String) -> [String] {
    let room = width - Self.margin.count
    guard TerminalText.width(text) > room else { return [Self.margin + text] }
    return [Self.margin + (TextWrap.lines(text, width: room - 1).first ?? "") + "…"]
  }

  private func strong(_ text: String) -> String { hasStyle ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  private func soft(_ text: String) -> String { hasStyle ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
