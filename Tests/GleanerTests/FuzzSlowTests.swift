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
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", root.appending(path: "Benchmarks/fuzz.py").path, "--cuts", "150", "--mutations",
      "2000", "--jobs", "1", "--gleaner",
      try #require(try Program.process([]).executableURL?.path), folder.path,
    ]
    let ended = try Program.finish(process)
    #expect(ended.code == 0, "\(ended.output)\(ended.errors)")
    #expect(ended.output.contains("3 feeds whose entries could be told apart"))
  }
}
