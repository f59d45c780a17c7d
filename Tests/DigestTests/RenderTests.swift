// What a reader sees, kept as golden files, and what a hostile feed cannot do.

import Digest
import Feed
import Markup
import Service
import Store
import TestSupport
import Testing
import Workspace

struct RenderTests {
  @Test(arguments: DigestFormat.allCases)
  func `an edition looks as it did`(format: DigestFormat) throws {
    try Golden.expect(format.render(EditionFixture.edition), matches: "edition.\(format.rawValue)")
  }

  @Test func `a hostile story is shown, not obeyed`() {
    let page = DigestPage.render(EditionFixture.edition).html
    for harm in ["<script", "<img", "href=\"javascript", "\u{1B}", "\u{202E}", "\" onmouseover"] {
      #expect(!page.contains(harm), "\(harm)")
    }
    let text = DigestText.render(EditionFixture.edition)
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func `a hostile story is text in Markdown too, and JSON has no address for it`() throws {
    let page = DigestMarkdown.render(EditionFixture.edition)
    for harm in ["<script", "<img", "javascript:", "\u{1B}", "\u{202E}"] {
      #expect(!page.contains(harm), "\(harm)")
    }
    let object = try JSONValue(
      parsing: Array(DigestObject.render(EditionFixture.edition).utf8))
    #expect(object["items"]?.array?.map { $0["url"] == .null } == [false, true, true, false])
    #expect(object["until"]?.string == "2026-01-20T08:00:00Z")
  }

  @Test func `no line of text is wider than a terminal`() {
    for line in DigestText.render(EditionFixture.edition).split(separator: "\n") {
      #expect(line.count <= 78, "\(line)")
    }
  }

  @Test(arguments: DigestFormat.allCases)
  func `a wild card is marked, and nothing else is`(format: DigestFormat) {
    let mark =
      switch format {
      case .json: "\"wild\":true,\"propensity\":0.125"
      case .jsonfeed: "\"wild\":true"
      default: "Wild card,"
      }
    let parts = format.render(EditionFixture.edition).split(separator: mark)
    #expect(parts.count == 2)
  }

  @Test(arguments: DigestFormat.allCases)
  func `who brought a post stands below it, as text`(format: DigestFormat) throws {
    var edition = EditionFixture.edition
    var context = PostContext(.mastodon)
    context.boosts = ["<b>Ada</b>\u{1B}[1m", "Bob", "Cy"].map { Repost(by: Person(name: $0)) }
    context.quoted = PostReference(id: "1", state: "blocked")
    edition.stories[0].context = context
    let page = format.render(edition)
    #expect(!page.contains("\u{1B}"))
    if format == .json {
      let story = try JSONValue(parsing: Array(page.utf8))["items"]?.array?.first
      #expect(story?["post"]?["reposted_by"]?.array?.count == 3)
      #expect(story?["post"]?["quoted"]?["state"] == "blocked")
    } else {
      #expect(page.contains("and 2 others") && page.contains("quoting"))
      #expect(format == .text || !page.contains("<b>Ada"))
    }
  }

  @Test func `nothing is certain`() {
    #expect(EditionFixture.edition.stories.map(\.percent) == [91, 61, 99, 31])
  }
}
