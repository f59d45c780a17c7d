// A list that is read once and kept, and never an old one.

import Feed
import Foundation
import Testing
import Workspace

struct SourceListKeeperTests {
  @Test func `a list that is written again is read again`() throws {
    let folder = try WorkspaceFolder(["feeds/feeds.yaml": "- feed: https://a.example/\n"])
    let keeper = SourceListKeeper()
    let addresses = { try keeper.load(folder.location).sources.map(\.address) }
    #expect(try addresses() == ["https://a.example/"])
    #expect(try addresses() == ["https://a.example/"])
    let draft = try #require(
      SourceDraft("https://b.example/", in: folder.root, of: folder.location))
    _ = try SourceFiles(folder.location).add([draft])
    #expect(try addresses() == ["https://a.example/", "https://b.example/"])
    let more = "- feed: https://c.example/\n"
    try Data(more.utf8).write(to: URL(fileURLWithPath: "\(folder.root)/feeds/more.yaml"))
    #expect(try addresses().count == 3)
    try FileManager.default.removeItem(atPath: "\(folder.root)/feeds/feeds.yaml")
    #expect(try addresses() == ["https://c.example/"])
  }

  @Test func `what a pattern of files stands for is always looked up`() throws {
    let folder = try WorkspaceFolder([
      "feeds/feeds.yaml": "- feed: \"../in/*.xml\"\n", "in/a.xml": "a",
    ])
    let keeper = SourceListKeeper()
    #expect(try keeper.load(folder.location).sources.count == 1)
    try Data("b".utf8).write(to: URL(fileURLWithPath: "\(folder.root)/in/b.xml"))
    #expect(try keeper.load(folder.location).sources.count == 2)
  }
}
