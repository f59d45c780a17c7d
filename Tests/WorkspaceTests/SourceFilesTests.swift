// Lists that people wrote, before and after one entry: the difference is that entry and nothing else.

import Feed
import Foundation
import Service
import Testing
import Workspace

struct SourceFilesTests {
  private func draft(
    _ feed: String, _ folder: WorkspaceFolder, name: String? = nil, tags: [String] = []
  ) throws -> SourceDraft {
    try #require(
      SourceDraft(feed, in: folder.root, of: folder.location, name: name, tags: tags))
  }

  private func remove(_ address: String, from folder: WorkspaceFolder) throws {
    let entry = try #require(
      try SourceList.load(folder.location).entries.first { $0.source.address == address })
    try SourceFiles(folder.location).remove(entry)
  }

  @Test(arguments: [
    ("", "", 1), ("# only a comment", "# only a comment\n", 2),
    (
      "- {feed: \"https://b.example/\"} # b\n\n# end\n",
      "- {feed: \"https://b.example/\"} # b\n\n# end\n", 4
    ),
    ("  - feed: https://b.example/\n", "  - feed: https://b.example/\n", 2),
    ("---\n- feed: https://b.example/", "---\n- feed: https://b.example/\n", 3),
  ])
  func `an entry is appended, and what was there stays`(text: String, kept: String, line: Int)
    throws
  {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": text])
    let draft = try draft("https://a.example/rss", folder, name: "A: b", tags: ["x", "y, z"])
    let place = try SourceFiles(folder.location).add([draft])
    #expect(place.line == line)
    let after = try folder.read("feeds/feeds.yaml")
    #expect(after.hasPrefix(kept))
    let added = try SourceList.load(folder.location).entries.last
    #expect(
      added?.source == Source(address: "https://a.example/rss", name: "A: b", tags: ["x", "y, z"]))
    #expect(added?.line == line)
    try remove("https://a.example/rss", from: folder)
    #expect(try folder.read("feeds/feeds.yaml") == kept)
  }

  @Test func `the file is made where there is none, in plain letters`() throws {
    let folder = try WorkspaceFolder()
    _ = try SourceFiles(folder.location).add([
      draft("https://a.example/rss?x=1&y=[2]", folder, name: "Älteste Äpfel", tags: ["t"])
    ])
    #expect(
      try folder.read("feeds/feeds.yaml")
        == "- feed: \"https://a.example/rss?x=1&y=[2]\"\n  name: Älteste Äpfel\n  tags: [t]\n")
  }

  @Test func `a byte order mark stays where it is`() throws {
    let text = "\u{FEFF}- feed: https://b.example/\n"
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": text])
    _ = try SourceFiles(folder.location).add([draft("https://a.example/", folder)])
    let added = "- feed: https://a.example/\n"
    // Foundation reads a text without its mark.
    let bytes = { FileManager.default.contents(atPath: "\(folder.root)/feeds/feeds.yaml") }
    #expect(bytes() == Data((text + added).utf8))
    try remove("https://b.example/", from: folder)
    #expect(bytes() == Data(("\u{FEFF}" + added).utf8))
  }

  @Test func `line ends stay as they are`() throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": "- feed: https://b.example/\r\n"])
    _ = try SourceFiles(folder.location).add([draft("https://a.example/", folder)])
    #expect(
      try folder.read("feeds/feeds.yaml")
        == "- feed: https://b.example/\r\n- feed: https://a.example/\r\n")
  }

  @Test(arguments: [
    "null", "true", "12", "~", "", "- x", "#x", "a #b", "a: b", "\"", "it's", "x:", " x ", "a\nb",
    "é",
    "{a}", "*a", "&a", "!a", "%a", "@a", "|", ">", "日本 語", "\u{1F600}", "yes", "\\", "a\tb", "1e3",
  ])
  func `any name reads back as it was given`(name: String) throws {
    let folder = try WorkspaceFolder()
    _ = try SourceFiles(folder.location).add([
      draft("https://a.example/", folder, name: "n" + name, tags: ["t" + name, name + "x"])
    ])
    let source = try SourceList.load(folder.location).sources.first
    #expect(source?.name == "n" + name && source?.tags == ["t" + name, name + "x"])
  }

  @Test(arguments: [
    "[{feed: \"https://b.example/\"}]", "[]", "- feed: https://b.example/\n...\n", "null",
    "!!seq\n- feed: https://b.example/\n",
  ])
  func `a form that cannot be added to is refused and left alone`(text: String) throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": text])
    let error = #expect(throws: SettingsError.self) {
      try SourceFiles(folder.location).add([draft("https://a.example/", folder)])
    }
    #expect(error?.description.hasPrefix("feeds/feeds.yaml:1:1: ") == true)
    #expect(try folder.read("feeds/feeds.yaml") == text)
  }

  static let list = """
    # Mine
    - feed: https://a.example/   # the first
      name: A
      # inside
      tags:
        - x

    # about b
    - {feed: "https://b.example/",
       tags: [y]}
    -
      # begins below
      feed: https://c.example/
      name: |
        long
        # name
      # belongs to c

    # about d
    -   &d
        {feed: https://d.example/}
    # the end
    """

  @Test(arguments: [
    (
      "https://a.example/", "# Mine\n\n# about b\n",
      "# Mine\n- feed: https://a.example/   # the first\n"
    ),
    (
      "https://b.example/", "# about b\n-\n",
      "# about b\n- {feed: \"https://b.example/\",\n   tags: [y]}\n-\n"
    ),
    ("https://c.example/", "tags: [y]}\n\n# about d\n", "tags: [y]}\n-\n  # begins below\n"),
    ("https://d.example/", "# about d\n# the end", "# about d\n-   &d\n"),
  ])
  func `an entry is cut out with its lines, and the comments around it stay`(
    address: String, after: String, before: String
  ) throws {
    let folder = try WorkspaceFolder(["feeds/f.yaml": Self.list])
    let others = try SourceList.load(folder.location).sources.filter { $0.address != address }
    #expect(Self.list.contains(before))
    try remove(address, from: folder)
    let text = try folder.read("feeds/f.yaml")
    #expect(text.contains(after))
    #expect(try SourceList.load(folder.location).sources == others)
    let kept = Set(text.split(separator: "\n"))
    #expect(kept.isSubset(of: Set(Self.list.split(separator: "\n"))))
  }

  @Test func `entries can go one by one until none is left`() throws {
    let folder = try WorkspaceFolder(["feeds/f.yaml": Self.list])
    for address in ["b", "d", "a", "c"].map({ "https://\($0).example/" }) {
      try remove(address, from: folder)
    }
    #expect(try folder.read("feeds/f.yaml") == "# Mine\n\n# about b\n\n# about d\n# the end")
  }

  @Test(arguments: [
    "[{feed: \"https://a.example/\"}, {feed: \"https://b.example/\"}]",
    "- &x {feed: \"https://a.example/\", tags: &t [q]}\n- {feed: \"https://b.example/\", tags: *t}\n",
  ])
  func `what cannot be cut out alone is refused and left alone`(text: String) throws {
    let folder = try WorkspaceFolder(["feeds/f.yaml": text])
    let error = #expect(throws: SettingsError.self) {
      try remove("https://a.example/", from: folder)
    }
    #expect(error?.description.hasPrefix("feeds/f.yaml:1:") == true)
    #expect(error?.description.contains("by hand") == true)
    #expect(try folder.read("feeds/f.yaml") == text)
  }

  @Test func `one file of a pattern is refused by name, the whole pattern is not`() throws {
    let folder = try WorkspaceFolder([
      "data/a.xml": "", "data/b.xml": "", "feeds/f.yaml": "# x\n- feed: ../data/*.xml\n",
    ])
    let error = #expect(throws: Problem.self) { try remove("data/a.xml", from: folder) }
    #expect(error?.message.contains("'../data/*.xml'") == true)
    let files = SourceFiles(folder.location)
    #expect(try files.remove(pattern: "../data/*.atom") == nil)
    #expect(try files.remove(pattern: "../data/*.xml")?.description == "feeds/f.yaml:2")
    #expect(try folder.read("feeds/f.yaml") == "# x\n")
  }

  @Test func `a feed of another program's list is left to that program`() throws {
    let opml = "<opml><body><outline xmlUrl='https://a.example/'/></body></opml>"
    let folder = try WorkspaceFolder(["feeds/x.opml": opml])
    let error = #expect(throws: Problem.self) { try remove("https://a.example/", from: folder) }
    #expect(error?.description.hasPrefix("feeds/x.opml:1:1: ") == true)
    #expect(try folder.read("feeds/x.opml") == opml)
  }

  @Test(arguments: [
    ("data/a.xml", "../data/a.xml", ["data/a.xml"]), ("feeds/f.xml", "f.xml", ["feeds/f.xml"]),
    ("data/*.xml", "../data/*.xml", ["data/a.xml", "data/b.xml"]),
    ("feed://a.example/x", "http://a.example/x", ["http://a.example/x"]),
    ("feed:https://a.example/x", "https://a.example/x", ["https://a.example/x"]),
  ])
  func `what is typed becomes what a list would say`(
    typed: String, feed: String, addresses: [String]
  ) throws {
    let folder = try WorkspaceFolder(["data/a.xml": "", "data/b.xml": "", "feeds/f.xml": ""])
    let draft = try draft(typed, folder)
    #expect(draft.feed == feed)
    #expect(try draft.sources(in: folder.location).map(\.address) == addresses)
  }

  @Test func `what is no address is none, and a pattern without a file is a mistake`() throws {
    let folder = try WorkspaceFolder()
    for typed in ["ftp://a.example/", "https://", "https://a b/", ""] {
      #expect(SourceDraft(typed, in: folder.root, of: folder.location) == nil, "\(typed)")
    }
    let draft = try draft("data/*.xml", folder)
    let error = #expect(throws: SettingsError.self) { try draft.sources(in: folder.location) }
    #expect(error?.description.contains("matches no file") == true)
  }
}
