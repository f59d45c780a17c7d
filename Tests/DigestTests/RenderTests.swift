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

  @Test(arguments: [20, 40, 60, 80, 200])
  func `a terminal has the text within its edge, all but addresses`(columns: Int) {
    var edition = EditionFixture.edition
    edition.stories.append(
      EditionFixture.story(
        5, "小麦粉と水と忍耐だけで作る、五日目に膨らむライ麦のスターターの話 🍞🍞🍞",
        text: String(repeating: "小麦粉と水と忍耐。", count: 60), url: nil, probability: 0.7,
        reason: "close to “パン種” and “" + String(repeating: "粉", count: 60) + "”",
        section: String(repeating: "日本語の長い見出し", count: 9)))
    let terminal = Terminal(
      isInteractive: true, canRedraw: true, hasColor: false, columns: columns)
    let lines = DigestText.render(edition, for: terminal).split(separator: "\n")
    for line in lines where !line.contains("://") && !line.contains("javascript:") {
      #expect(TerminalText.width(String(line)) <= min(columns, 76), "\(line)")
    }
  }

  @Test func `titles stand out where that is welcome, and a pipe has plain text`() {
    var terminal = Terminal(isInteractive: true, canRedraw: true, hasColor: true, columns: 80)
    let styled = DigestText.render(EditionFixture.edition, for: terminal)
    #expect(styled.contains("\u{1B}[1m2.  Räksmörgås 🦐 für zwei\u{1B}[0m\n"))
    let plain = DigestText.render(EditionFixture.edition)
    #expect(
      styled.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[2m", with: "")
        .replacing("\u{1B}[0m", with: "") == plain)
    terminal = .none
    #expect(DigestText.render(EditionFixture.edition, for: terminal) == plain)
  }

  @Test(arguments: ["\u{200B}", "\u{1B}[1m", "\u{202E}\u{202C}", " \n "])
  func `a title of nothing that can be shown is none`(title: String) {
    var edition = EditionFixture.edition
    edition.stories = [
      EditionFixture.story(1, title, text: "A text.", url: nil, probability: 0.5, reason: "so")
    ]
    #expect(DigestText.render(edition).contains("1.  Untitled\n"))
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
