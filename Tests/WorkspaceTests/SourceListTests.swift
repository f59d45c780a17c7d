// `feeds/*.yaml`: declarations, patterns, duplicates.

import Feed
import Service
import Testing
import Workspace

struct SourceListTests {
  @Test func `files are read in their order, and each entry keeps its place`() throws {
    let folder = try WorkspaceFolder([
      "feeds/b.yaml": "- {feed: \"https://b.example/rss\"}\n",
      "feeds/a.yaml": """
      # first
      - feed: HTTPS://a.example/rss?x=[1]
        name: A
        tags: [x, y]
        allow_private: true
        relative_dates: true
      - {feed: "../data/one.xml", tags: z}
      - {feed: "/elsewhere/two.xml"}
      """,
      "feeds/empty.yaml": "# nothing\n", "feeds/.hidden.yaml": "- x: 1", "feeds/notes.txt": "?",
    ])
    let list = try SourceList.load(folder.location)
    #expect(list.warnings.isEmpty)
    #expect(
      list.sources == [
        Source(
          address: "https://a.example/rss?x=[1]", name: "A", tags: ["x", "y"], allowPrivate: true,
          relativeDates: true),
        Source(address: "data/one.xml", tags: ["z"]), Source(address: "/elsewhere/two.xml"),
        Source(address: "https://b.example/rss"),
      ])
    #expect(list.entries.map(\.line) == [2, 7, 8, 1])
    #expect(
      list.entries.map(\.file) == Array(repeating: "feeds/a.yaml", count: 3) + ["feeds/b.yaml"])
  }

  @Test func `a pattern is one source for each file`() throws {
    let folder = try WorkspaceFolder([
      "data/b.xml": "", "data/a.xml": "", "data/c.xml/x": "", "data/d.txt": "",
      "feeds/f.yaml": "- {feed: \"../data/*.xml\", tags: t}\n- {feed: \"../data/[z]*\"}\n",
    ])
    let list = try SourceList.load(folder.location)
    #expect(list.sources.map(\.address) == ["data/a.xml", "data/b.xml"])
    #expect(list.sources.allSatisfy { $0.tags == ["t"] })
    #expect(
      list.warnings.map(\.description) == [
        "feeds/f.yaml:2:10: pattern '../data/[z]*' matches no file"
      ])
  }

  @Test func `signs of patterns in a folder or file are just signs`() throws {
    let folder = try WorkspaceFolder([
      "w[1]*/data/a[1].xml": "", "w[1]*/data/b1.xml": "",
      "w[1]*/feeds/f.yaml": "- {feed: \"../data/a[1].xml\"}\n- {feed: \"../data/b?.xml\"}\n",
    ])
    let list = try SourceList.load(WorkspaceLocation(root: "\(folder.root)/w[1]*"))
    #expect(list.sources.map(\.address) == ["data/a[1].xml", "data/b1.xml"])
  }

  @Test func `no folder, no source`() throws {
    let folder = try WorkspaceFolder()
    #expect(try SourceList.load(folder.location).entries.isEmpty)
  }

  @Test func `OPML is read as it is: folders are tags, odd addresses are named`() throws {
    let folder = try WorkspaceFolder([
      "feeds/x.opml": """
      <opml version="1.0"><body>
      <outline text="News"><outline text="A" xmlUrl="HTTPS://a.example/rss"/></outline>
      <outline text="Local"><outline text="Other" xmlUrl="https://a.example/rss"/></outline>
      <outline text="B" xmlUrl="feed://b.example/"/>
      <outline text="C" xmlUrl="/feeds/c.xml"/>
      </body></opml>
      """
    ])
    let list = try SourceList.load(folder.location)
    #expect(
      list.sources == [
        Source(address: "https://a.example/rss", name: "A", tags: ["News", "Local"]),
        Source(address: "http://b.example/", name: "B"),
      ])
    #expect(list.entries.map(\.line) == [2, 4] && list.entries[0].file == "feeds/x.opml")
    #expect(
      list.warnings.map(\.description) == [
        "feeds/x.opml:5:1: xmlUrl is '/feeds/c.xml', expected an http(s) URL; this feed is left out"
      ])
  }

  @Test func `what stands in YAML and in OPML is one source, as YAML says`() throws {
    let opml = "<opml><body><outline text='O' xmlUrl='https://x.example/'/></body></opml>"
    let folder = try WorkspaceFolder([
      "feeds/a.opml": opml, "feeds/b.opml": opml,
      "feeds/z.yaml": "- {feed: \"https://x.example/\", name: Y, tags: t}\n",
    ])
    #expect(
      try SourceList.load(folder.location).sources == [
        Source(address: "https://x.example/", name: "Y", tags: ["t"])
      ])
  }

  @Test func `of many odd feeds the first are named and the rest counted`() throws {
    let odd = (1...9).map { "<outline xmlUrl='newsletter:\($0)'/>" }.joined(separator: "\n")
    let folder = try WorkspaceFolder(["feeds/x.opml": "<opml><body>\(odd)</body></opml>"])
    let warnings = try SourceList.load(folder.location).warnings.map(\.description)
    #expect(warnings.count == 6)
    #expect(warnings.last == "feeds/x.opml: 4 more feeds without an http(s) URL")
  }

  @Test func `an OPML file that is none is an error`() throws {
    let folder = try WorkspaceFolder(["feeds/x.opml": "<html></html>"])
    let error = #expect(throws: SettingsError.self) { try SourceList.load(folder.location) }
    #expect(
      error?.description
        == "feeds/x.opml: the file begins with <html>, expected an OPML list of feeds (<opml>)")
  }

  @Test func `one address twice is an error that names both places`() throws {
    let folder = try WorkspaceFolder([
      "feeds/a.yaml": "- {feed: \"https://x.example/\"}\n",
      "feeds/b.yaml": "- {feed: \"https://y.example/\"}\n- {feed: \"https://x.example/\"}\n",
    ])
    let error = #expect(throws: SettingsError.self) { try SourceList.load(folder.location) }
    #expect(
      error?.description == "feeds/b.yaml:2:3: source 'https://x.example/' a second time, "
        + "first declared at feeds/a.yaml:1:3")
  }

  @Test(arguments: [
    ("- x", "1:3: the text 'x', expected a mapping of keys to values"),
    ("feed: x", "1:1: a mapping, expected a list ('- …')"),
    ("- {name: x}", "1:3: a source without an address, expected one of feed, mastodon, bluesky, x"),
    ("- {feed: }", "1:10: 'feed' is empty, expected a text"),
    ("- {feed: [a]}", "1:10: 'feed' is a list, expected a text"),
    (
      "- {feed: \"ftp://x/y\"}",
      "1:10: 'feed' is 'ftp://x/y', expected an http(s) URL, a path or a pattern of paths"
    ),
    (
      "- {feed: \"https:///y\"}",
      "1:10: 'feed' is 'https:///y', expected an http(s) URL, a path or a pattern of paths"
    ),
    (
      "- {feed: a, allow_private: yes}",
      "1:28: 'allow_private' is the text 'yes', expected true or false"
    ),
    (
      "- {mastodon: \"https://m.example\"}",
      "1:3: 'account' is missing, expected your user name there, such as matt"
    ),
    (
      "- {mastodon: \"https://m.example/x\", account: me}",
      "1:14: 'mastodon' is the text 'https://m.example/x', expected the address of your server, such as "
        + "https://mastodon.social"
    ),
    (
      "- {bluesky: matt, timeline: home}",
      "1:13: 'bluesky' is the text 'matt', expected your handle, such as matt.bsky.social"
    ),
    (
      "- {x: matt, timeline: away}",
      "1:23: 'timeline' is the text 'away', expected one of home, {list: \"1234\"}, {user: swiftlang}"
    ),
    (
      "- {x: matt, timeline: {list: abc}}",
      "1:30: 'list' is the text 'abc', expected the number of a list, such as \"1234\""
    ),
    (
      "- {x: matt, timeline: {}}",
      "1:23: which timeline? expected one of home, {list: \"1234\"}, {user: swiftlang}"
    ),
    (
      "- {feed: a, x: b}",
      "1:13: 'feed' and 'x' in one source, expected exactly one"
    ),
    (
      "- {feed: a, tag: b}",
      "1:13: unknown key 'tag', expected one of feed, mastodon, bluesky, x, name, tags, "
        + "allow_private, paused, relative_dates; did you mean 'tags'?"
    ),
  ])
  func `what is wrong is said with what is right`(text: String, message: String) throws {
    let folder = try WorkspaceFolder(["feeds/f.yaml": text])
    let error = #expect(throws: SettingsError.self) { try SourceList.load(folder.location) }
    #expect(error?.description == "feeds/f.yaml:\(message)")
  }
}
