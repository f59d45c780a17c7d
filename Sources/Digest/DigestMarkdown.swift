// The digest as Markdown: for notes, wikis and mail readers that render it, and readable where nothing does. CommonMark,
// without a table, a picture or a line of HTML.

import Service
import Store

/// Renders an edition as Markdown.
package enum DigestMarkdown {
  /// The whole document, ending in a newline.
  package static func render(_ edition: Edition) -> String {
    let head = [
      "# \(MarkdownText.escape(DigestDates.day(edition.until, in: edition.timeZone)))",
      MarkdownText.escape(DigestPage.lead(edition)),
    ]
    let stories = DigestSections.parts(edition).flatMap { section in
      (section.name.map { ["## \(MarkdownText.escape($0))"] } ?? [])
        + section.stories.flatMap {
          story($0.story, number: $0.rank, edition, marks: section.name == nil ? "##" : "###")
        }
    }
    let blocks = head + stories + ["---", MarkdownText.escape(DigestPage.closing(edition))]
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// Blocks, which are parted by empty lines; one without text is left out.
  private static func story(
    _ story: Edition.Story, number: Int, _ edition: Edition, marks: String
  ) -> [String] {
    let wild = story.isWild ? "*\(Edition.Story.wildWords)* " : ""
    let chance = story.percent.map { "**\($0) %** " } ?? ""
    let reason = MarkdownText.escape(story.why)
    let blocks = [
      "\(marks) \(number). \(heading(story))", MarkdownText.escape(DigestPage.meta(story, edition)),
      MarkdownText.escape(story.excerpt(320)),
    ]
    return (blocks + [(wild + chance + reason).isEmpty ? "" : "> \(wild)\(chance)\(reason)"])
      .filter { !$0.isEmpty }
  }

  private static func heading(_ story: Edition.Story) -> String {
    let clean = TerminalText.clean(story.item.title).split(separator: " ").joined(separator: " ")
    let title = MarkdownText.escape(clean.isEmpty ? "Untitled" : clean)
    guard let url = story.webAddress else { return title }
    return "[\(title)](\(MarkdownText.destination(url)))"
  }
}
