// OPML as readers export it, and as it arrives after that.

import Formats
import Testing

struct OutlineParserTests {
  private func feeds(_ text: String) throws -> [FeedOutline] {
    try OutlineParser.parse(Array(text.utf8)).feeds
  }

  @Test func `folders, names in either attribute, and lines`() throws {
    let list = try OutlineParser.parse(
      Array(
        """
        <?xml version="1.0"?>
        <opml version="2.0">
          <head><title>Mine</title></head>
          <body>
            <outline text="News">
              <outline title="Local" ><outline type="rss" title="A" xmlUrl="https://a.example/"/>
              </outline>
              <outline text="B &amp; B" xmlUrl=" https://b.example/?x=1&amp;y=2 "
                htmlUrl="https://b.example/"></outline>
            </outline>
            <outline xmlUrl="https://c.example/" text="https://c.example/"/>
          </body>
        </opml>
        """.utf8))
    #expect(
      list.feeds == [
        FeedOutline(name: "A", address: "https://a.example/", folders: ["News", "Local"], line: 6),
        FeedOutline(
          name: "B & B", address: "https://b.example/?x=1&y=2", folders: ["News"], line: 8),
        FeedOutline(name: nil, address: "https://c.example/", folders: [], line: 11),
      ])
    #expect(list.defects.isEmpty)
  }

  @Test(arguments: ["xmlUrl", "xmlurl", "XMLURL", "xmlURL", "type='rss' url"])
  func `the address is found however it is spelt`(name: String) throws {
    #expect(
      try feeds("<OPML><body><outline \(name)='https://a.example/'/></body></OPML>").map(\.address)
        == ["https://a.example/"])
  }

  @Test func `a feed may be a folder too, and a link is no feed`() throws {
    let found = try feeds(
      """
      <opml><body><outline text="x" xmlUrl="https://x.example/"><outline xmlUrl="https://y.example/"/>
      </outline><outline type="link" text="l" url="https://l.example/"/></body></opml>
      """)
    #expect(found.map(\.address) == ["https://x.example/", "https://y.example/"])
    #expect(found[1].folders == ["x"])
  }

  @Test func `entities, markup and white space in a name are read as text`() throws {
    let found = try feeds(
      "<opml><body><outline text='Caf&eacute;\n &lt;b&gt;Z&lt;/b&gt;' xmlUrl='https://a.example/'/>"
        + "</body></opml>")
    #expect(found[0].name == "Café Z")
  }

  @Test func `an encoding that is not the one declared, and a byte order mark`() throws {
    let text = "<?xml version='1.0' encoding='utf-8'?><opml><body><outline text='Z"
    let latin =
      Array(text.utf8) + [0xFC] + Array("' xmlUrl='https://a.example/'/></body></opml>".utf8)
    #expect(try OutlineParser.parse(latin).feeds[0].name == "Zü")
    let marked =
      [0xEF, 0xBB, 0xBF] + Array("<opml><body><outline xmlUrl='https://a.example/'/>".utf8)
    #expect(try OutlineParser.parse(marked).feeds.count == 1)
  }

  @Test func `of a document that breaks off what is complete is kept`() throws {
    let list = try OutlineParser.parse(
      Array(
        "<opml><body><outline text='f'><outline xmlUrl='https://a.example/'/><outline xmlUrl='ht"
          .utf8))
    #expect(list.feeds.map(\.address) == ["https://a.example/"])
    #expect(list.defects == ["the list breaks off; feeds read before that: 1"])
  }

  @Test func `depth and number have limits that are said`() throws {
    let deep = String(repeating: "<outline text='f'>", count: 5_000)
    let list = try OutlineParser.parse(
      Array("<opml><body>\(deep)<outline xmlUrl='https://a.example/'/></body></opml>".utf8))
    #expect(list.feeds.isEmpty)
    #expect(list.defects.contains("outlines deeper than 100 levels are left out"))
    let many = String(repeating: "<outline xmlUrl='https://a.example/'/>", count: 10_002)
    let long = try OutlineParser.parse(Array("<opml><body>\(many)</body></opml>".utf8))
    #expect(long.feeds.count == 10_000)
    #expect(long.defects == ["the list has 10002 feeds; the first 10000 are read"])
  }

  @Test(arguments: [
    ("", "the file is empty, expected an OPML list of feeds"), (" \n", "the file is empty"),
    ("<rss/>", "begins with <rss>, expected an OPML list"), ("hello", "holds no XML"),
  ])
  func `what is no list is named`(text: String, message: String) {
    let error = #expect(throws: FormatError.self) { try OutlineParser.parse(Array(text.utf8)) }
    #expect(error?.message.contains(message) == true)
  }
}
