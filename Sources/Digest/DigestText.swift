// The digest as plain text, 76 columns: for the terminal, and for whoever reads mail as it was meant.

import Service

import Store

/// Renders an edition as plain text.
package enum DigestText {
  static let width = 76
  private static let margin = "    "

  /// The whole text, ending in a newline.
  package static func render(_ edition: Edition) -> String {
    render(edition, closing: [])
  }

  /// The same with more paragraphs at its end, and with lines of a story's own below it.
  static func render(
    _ edition: Edition, closing paragraphs: [String],
    below: (Edition.Story) -> [String] = { _ in [] }
  ) -> String {
    var lines = [DigestDates.day(edition.until, in: edition.timeZone)]
    lines += TextWrap.lines(TerminalText.clean(DigestPage.lead(edition)), width: width) + [""]
    for section in DigestSections.parts(edition) {
      lines += section.name.map(heading) ?? []
      for (rank, story) in section.stories {
        lines += self.story(story, number: rank, edition)
        lines += below(story).map { margin + $0 } + [""]
      }
    }
    lines += TextWrap.lines(TerminalText.clean(DigestPage.closing(edition)), width: width)
    for paragraph in paragraphs { lines += [""] + TextWrap.lines(paragraph, width: width) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func heading(_ name: String) -> [String] {
    let name = TerminalText.excerpt(name, limit: width)
    return [name, String(repeating: "─", count: min(width, TerminalText.width(name))), ""]
  }

  private static func story(
    _ story: Edition.Story, number: Int, _ edition: Edition
  ) -> [String] {
    let mark = "\(number)."
    let chance = story.percent.map { "\($0) %: " } ?? ""
    var lines = hung(TerminalText.clean(story.heading), "")
    lines[0] = mark + lines[0].dropFirst(mark.count)
    lines += hung(TerminalText.clean(DigestPage.meta(story, edition)), "")
    lines += hung(TerminalText.clean(story.excerpt(320)), "")
    if story.isWild { lines += hung(Edition.Story.wildWords, "→ ") }
    lines += oneLine("→ \(chance)\(TerminalText.clean(story.why))")
    // An address is never broken: it would not open any more.
    if let url = story.item.url { lines.append(margin + TerminalText.clean(url)) }
    return lines
  }

  /// Wrapped within the margin, behind a sign.
  private static func hung(_ text: String, _ sign: String) -> [String] {
    let space = String(repeating: " ", count: sign.count)
    let room = width - margin.count - sign.count
    return TextWrap.lines(text, width: room).enumerated().map {
      margin + ($0 == 0 ? sign : space) + $1
    }
  }

  /// A reason has one line; 'gleaner explain' has the rest of it.
  private static func oneLine(_ text: String) -> [String] {
    let room = width - margin.count
    guard TerminalText.width(text) > room else { return [margin + text] }
    return [margin + (TextWrap.lines(text, width: room - 1).first ?? "") + "…"]
  }
}
