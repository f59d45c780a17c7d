// The curated feed as Atom (RFC 4287). Ids and times come from the record, so a reader never sees an old entry as new.

import FoundationEssentials
package import Markup
import Service
import Store

/// Renders the curated feed as Atom.
package enum AtomFeed {
  package static let type = "application/atom+xml; charset=utf-8"

  /// The whole document; what is interpolated is escaped for XML as for HTML.
  package static func render(_ feed: CuratedFeed) -> Hypertext {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
    <id>\(feed.id)</id>
    <title>\(text(feed.title))</title>
    <updated>\(time(feed.updated))</updated>
    <author><name>Gleaner</name></author>
    <generator>Gleaner</generator>
    \(link("self", feed.address, type: "application/atom+xml"))\(link("alternate", feed.home, type: "text/html"))\(feed.entries.map { entry($0.story, $0.edition, feed) })</feed>

    """
  }

  private static func entry(
    _ story: Edition.Story, _ edition: Edition, _ feed: CuratedFeed
  ) -> Hypertext {
    let published: Hypertext =
      story.item.published.flatMap(UTCTime.text).map { "<published>\($0)</published>\n" } ?? ""
    let tags = CuratedFeed.tags(story).map { "<category term=\"\(text($0))\"/>\n" as Hypertext }
    return """
      <entry>
      <id>\(FeedIdentity.entry(story.item))</id>
      <title>\(text(CuratedFeed.title(story)))</title>
      <updated>\(time(edition.until))</updated>
      \(published)<author><name>\(text(CuratedFeed.author(story)))</name></author>
      \(link("alternate", story.webAddress.map(address)))\(tags)<summary>\(text(CuratedFeed.summary(story)))</summary>
      <content type="html">\(text(feed.content(story, edition).html))</content>
      </entry>

      """
  }

  private static func link(_ rel: String, _ href: String?, type: String? = nil) -> Hypertext {
    guard let href else { return "" }
    let kind: Hypertext = type.map { " type=\"\($0)\"" } ?? ""
    return "<link rel=\"\(rel)\"\(kind) href=\"\(text(href))\"/>\n"
  }

  private static func time(_ date: Date) -> String { UTCTime.text(date) ?? "1970-01-01T00:00:00Z" }

  /// Without the two characters that XML 1.0 does not know (section 2.2); the controls fall to the escape.
  private static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\u{FFFE}" || $0 == "\u{FFFF}" }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0 != "\u{FFFE}" && $0 != "\u{FFFF}" }))
  }

  /// An address as an IRI may be written (RFC 3987): what has no place in one is percent-encoded.
  private static func address(_ url: String) -> String {
    url.unicodeScalars.map { scalar in
      guard isOut(scalar) else { return String(scalar) }
      return String(scalar).utf8.map { byte in
        let digits = [byte >> 4, byte & 15].map { String($0, radix: 16, uppercase: true) }
        return "%" + digits.joined()
      }.joined()
    }.joined()
  }

  private static func isOut(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar.value == 0x7F
      || "<>\"{}|\\^`".unicodeScalars.contains(scalar)
  }
}
