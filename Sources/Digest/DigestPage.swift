// The digest as one HTML file: readable on a phone, light and dark, no script and no request to anywhere. Each story
// says why it is there.

import Feed
import Foundation
package import Markup
import Service
import Store

/// Renders an edition as a page.
package enum DigestPage {
  /// The whole page.
  package static func render(_ edition: Edition) -> Hypertext {
    let day = DigestDates.day(edition.until, in: edition.timeZone)
    return PageFrame.page(
      title: "\(edition.person)’s digest, \(day)", sheet: DigestStyle.sheet,
      """
      <header>
      <h1>\(day)</h1>
      <p>\(lead(edition))</p>
      </header>
      <main>
      \(DigestSections.parts(edition).map { section($0, edition) })</main>
      <footer><p>\(closing(edition))</p></footer>

      """)
  }

  /// How much there is, and how long it takes.
  package static func lead(_ edition: Edition) -> String {
    let stories = edition.stories.count == 1 ? "One story" : "\(edition.stories.count) stories"
    return
      "\(stories) for \(edition.person), out of \(edition.considered) new items. About \(edition.minutes) min to read."
  }

  /// What waits, what found no room, and which digest it is.
  package static func closing(_ edition: Edition) -> String {
    var parts: [String] = []
    if edition.waiting > 0 {
      let items = Count.of(edition.waiting, "borderline item")
      parts.append("\(items) \(edition.waiting == 1 ? "waits" : "wait") for review.")
    }
    if edition.more > 0 { parts.append("\(edition.more) more were kept and found no room.") }
    let until = DigestDates.moment(edition.until, in: edition.timeZone)
    let since = DigestDates.moment(edition.since, in: edition.timeZone)
    // The first digest has no period: everything came in at once.
    parts.append(
      "Digest \(edition.number), " + (since == until ? until : "\(since) to \(until)") + ".")
    return parts.joined(separator: " ")
  }

  private static func section(_ section: DigestSection, _ edition: Edition) -> Hypertext {
    let name: Hypertext = section.name.map { "<h2 class=\"section\">\($0)</h2>\n" } ?? ""
    let first = section.stories.first?.rank ?? 1
    return """
      <section>
      \(name)<ol start="\(first)">
      \(section.stories.map { story($0.story, edition, level: section.name == nil ? 2 : 3) })</ol>
      </section>

      """
  }

  private static func story(
    _ story: Edition.Story, _ edition: Edition, level: Int
  ) -> Hypertext {
    """
    <li><article>
    <h\(level)>\(heading(story))</h\(level)>
    <p class="meta">\(meta(story, edition))</p>
    <p>\(story.excerpt(320))</p>
    <p class="why">\(why(story))</p>
    </article></li>

    """
  }

  private static func heading(_ story: Edition.Story) -> Hypertext {
    guard let url = story.webAddress else { return "\(story.heading)" }
    return "<a href=\"\(url)\" rel=\"noopener noreferrer\">\(story.heading)</a>"
  }

  /// Where a story is from, when, and how long it takes.
  package static func meta(_ story: Edition.Story, _ edition: Edition) -> String {
    metaParts(story, edition).joined(separator: " · ")
  }

  /// The same in its parts.
  static func metaParts(_ story: Edition.Story, _ edition: Edition) -> [String] {
    var parts = [story.item.sourceName]
    if let author = story.item.author, author != story.item.sourceName { parts.append(author) }
    if let published = story.item.published {
      parts.append(DigestDates.moment(published, in: edition.timeZone))
    }
    parts.append("\(story.minutes) min")
    parts += story.context?.words ?? []
    if !story.alsoIn.isEmpty { parts.append("also in \(story.alsoIn.joined(separator: ", "))") }
    return parts
  }

  private static func why(_ story: Edition.Story) -> Hypertext {
    let chance: Hypertext = story.percent.map { "<span class=\"chance\">\($0) %</span> " } ?? ""
    let wild: Hypertext =
      story.isWild ? "<strong class=\"wild\">\(Edition.Story.wildWords)</strong> " : ""
    return "\(wild)\(chance)\(story.why)"
  }
}
