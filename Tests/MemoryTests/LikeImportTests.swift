// Exports of likes, from files to the store.

import Foundation
import Memory
import Store
import TestSupport
import Testing

struct LikeImportTests {
  @Test func `the same page twice is one like, and importing it again adds nothing`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gleaner-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let posts = """
      [{"href":"https://rye.example/","description":"Rye","extended":"","toread":"no","tags":""},
       {"href":"https://rye.example/?utm_source=x","description":"Rye again","extended":"","toread":"no","tags":""},
       {"href":"https://bare.example/","description":"","extended":"","toread":"no","tags":""}]
      """
    let file = folder.appending(path: "pinboard.json")
    try Data(posts.utf8).write(to: file)
    try await TestStore.with { database, _ in
      let importer = Import(database: database, now: Date(timeIntervalSince1970: 0))
      let request = ImportRequest([file.path(percentEncoded: false)])
      let first = try await importer.run(request) { _, _ in }
      #expect(first.likes.added == 2 && first.likes.changed == 0 && first.bareAddresses == 1)
      let again = try await importer.run(request) { _, _ in }
      #expect(again.likes.fresh == 0 && again.likes.unchanged == 2)
    }
  }
}
