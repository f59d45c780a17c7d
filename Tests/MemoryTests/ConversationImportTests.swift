// Conversations on their way into memory: who is who, what belongs together, what is known already.

import Feed
import Foundation
import Memory
import Postgres
import Store
import TestSupport
import Testing

struct ConversationImportTests {
  let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func withFolder<Value>(
    _ files: [String: String], _ body: (String) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "gleaner-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try await body(folder.path(percentEncoded: false))
  }

  private func remember(
    _ path: String, in database: Database, me names: [String] = [], as role: ImportRole? = nil
  ) async throws -> ImportReport {
    var request = ImportRequest([path])
    request.names = names
    request.role = role
    return try await Import(database: database, now: now).run(request) { _, _ in }
  }

  /// Current passages as `who: text`, in the order in which recall reads them.
  private func said(_ pool: Pool) async throws -> [String] {
    let rows = try await pool.query(
      """
      SELECT p.speaker, p.text, p.own FROM passages p JOIN documents d ON d.id = p.document
      WHERE d.replaced_at IS NULL ORDER BY p.conversation, p.said_at, d.id, p.position
      """)
    return try rows.map {
      let own = try $0.decode("own", as: Bool.self) ? "*" : ""
      let speaker = try $0.decode("speaker", as: String?.self) ?? "-"
      return "\(speaker)\(own): \(try $0.decode("text", as: String.self))"
    }
  }

  static let slack = [
    "users.json": """
    [{"id": "U1", "name": "ada", "profile": {"email": "ada@example.org"}}, {"id": "U2", "name": "bob", "profile": {}}]
    """,
    "channels.json": "[{\"id\": \"C1\", \"name\": \"bread\", \"members\": []}]",
    "bread/2026-01-05.json": """
    [{"user": "U1", "text": "The starter is awake", "ts": "1767603600.1"},
     {"user": "U1", "text": "and it smells of apples", "ts": "1767603630.2"},
     {"user": "U2", "text": "good", "ts": "1767603640.3"},
     {"user": "U1", "text": "another thought, later", "ts": "1767607200.4"}]
    """,
    "bread/2026-01-06.json": "[{\"user\": \"U2\", \"text\": \"eaten\", \"ts\": \"1767690000.1\"}]",
    "integration_logs.json": "[]",
  ]

  @Test func `a folder that is an export is read as one, a thought as one passage`() async throws {
    try await TestStore.with { database, pool in
      try await withFolder(Self.slack) { folder in
        let report = try await remember(folder, in: database, me: ["Ada@example.org"])
        #expect(report.conversations.added == 2 && report.documents.all == 0)
        #expect(report.messages == 5 && report.ownMessages == 3 && report.problems.isEmpty)
        #expect(
          try await said(pool) == [
            "ada*: The starter is awake\nand it smells of apples", "bob: good",
            "ada*: another thought, later", "bob: eaten",
          ])
        let again = try await remember(folder, in: database, me: ["ada@example.org"])
        #expect(again.isKnown && again.conversations.unchanged == 2)
      }
    }
  }

  @Test func `without a name it is said who spoke, and nothing is learned`() async throws {
    try await TestStore.with { database, pool in
      try await withFolder(Self.slack) { folder in
        let report = try await remember(folder, in: database)
        #expect(report.ownMessages == 0)
        #expect(report.speakers.map { "\($0.name) \($0.messages)" } == ["ada 3", "bob 2"])
        let named = try await remember(folder, in: database, me: ["@ada"])
        #expect(named.conversations.changed == 1 && named.ownMessages == 3)
        #expect(try await said(pool).first?.hasPrefix("ada*") == true)
      }
    }
  }

  private func chat(_ lines: ClosedRange<Int>) -> String {
    lines.map { "13/03/2025, \(9 + $0):00 - Ada: line number \($0)" }.joined(separator: "\n")
  }

  @Test func `a longer export adds its end, and one that begins later loses nothing`() async throws
  {
    try await TestStore.with { database, pool in
      for (lines, count) in [(2...4, 3), (2...6, 5), (4...7, 6), (3...5, 6)] {
        try await withFolder(["WhatsApp Chat with Ada.txt": chat(lines)]) { folder in
          _ = try await remember(folder, in: database)
        }
        #expect(try await said(pool).count == count, "\(lines)")
      }
      #expect(try await said(pool) == (2...7).map { "Ada: line number \($0)" })
    }
  }

  @Test func `a mixed folder is walked, and what cannot be read is named`() async throws {
    let files = [
      "notes/a.md": "# A\n\nA note about databases and the indexes they keep.",
      "likes.jsonl": "{\"title\": \"Liked\", \"url\": \"https://example.org/liked\"}\n{",
      "chats/WhatsApp Chat with Ada.txt": chat(1...3), "picture.png": "\u{89}PNG",
      "box.mbox":
        "From a@example.org Mon Jan  5 10:00:00 2026\nFrom: a@example.org\nMessage-ID: <1@x>\n\nHello",
      "broken/2026-01-05.json":
        "[{\"user\": \"U1\", \"text\": \"whole\", \"ts\": \"1767603600.1\"}, {\"user\"",
    ]
    try await TestStore.with { database, _ in
      try await withFolder(files) { folder in
        let report = try await remember(folder, in: database)
        #expect(report.documents.added == 1 && report.likes.added == 1)
        #expect(report.conversations.added == 3)
        #expect(report.formats == ["Slack", "WhatsApp", "mail", "JSON Lines"])
        #expect(report.skipped == ["png": 1])
        #expect(
          report.problems.contains {
            $0.hasSuffix("2026-01-05.json, record 2: the file breaks off here")
          })
        #expect(report.problems.contains { $0.contains("likes.jsonl:2: ") })
      }
    }
  }

  @Test func `what is binary is refused when it is named`() async throws {
    try await TestStore.with { database, _ in
      try await withFolder(["a.md": "GIF89a and so on", "b.bin": "\u{0}\u{0}\u{0}\u{1}"]) {
        folder in
        for (name, why) in [("a.md", "a GIF picture"), ("b.bin", "binary data")] {
          let report = try await remember("\(folder)/\(name)", in: database)
          #expect(report.isEmpty && report.problems.first?.contains(why) == true)
        }
      }
    }
  }

  @Test func `what a file is can be said`() async throws {
    let text = "13/03/2025, 10:00 - Ada: one note of the day, long enough to be a passage"
    try await TestStore.with { database, _ in
      try await withFolder(["log.txt": text + "\n" + text]) { folder in
        let file = "\(folder)/log.txt"
        #expect(try await remember(file, in: database, as: .documents).documents.added == 1)
        #expect(try await remember(file, in: database, as: .messages).conversations.added == 1)
        let likes = try await remember(file, in: database, as: .likes)
        #expect(likes.isEmpty && likes.problems.first?.contains("no format of likes") == true)
      }
    }
  }
}
