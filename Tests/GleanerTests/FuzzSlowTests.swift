// A small share of what `Benchmarks/fuzz.py` does to a folder of real feeds, done to feeds of our own.

import Foundation
import Testing

struct FuzzSlowTests {
  private static let rss = """
    <?xml version="1.0"?>
    <rss version="2.0"><channel><title>News</title><link>https://a.example/</link>
    <item><title>One &amp; two</title><guid>1</guid><description><![CDATA[<p>A <b>word</b></p>]]></description></item>
    <item><title>Three</title><guid>2</guid><pubDate>Sat, 07 Sep 2002 09:42:31 GMT</pubDate></item>
    </channel></rss>
    """
  private static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/"><title>Notes</title>
    <entry><id>urn:1</id><title type="html">A &lt;i&gt;title&lt;/i&gt;</title><link href="one"/></entry>
    <entry><id>urn:2</id><title>B</title><content type="xhtml"><div><p>x</p></div></content></entry>
    </feed>
    """
  private static let json = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
      {"id": "1", "title": "A \\u00e9", "content_html": "<p>x</p>", "tags": ["a", "b"]},
      {"id": "2", "title": "B", "content_text": "y"}]}
    """

  @Test
  func `feeds that were cut or mutilated crash nothing, hold up nothing and lose nothing`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("a.xml", Self.rss), ("b.xml", Self.atom), ("c.json", Self.json)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let ended = try measured("fuzz", folder, "--cuts", "150", "--mutations", "2000")
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("3 feeds whose entries could be told apart"))
  }

  private static let mastodon = """
    [{"id": "3", "uri": "https://a.example/3", "content": "<p>Three</p>", "account": {"id": "1", "acct": "ada"},
      "media_attachments": [{"type": "image", "url": "https://a.example/3.png", "description": "A gear"}]},
     {"id": "4", "uri": "https://a.example/4", "account": {"id": "2", "acct": "bo"}, "content": "",
      "reblog": {"id": "2", "uri": "https://a.example/2", "content": "<p>Two</p>", "account": {"id": "1", "acct": "ada"}}},
     {"id": "1", "uri": "https://a.example/1", "content": "<p>One</p>", "account": {"id": "1", "acct": "ada"},
      "poll": {"options": [{"title": "Steam", "votes_count": 4}]}, "card": {"url": "https://p.example/", "title": "P"}}]
    """
  private static let bluesky = """
    {"cursor": "1", "feed": [
      {"post": {"uri": "at://did:plc:a/app.bsky.feed.post/3", "author": {"did": "did:plc:a", "handle": "a.example"},
        "record": {"text": "Grüße 🦋 x", "facets": [{"index": {"byteStart": 0, "byteEnd": 7},
          "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example"}]}]},
        "embed": {"$type": "app.bsky.embed.images#view", "images": [{"fullsize": "https://c.example/1", "alt": "moss"}]}}},
      {"post": {"uri": "at://did:plc:a/app.bsky.feed.post/2", "record": {"text": "Two"}},
        "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:plc:b", "handle": "b.example"}}}]}
    """
  private static let x = """
    {"data": [{"id": "3", "text": "Three https://t.co/1", "author_id": "5", "public_metrics": {"like_count": 5},
        "entities": {"urls": [{"start": 6, "end": 20, "url": "https://t.co/1", "expanded_url": "https://e.example/"}]}},
      {"id": "2", "text": "RT @fay: One", "author_id": "5", "referenced_tweets": [{"type": "retweeted", "id": "1"}]}],
     "includes": {"users": [{"id": "5", "username": "eve"}], "tweets": [{"id": "1", "text": "One", "author_id": "6"}]},
     "meta": {"result_count": 2, "next_token": "n"}}
    """

  @Test
  func `a post that was distorted crashes nothing, and costs no other post of its page`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pages = [("mastodon", Self.mastodon), ("bluesky", Self.bluesky), ("x", Self.x)]
    for (network, text) in pages {
      let place = folder.appending(path: network)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place.appending(path: "page.json"))
    }
    let ended = try measured("distortion", folder, "--rounds", "1000")
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("4 answers, 1000 distorted"))
  }

  /// Runs a program of `Benchmarks` on a folder.
  private func measured(
    _ name: String, _ folder: URL, _ options: String...
  ) throws -> Program.Ended {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["python3", root.appending(path: "Benchmarks/\(name).py").path] + options + [
        "--jobs", "1", "--gleaner", try #require(try Program.process([]).executableURL?.path),
        folder.path,
      ]
    return try Program.finish(process)
  }
}
