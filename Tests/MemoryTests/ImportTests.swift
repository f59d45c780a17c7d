// Import, from folders to the store.

import Foundation
import Memory
import Store
import TestSupport
import Testing

struct ImportTests {
  func folder(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "gleaner-\(UUID().uuidString)")
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return folder.path(percentEncoded: false)
  }

  @Test func `a folder is walked, and walking it again adds nothing`() async throws {
    let folder = try folder([
      "a.md": "# A\n\nA note about databases and the indexes they keep.",
      "deep/b.txt": "Another note, about bread and how long it must rest.",
      "deep/.hidden.md": "Not to be read.", "picture.png": "no text",
      "likes.jsonl": "{\"title\": \"Liked\", \"url\": \"https://example.org/liked\"}\n{",
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestStore.with { database, _ in
      let importer = Import(database: database, now: Date(timeIntervalSince1970: 0))
      let first = try await importer.run(ImportRequest([folder])) { _, _ in }
      #expect(first.documents.added == 2 && first.likes.added == 1)
      #expect(first.problems.count == 1 && first.problems[0].contains("likes.jsonl:2"))
      let again = try await importer.run(ImportRequest([folder])) { _, _ in }
      #expect(again.documents.unchanged == 2 && again.documents.added == 0)
      #expect(again.likes.unchanged == 1 && again.likes.added == 0)
    }
  }

  @Test func `what is not there, or has nothing to read, is said`() async throws {
    let empty = try folder(["picture.png": "x"])
    defer { try? FileManager.default.removeItem(atPath: empty) }
    try await TestStore.with { database, _ in
      let importer = Import(database: database, now: Date(timeIntervalSince1970: 0))
      let report = try await importer.run(ImportRequest(["/nowhere/at/all", empty])) { _, _ in }
      #expect(report.isEmpty && report.skipped == ["png": 1])
      #expect(report.problems.count == 1 && report.problems[0].contains("/nowhere/at/all"))
    }
  }

  @Test func `a file that is not UTF-8 is read all the same`() async throws {
    let folder = try folder([:])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bytes: [UInt8] =
      Array("A note with a caf".utf8) + [0xE9, 0x00] + Array(" in it, and a zero byte.".utf8)
    try Data(bytes).write(to: URL(filePath: "\(folder)/odd.txt"))
    try await TestStore.with { database, _ in
      let report = try await Import(database: database, now: Date(timeIntervalSince1970: 0))
        .run(ImportRequest([folder])) { _, _ in }
      #expect(report.documents.added == 1 && report.problems.isEmpty)
    }
  }

  @Test func `zips in a folder are read one after the other, and a long post of X once`()
    async throws
  {
    let folder = try folder([
      "note-tweet.js": """
      window.YTD.note_tweet.part0 = [ { "noteTweet" : { "noteTweetId" : "15", "createdAt" :
        "2023-05-01T10:00:00.000Z", "core" : { "text" : "Rye wants warmer water than wheat does, for long" } } } ]
      """,
      "tweets.js": """
      window.YTD.tweets.part0 = [ { "tweet" : { "id_str" : "16", "created_at" :
        "Mon May 01 10:00:00 +0000 2023", "full_text" : "Rye wants warmer water than wheat…" } } ]
      """,
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a", "b", "c"] {
      let zip = ZipBytes.archive([ZipBytes.Entry("\(name).md", "# \(name)\n\nNote \(name).")])
      try Data(zip).write(to: URL(filePath: "\(folder)/\(name).zip"))
    }
    try await TestStore.with { database, _ in
      let report = try await Import(database: database, now: Date(timeIntervalSince1970: 0))
        .run(ImportRequest([folder])) { _, _ in }
      #expect(report.documents.added == 3 && report.messages == 1)
      let texts = try await database.pendingTexts(model: "m", limit: 10).map(\.text)
      let posts = texts.filter { $0.contains("warmer water") }
      #expect(posts.count == 1 && posts[0].contains("than wheat does, for long"))
    }
  }
}
