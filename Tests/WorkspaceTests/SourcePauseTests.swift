// One key written into one entry of a list, and taken out again: everything else stays byte for byte, or nothing is written.

import Feed
import Foundation
import Service
import Testing
import Workspace

struct SourcePauseTests {
  private static let address = "https://a.example/rss"

  private func pause(_ isPaused: Bool, in folder: WorkspaceFolder) throws {
    let entry = try #require(
      try SourceList.load(folder.location).entries.first { $0.source.address == Self.address })
    try SourceFiles(folder.location).pause(entry, isPaused)
  }

  @Test(
    arguments: [
      (
        "# a\n- feed: https://a.example/rss # own\n  name: A\n\n# b\n- feed: https://b.example/\n",
        "# a\n- feed: https://a.example/rss # own\n  name: A\n  paused: true\n\n# b\n- feed: https://b.example/\n"
      ),
      (
        "- {feed: \"https://a.example/rss\", name: \"Ä } b\"} # {x}\n",
        nil
      ),
      (
        "- {feed: \"https://a.example/rss\", tags: [a, b]}\n- feed: https://b.example/\n",
        "- {feed: \"https://a.example/rss\", tags: [a, b], paused: true}\n- feed: https://b.example/\n"
      ),
      ("- feed: https://a.example/rss", "- feed: https://a.example/rss\n  paused: true"),
      (
        "  - name: |\n      A\n      paused: no\n    feed: https://a.example/rss\n", nil
      ),
      (
        "- feed: https://a.example/rss\r\n  tags:\r\n  - x\r\n",
        "- feed: https://a.example/rss\r\n  tags:\r\n  - x\r\n  paused: true\r\n"
      ),
      (
        "-\n  feed: https://a.example/rss\n...\n",
        "-\n  feed: https://a.example/rss\n  paused: true\n...\n"
      ),
    ] as [(String, String?)])
  func `an entry is paused and goes on, and the rest stays`(text: String, paused: String?) throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": text])
    guard let paused else {
      #expect(throws: (any Error).self) { try pause(true, in: folder) }
      #expect(try folder.read("feeds/feeds.yaml") == text)
      return
    }
    try pause(true, in: folder)
    #expect(try folder.read("feeds/feeds.yaml") == paused)
    let list = try SourceList.load(folder.location)
    #expect(list.entries.first?.source.isPaused == true)
    #expect(!list.pulled.map(\.address).contains(Self.address))
    try pause(true, in: folder)
    #expect(try folder.read("feeds/feeds.yaml") == paused)
    try pause(false, in: folder)
    #expect(try folder.read("feeds/feeds.yaml") == text)
  }

  @Test func `what says false already says true then`() throws {
    let folder = try WorkspaceFolder([
      "feeds/feeds.yaml": "- feed: https://a.example/rss\n  paused: false\n  name: A\n"
    ])
    try pause(true, in: folder)
    #expect(
      try folder.read("feeds/feeds.yaml")
        == "- feed: https://a.example/rss\n  name: A\n  paused: true\n")
  }

  @Test func `a list of another program is not written into`() throws {
    let folder = try WorkspaceFolder([
      "feeds/a.opml":
        "<opml version=\"2.0\"><body><outline type=\"rss\" xmlUrl=\"https://a.example/rss\"/></body></opml>"
    ])
    let error = #expect(throws: Problem.self) { try pause(true, in: folder) }
    #expect(error?.message.contains("as another program wrote it") == true)
  }
}
