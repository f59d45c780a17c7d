// What arrives instead of a feed, what breaks off, and what means harm.

import Feed
import Formats
import Testing

struct HostileInputTests {
  private func parse(_ text: String) throws -> FeedDocument {
    try FeedParser.parse(Array(text.utf8))
  }

  private func cause(_ bytes: [UInt8]) -> String {
    do throws(FormatError) {
      _ = try FeedParser.parse(bytes)
      return "a feed"
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    ("", "empty"), (" \n\t", "empty"), ("hello world", "plain text"),
    ("<!doctype html><html><body>Hi</body></html>", "an HTML page"),
    ("<html><form><input type=\"password\"></form></html>", "a login page"),
    ("<html><title>Just a moment...</title></html>", "a captcha"),
    ("<html><link type=\"application/rss+xml\" href=\"/f\"></html>", "feeds discover"),
    ("<opml version='2.0'><body/></opml>", "an OPML list"),
    ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "a sitemap"),
    ("<note><to>you</to></note>", "no kind of feed"), ("{\"error\": 404}", "no JSON Feed"),
    ("{not json", "JSON"), ("%PDF-1.7", "a PDF"), ("[]", "JSON"),
  ])
  func `what is no feed is named`(_ text: String, _ words: String) {
    #expect(cause(Array(text.utf8)).contains(words))
  }

  @Test
  func `packed data is named`() {
    #expect(cause([0x1F, 0x8B, 8, 0]).contains("gzip"))
  }

  @Test(arguments: ["rss", "atom", "rdf"])
  func `a document cut anywhere keeps its complete items`(_ name: String) throws {
    let text = ["rss": Fixtures.rss, "atom": Fixtures.atom, "rdf": Fixtures.rdf][name] ?? ""
    let bytes = Array(text.utf8)
    let end = Array((name == "atom" ? "</entry>" : "</item>").utf8)
    let whole = try FeedParser.parse(bytes)
    var complete = 0
    for length in 1..<bytes.count {
      if bytes[..<length].suffix(end.count).elementsEqual(end) { complete += 1 }
      guard let cut = try? FeedParser.parse(Array(bytes[..<length])) else {
        #expect(complete == 0)
        continue
      }
      #expect(cut.entries.count == complete, "cut at \(length)")
      #expect(Array(whole.entries.prefix(complete)).map(\.metadata) == cut.entries.map(\.metadata))
    }
    #expect(complete == whole.entries.count)
    let cut = try FeedParser.parse(Array(bytes.dropLast(20)))
    #expect(cut.defect?.contains("breaks off") == true)
    #expect(whole.defect == nil)
  }

  @Test
  func `JSON cut anywhere keeps its complete items`() throws {
    let bytes = Array(Fixtures.json.utf8)
    let whole = try FeedParser.parse(bytes)
    for length in 1..<(bytes.count - 1) {
      guard let cut = try? FeedParser.parse(Array(bytes[..<length])) else { continue }
      #expect(cut.defect != nil, "cut at \(length)")
      #expect(cut.entries == Array(whole.entries.prefix(cut.entries.count)), "cut at \(length)")
    }
    #expect(try FeedParser.parse(Array(bytes.dropLast(3))).entries.count == 2)
  }

  @Test
  func `thousands of changed documents do no harm`() {
    var dice = Dice(seed: 7)
    let sources = [Fixtures.rss, Fixtures.atom, Fixtures.rdf, Fixtures.json].map { Array($0.utf8) }
    let scraps = [
      "<", "</", ">", "&", "]]>", "<![CDATA[", "<!--", "\"", "\u{0}", "<item>", "&#x0;",
      "<!DOCTYPE x [",
    ]
    for round in 0..<2_400 {
      var bytes = sources[round % sources.count]
      for _ in 0...Int(dice.next() % 8) {
        let place = Int(dice.next() % UInt64(bytes.count))
        switch dice.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 1: bytes.remove(at: place)
        case 2:
          bytes.insert(
            contentsOf: Array((scraps.randomElement(using: &dice) ?? "").utf8), at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + Int(dice.next() % 40)))
        }
        if bytes.isEmpty { bytes = [0x3C] }
      }
      _ = try? FeedParser.parse(bytes, url: "https://a.example/")
    }
  }

  @Test
  func `entities of the document are replaced when they are short and plain`() throws {
    let feed = try parse(
      "<!DOCTYPE rss [<!ENTITY me \"tag:me,\">]><rss><channel><item><guid isPermaLink='false'>&me;1</guid></item></channel></rss>"
    )
    #expect(feed.entries.first?.metadata.id == "tag:me,1")
  }

  @Test
  func `an entity bomb stays small`() throws {
    var text = "<!DOCTYPE rss [<!ENTITY a0 \"\(String(repeating: "ha", count: 100))\">"
    for level in 1...20 {
      text += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
    }
    text += "]><rss><channel><title>&a20;</title><item><title>ok</title></item></channel></rss>"
    let feed = try parse(text)
    #expect((feed.metadata.title?.utf8.count ?? 0) < 10_000)
    #expect(feed.entries.map(\.titleText) == ["ok"])
    let uses = String(repeating: "&a;", count: 200_000)
    let flat =
      "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 256))\">]><rss><channel><title>\(uses)</title></channel></rss>"
    #expect((try parse(flat).metadata.title?.utf8.count ?? 0) < flat.utf8.count * 5)
  }

  @Test
  func `an external entity reads nothing`() throws {
    let feed = try parse(
      "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><title>a&x;b</title></channel></rss>"
    )
    #expect(feed.metadata.title?.contains("root:") == false)
  }

  @Test
  func `depth and number have limits`() throws {
    let deep = String(repeating: "<x>", count: 50_000)
    _ = try parse("<rss><channel>\(deep)<item><title>t</title></item></channel></rss>")
    let many = String(repeating: "<item><title>t</title></item>", count: 20_050)
    let feed = try parse("<rss><channel>\(many)</channel></rss>")
    #expect(feed.entries.count == 20_000)
    #expect(feed.defect?.contains("20050") == true)
    #expect(cause(Array(String(repeating: "[", count: 100_000).utf8)).contains("JSON"))
  }

  @Test
  func `junk before the root and control characters are skipped`() throws {
    let text =
      "\u{FEFF}\n Warning: oops in line 3\n<?xml version='1.0'?><rss><channel><title>a\u{1}b</title></channel></rss>"
    #expect(try parse(text).metadata.title == "ab")
  }

  @Test
  func `an item that was never closed ends where the next begins`() throws {
    let feed = try parse(
      "<rss><channel><item><title>a</title><item><title>b</title></item></channel></rss>")
    #expect(feed.entries.map(\.titleText) == ["a", "b"])
  }
}
