// Lists that are written are read back as they were.

import Feed
import Formats
import Testing

struct OutlineWriterTests {
  private func readBack(_ sources: [Source]) throws -> [Source] {
    let text = OutlineWriter.document(of: sources, title: "T & <t>")
    let list = try OutlineParser.parse(Array(text.utf8))
    #expect(list.defects.isEmpty)
    return list.feeds.map { Source(address: $0.address, name: $0.name, tags: $0.tags) }
  }

  @Test func `names, tags and addresses survive`() throws {
    let odd = "Ümläut & \"quotes\" < 'all' of > 🚲, a/b \\ c"
    let sources = [
      Source(address: "https://a.example/?a=1&b=\"2\"", name: odd),
      Source(address: "https://b.example/"),
      Source(address: "https://c.example/", name: "C", tags: [odd]),
    ]
    #expect(try readBack(sources) == sources)
  }

  @Test func `a feed with several tags stands in each of their folders`() throws {
    let sources = [
      Source(address: "https://a.example/", tags: ["x", "y"]),
      Source(address: "https://b.example/", tags: ["y"]),
    ]
    #expect(
      try readBack(sources) == [
        Source(address: "https://a.example/", tags: ["x"]),
        Source(address: "https://a.example/", tags: ["y"]),
        Source(address: "https://b.example/", tags: ["y"]),
      ])
  }

  @Test func `no feed is a list too, and control characters do not break it`() throws {
    #expect(try readBack([]) == [])
    #expect(
      try readBack([Source(address: "https://a.example/", name: "a\u{1}b\u{7F}")]).first?.name?
        .isEmpty == false)
  }

  @Test func `categories are tags as folders are`() throws {
    let text = """
      <opml version="2.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example/"
        category="/Boston/Weather, Harvard,News,"/></outline></body></opml>
      """
    let list = try OutlineParser.parse(Array(text.utf8))
    #expect(list.feeds.first?.tags == ["News", "Boston", "Weather", "Harvard"])
  }
}
