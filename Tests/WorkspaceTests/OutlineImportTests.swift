// Lists of other programs, sorted out before anything is written.

import Feed
import Formats
import Service
import Testing

@testable import Workspace

struct OutlineImportTests {
  private func list(_ feeds: (String, [String])...) -> OutlineList {
    OutlineList(
      feeds: feeds.map { FeedOutline(name: nil, address: $0.0, folders: $0.1, line: 1) })
  }

  private func known(_ addresses: String...) -> SourceList {
    SourceList(
      entries: addresses.map {
        DeclaredSource(
          source: Source(address: $0), file: "f", position: YAMLPosition(line: 1, column: 1))
      })
  }

  @Test func `what is new, what is known, what came twice, what is no address`() {
    var result = OutlineImport(into: known("https://old.example/feed/"))
    result.add(
      list(
        ("http://old.example/feed", ["a"]), ("https://old.example/feed/", []),
        ("https://x.example/", ["a", "b"]),
        ("http://X.example", ["c", "a"]), ("newsletter:7", []), ("y.example/rss", [])), tags: ["t"])
    #expect(result.drafts.map(\.feed) == ["https://x.example/", "http://y.example/rss"])
    #expect(result.drafts.first?.tags == ["a", "b", "t", "c"])
    #expect(result.listed == ["http://old.example/feed"])
    #expect(result.repeated == 1)
    #expect(result.unusable == ["newsletter:7"])
  }

  @Test func `many entries go to the end of the file at once`() throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": "# mine\n- feed: https://old.example/\n"])
    var result = OutlineImport(into: try SourceList.load(folder.location))
    result.add(list(("https://a.example/", []), ("https://b.example/?x=[1]", ["t: u", "#v"])))
    let place = try SourceFiles(folder.location).add(result.drafts)
    #expect(place.line == 3)
    let sources = try SourceList.load(folder.location).sources
    #expect(
      sources.map(\.address) == [
        "https://old.example/", "https://a.example/", "https://b.example/?x=[1]",
      ])
    #expect(sources.last?.tags == ["t: u", "#v"])
    #expect(
      try folder.read("feeds/feeds.yaml").hasPrefix(
        "# mine\n- feed: https://old.example/\n- feed: "))
  }

  @Test func `a list that would not be read any more is not written`() throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": "- feed: https://old.example/\n"])
    var result = OutlineImport(into: SourceList())
    for number in 0..<10_000 {
      result.add(list(("https://a.example/\(number)/\(String(repeating: "x", count: 120))", [])))
    }
    #expect(throws: SettingsError.self) { try SourceFiles(folder.location).add(result.drafts) }
    #expect(try folder.read("feeds/feeds.yaml") == "- feed: https://old.example/\n")
  }

  @Test(arguments: [
    ("example.org", "https://example.org"),
    ("example.org/blog?x#y", "https://example.org/blog?x#y"),
    ("localhost", nil), ("feed.xml", nil), ("feeds/a.opml", nil),
    ("*.xml", nil), ("~/a.b", nil), ("./a.b", nil),
    ("127.0.0.1:8080/feed", "https://127.0.0.1:8080/feed"), ("a b.org", nil), ("", nil),
    ("..", nil),
  ])
  func `a scheme may be left out where a host is meant`(_ text: String, _ address: String?) {
    #expect(SourceAddress.guess(text) == address)
  }

  @Test func `one feed has one key`() {
    let keys = [
      "http://A.example/feed/", "https://a.example:443/feed",
      "https://a.example/feed?utm_source=x#top",
    ]
    #expect(Set(keys.map(SourceAddress.key)).count == 1)
    #expect(
      SourceAddress.key("https://a.example/feed?page=2")
        != SourceAddress.key("https://a.example/feed"))
    #expect(SourceAddress.key("../a.xml") == "../a.xml")
  }
}
