// An embedding model elsewhere, as a person meets it: checked, listed, asked, and away.

import Foundation
import Service
import Synchronization
import TestSupport
import Testing

struct EmbeddingCommandTests {
  private static let dimensions = 64

  private static func server(isDown: @escaping @Sendable () -> Bool = { false }) throws
    -> ScriptedServer
  {
    try ScriptedServer { request in
      isDown()
        ? WordVectors.refusal(401, "no such key")
        : WordVectors.answer(to: request, dimensions: dimensions)
    }
  }

  /// Gives `body` a house with a note, whose vectors come from a server.
  private func with(
    _ server: ScriptedServer, dimensions: Int = dimensions,
    _ body: @Sendable (FeedHouse) async throws -> Void
  ) async throws {
    try await FeedHouse.with([:]) { house in
      try Self.point(
        house, "{url: \"\(server.url("/v1"))\", model: words, dimensions: \(dimensions)}")
      try Data("# Bread\nThe rye starter doubled overnight.".utf8)
        .write(to: URL(filePath: "\(house.root)/note.md"))
      try await body(house)
    }
  }

  private static func point(_ house: FeedHouse, _ embedding: String) throws {
    let file = "\(house.root)/gleaner.yaml"
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("embedding:") && !$0.hasPrefix("  model: all-MiniLM") }
    try Data((lines + ["embedding: \(embedding)", ""]).joined(separator: "\n").utf8)
      .write(to: URL(filePath: file))
  }

  @Test func `a check says what it gives, and which dimensions to write`() async throws {
    let server = try Self.server()
    defer { server.close() }
    try await with(server) { house in
      let good = try house.gleaner("models", "check")
      #expect(good.code == 0)
      #expect(
        good.output.contains(
          "ok      127.0.0.1:\(server.port) (words@64 at 127.0.0.1): embeddings of 64 numbers, up to 96 texts at once"
        ))
      #expect(try house.rows("models", "--json").first?["space"] == "words@64")
    }
    try await with(server, dimensions: 512) { house in
      let bad = try house.gleaner("models", "check")
      #expect(bad.code == 1)
      #expect(bad.output.contains("its vectors have 64 numbers, expected 512"))
      let row = try house.rows("models", "check").first
      #expect(row?["kind"] == "embedding" && row?["code"] == "settings")
    }
  }

  @Test func `memory is searched by meaning, and by words while nobody can be asked`() async throws
  {
    let isDown = Mutex(false)
    let server = try Self.server { isDown.withLock { $0 } }
    defer { server.close() }
    try await with(server) { house in
      #expect(try house.gleaner("remember", "\(house.root)/note.md").code == 0)
      let found = try house.rows("recall", "a rye starter")
      #expect(found.first?["rank_by_meaning"] == 1)
      isDown.withLock { $0 = true }
      let byWords = try house.gleaner("recall", "rye")
      #expect(byWords.code == 0 && byWords.output.contains("rye starter"))
      #expect(byWords.errors.contains("found by words alone"))
      // Another model in the settings, which cannot be reached: the old space answers as long as it can.
      isDown.withLock { $0 = false }
      try Self.point(house, "{url: \"\(server.url("/v1"))\", model: other, dimensions: 64}")
      #expect(try house.rows("recall", "a rye starter").first?["rank_by_meaning"] == 1)
      #expect(
        try house.gleaner("doctor").output.contains(
          "re-embedding: 0 of 1 texts in other@64; still working with words@64"))
    }
  }
}
