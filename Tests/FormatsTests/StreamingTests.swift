// Entries on their way out one by one, and the limits that keep one of them from holding everything.

import Feed
import Formats
import Foundation
import Testing

struct StreamingTests {
  private func counted(_ text: String) throws -> (FeedDocument, [Entry]) {
    var entries: [Entry] = []
    let document = try FeedParser.parse(Array(text.utf8)) { entries.append($0) }
    return (document, entries)
  }

  @Test(arguments: [Fixtures.rss, Fixtures.atom, Fixtures.rdf, Fixtures.json])
  func `entries come one by one as the whole document has them`(_ text: String) throws {
    var whole = try FeedParser.parse(Array(text.utf8))
    let (document, entries) = try counted(text)
    #expect(entries == whole.entries)
    whole.entries = []
    #expect(document == whole)
  }

  @Test
  func `JSON that turns into something else keeps the items before it`() throws {
    let (document, entries) = try counted(#"{"items": [{"id": 1, "title": "a"}, {"id": ]"#)
    #expect(entries.map(\.titleText) == ["a"])
    #expect(document.defect?.contains("breaks off") == true)
  }

  @Test
  func `JSON of any depth and shape is passed over where it means nothing`() throws {
    let deep = String(repeating: #"{"a":["#, count: 30_000) + String(repeating: "]}", count: 30_000)
    let (_, entries) = try counted(
      #"{"x": \#(deep), "items": [null, 3, {"y": \#(deep), "title": "t"}, [] ], "z": true}"#)
    #expect(entries.map(\.titleText) == ["t"])
  }

  @Test(arguments: ["x", "&lt;", "\"", "&quot;", "é"])
  func `a text without end is cut`(_ piece: String) throws {
    let text = String(repeating: piece, count: 6_000_000 / piece.utf8.count)
    let (_, entries) = try counted(
      "<rss><channel><item><title>t</title><description>\(text)</description></item></channel></rss>"
    )
    #expect(entries.count == 1)
    #expect((entries.first?.text.utf8.count ?? 0) <= 4 << 20)
    #expect((entries.first?.summaryHTML?.utf8.count ?? 0) <= 10 << 20)
  }

  @Test
  func `a base without end is no base`() throws {
    let base = "https://a.example/" + String(repeating: "b", count: 5_000) + "/"
    let (_, entries) = try counted(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='\(base)'><entry><link href='x'/></entry></feed>"
    )
    #expect(entries.first?.metadata.link == "x")
  }

  @Test(arguments: [
    "Sat, 07 Sep 2002 09:42:31 GMT", "07 Sep 2002 09:42:31 UT", "Sat, 7 Sep 2002 09:42:31 Z",
    "Sat, 07 SEP 2002 11:42:31 +0200", "Sat, 07 Sep 2002 04:12:31 -0530",
    "Saturday, 07 Sep 2002 09:42:31 GMT", "Sat 07 Sep 2002 09:42:31 GMT",
  ])
  func `a date of mail is the same instant however it is read`(_ text: String) throws {
    #expect(FeedDate.parse(text)?.timeIntervalSince1970 == 1_031_391_751)
  }
}
