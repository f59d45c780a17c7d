// feeds import and feeds export, as a person meets them.

import Foundation
import Service
import TestSupport
import Testing

struct FeedsOutlineTests {
  private let list = """
    <opml version="1.0"><body>
    <outline text="Tech"><outline text="Deep"><outline text="A &amp; B" xmlUrl="https://a.example/rss" category="/x/y"/>
    </outline></outline>
    <outline text="Food"><outline text="A" xmlUrl="http://a.example/rss"/><outline text="C" xmlUrl="feed://c.example/"/>
    <outline text="N" xmlUrl="newsletter:1"/><outline text="Old" xmlUrl="https://old.example/"/></outline>
    """

  @Test func `a list is taken over, and what is exported imports to the same`() async throws {
    try await FeedHouse.with([:]) { house in
      try house.write("- feed: https://old.example\n", to: "feeds/feeds.yaml")
      try house.write(list, to: "list.opml")
      let dry = try house.gleaner("feeds", "import", "list.opml", "--dry-run")
      #expect(
        dry.code == 0
          && dry.output.contains("  A & B: https://a.example/rss [Tech, Deep, x, y, Food]\n")
          && dry.output.contains("would add 2 feeds"))
      #expect(try house.read("feeds/feeds.yaml") == "- feed: https://old.example\n")

      let row = try house.rows("feeds", "import", "list.opml", "--tag", "mine")[0]
      #expect(row["added"]?.int == 2 && row["listed"]?.int == 1 && row["repeated"]?.int == 1)
      #expect(row["unusable"]?.array == [.string("newsletter:1")])
      #expect(row["file"]?.string == "feeds/feeds.yaml" && row["line"]?.int == 2)
      #expect(row["problems"]?.array?.first?.string?.contains("breaks off") == true)
      let again = try house.gleaner("feeds", "import", "list.opml")
      #expect(again.code == 0 && again.output.hasPrefix("nothing to add\n"))

      let before = try sources(house)
      #expect(try house.gleaner("feeds", "export", "out.opml").code == 0)
      #expect(try house.gleaner("feeds", "export", "out.opml").code == 2)
      #expect(try house.gleaner("feeds", "export").output == house.read("out.opml"))
      try house.write("", to: "feeds/feeds.yaml")
      #expect(try house.gleaner("feeds", "import", "out.opml").code == 0)
      #expect(try sources(house) == before)
    }
  }

  @Test func `what cannot be read is named, and the other lists are taken over`() async throws {
    try await FeedHouse.with([:]) { house in
      try house.write(list, to: "list.opml")
      try house.write("<html></html>", to: "page.opml")
      let ended = try house.gleaner("feeds", "import", "missing.opml", "page.opml", "list.opml")
      #expect(ended.code == 1 && ended.output.hasPrefix("added 3 feeds to feeds/feeds.yaml"))
      #expect(
        ended.errors.contains("missing.opml")
          && ended.errors.contains("page.opml: the file begins with <html>"))
      #expect(try house.gleaner("feeds", "import").code == 2)
    }
  }

  @Test func `what OPML has no place for is told`() async throws {
    try await FeedHouse.with([:]) { house in
      let empty = try house.gleaner("feeds", "export")
      #expect(
        empty.code == 0 && empty.output.contains("<body>\n  </body>")
          && empty.errors.contains("no source yet"))
      try house.write("x", to: "feeds/a.xml")
      try house.write(
        "- feed: a.xml\n- {feed: \"http://10.0.0.1/\", allow_private: true}\n",
        to: "feeds/feeds.yaml")
      let ended = try house.gleaner("feeds", "export")
      #expect(ended.errors.contains("1 file") && ended.errors.contains("allow_private"))
      #expect(!ended.output.contains("a.xml") && ended.output.contains("http://10.0.0.1/"))
    }
  }

  private func sources(_ house: FeedHouse) throws -> Set<[String]> {
    Set(
      try house.rows("feeds", "list").map { row in
        [row["source"]?.string ?? "", row["name"]?.string ?? ""]
          + (row["tags"]?.array ?? []).compactMap(\.string).sorted()
      })
  }
}
