// The digest as the HTML part of a mail: one column, its looks on each element (many readers drop a stylesheet), nothing
// to load, and small enough that nobody cuts it.

import FoundationEssentials
import Markup
import Service
import Store

/// Renders an edition as the HTML of a mail.
package enum MailPage {
  /// Bytes of the encoded part; Gmail cuts what is longer than 102 kB.
  package static let bytesMax = 90_000
  /// How much of each text is shown, the next where the one before is too much.
  private static let excerpts = [320, 160, 80, 0]
  private static let font = "font-family:system-ui,-apple-system,'Segoe UI',sans-serif"

  /// The page, with as much of each story as there is room for; the text part has everything.
  package static func render(_ edition: Edition, _ links: MailLinks) -> String {
    for limit in excerpts {
      let page = page(edition, links, limit: limit, count: edition.stories.count)
      if size(page) <= bytesMax { return page }
    }
    var count = edition.stories.count
    while count > 1 {
      count = count * 3 / 4
      let page = page(edition, links, limit: 0, count: count)
      if size(page) <= bytesMax { return page }
    }
    return page(edition, links, limit: 0, count: 0)
  }

  private static func size(_ page: String) -> Int { QuotedPrintable.encode(page).utf8.count }

  private static func page(
    _ edition: Edition, _ links: MailLinks, limit: Int, count: Int
  ) -> String {
    let day = DigestDates.day(edition.until, in: edition.timeZone)
    let left = edition.stories.count - count
    let rest: Hypertext =
      left == 0
      ? ""
      : "<p>\(Count.of(left, "more story", plural: "more stories")) in the text of this mail.</p>\n"
    let sections = DigestSections.parts(edition).map { section in
      DigestSection(name: section.name, stories: section.stories.filter { $0.rank <= count })
    }.filter { !$0.stories.isEmpty }
    let html: Hypertext = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <title>\(edition.person)’s digest, \(day)</title>
      </head>
      <body style="margin:0;padding:16px;\(font);font-size:16px;line-height:1.5">
      <div style="max-width:600px;margin:0 auto">
      <h1 style="font-size:22px;line-height:1.25;margin:0 0 4px">\(day)</h1>
      <p style="margin:0 0 20px;font-size:14px">\(DigestPage.lead(edition))</p>
      \(sections.map { section($0, edition, links, limit) })\(rest)<hr style="border:0;border-top:1px solid #999">
      <p style="font-size:14px">\(DigestPage.closing(edition))</p>
      \(foot(links))</div>
      </body>
      </html>

      """
    return html.html
  }

  private static func section(
    _ section: DigestSection, _ edition: Edition, _ links: MailLinks, _ limit: Int
  ) -> Hypertext {
    let name: Hypertext =
      section.name.map { "<h2 style=\"font-size:15px;margin:24px 0 8px\">\($0)</h2>\n" } ?? ""
    return "\(name)\(section.stories.map { story($0.story, edition, links, limit) })"
  }

  private static func story(
    _ story: Edition.Story, _ edition: Edition, _ links: MailLinks, _ limit: Int
  ) -> Hypertext {
    let title: Hypertext =
      story.webAddress.map { "<a href=\"\($0)\">\(story.heading)</a>" } ?? "\(story.heading)"
    let opening = limit == 0 ? "" : story.excerpt(limit)
    let excerpt: Hypertext = opening.isEmpty ? "" : "<p style=\"margin:0 0 4px\">\(opening)</p>\n"
    let wild: Hypertext = story.isWild ? "<strong>\(Edition.Story.wildWords)</strong> " : ""
    let votes = links.votes?.addresses(digest: edition.number, item: story.item.id)
    let vote: Hypertext = votes.map(Self.vote) ?? ""
    return """
      <div style="margin:0 0 20px">
      <h3 style="font-size:17px;line-height:1.3;margin:0 0 2px">\(title)</h3>
      <p style="margin:0 0 4px;font-size:14px">\(TerminalText.excerpt(DigestPage.meta(story, edition), limit: 300))</p>
      \(excerpt)<p style="margin:0;font-size:14px">\(wild)\(CuratedFeed.summary(story))\(vote)</p>
      </div>

      """
  }

  private static func vote(_ links: (up: String, down: String)) -> Hypertext {
    "<br><a href=\"\(links.up)\">More like this</a> &nbsp; <a href=\"\(links.down)\">Less</a>"
  }

  private static func foot(_ links: MailLinks) -> Hypertext {
    let page: Hypertext = links.page.map { "<a href=\"\($0)\">On its page</a>" } ?? ""
    let off: Hypertext = links.unsubscribe.map { "<a href=\"\($0)\">No more mail</a>" } ?? ""
    guard links.page != nil || links.unsubscribe != nil else { return "" }
    return "<p style=\"font-size:14px\">\(page) &nbsp; \(off)</p>\n"
  }
}
