// The digest as plain text, 76 columns: for the terminal, and for whoever reads mail as it was meant.

import Service

import Store
/// Renders an edition as plain text.
package enum DigestText {
  static let width = 76

  /// The whole text, ending in a newline.
  package static func render(_ edition: Edition) -> String {
    var lines = [
      DigestDates.day(edition.until, in: edition.timeZone), DigestPage.lead(edition), "",
    ]
    for (index, story) in edition.stories.enumerated() {
      lines += self.story(story, number: index + 1, edition)
    }
    lines.append(contentsOf: wrap(DigestPage.closing(edition), indent: ""))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func story(
    _ story: Edition.Story, number: Int, _ edition: Edition
  ) -> [String] {
    let mark = "\(number).".padding(to: 4)
    let title = TerminalText.clean(story.item.title.isEmpty ? "Untitled" : story.item.title)
    var lines = wrap(title, indent: "    ")
    if !lines.isEmpty { lines[0] = mark + lines[0].dropFirst(4) }
    lines += wrap(TerminalText.clean(DigestPage.meta(story, edition)), indent: "    ")
    lines += wrap(TerminalText.clean(story.excerpt(320)), indent: "    ")
    if story.isWild { lines += wrap(Edition.Story.wildWords, indent: "    → ") }
    let chance = story.percent.map { "\($0) %: " } ?? ""
    lines += wrap(chance + TerminalText.clean(story.item.outcome?.reason ?? ""), indent: "    → ")
    // An address is never broken: it would not open any more.
    if let url = story.item.url { lines.append("    \(TerminalText.clean(url))") }
    return lines + [""]
  }

  /// Fills lines of ``width`` columns; the second and later lines are indented by as much as the first.
  static func wrap(_ text: String, indent: String) -> [String] {
    let hanging = String(repeating: " ", count: indent.count)
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + word.count + 1 > width {
        lines.append(line)
        (line, isEmpty) = (hanging, true)
      }
      line += isEmpty ? word : " \(word)"
      isEmpty = false
    }
    return isEmpty ? lines : lines + [line]
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
