// A table of another program becomes memory, once.

import Feed
import Foundation
import Memory
import Postgres
import Store
import TestSupport
import Testing

struct TableImportTests {
  private let now = Date(timeIntervalSince1970: 1_706_688_000)

  private func table(_ pool: Pool, vector: String? = nil) -> ForeignTable {
    ForeignTable(
      connection: pool.settings.address, table: ["mem"], shown: "postgresql://h/d/mem",
      columns: ForeignColumns(text: "body", id: "id", at: "at", vector: vector))
  }

  private func fill(_ pool: Pool) async throws {
    try await pool.execute("CREATE TABLE mem (id bigint, body text, at text, v vector(2))")
    try await pool.execute(
      """
      INSERT INTO mem VALUES (1, 'Rye bread keeps for a week.', '2024-01-31 08:00:00+00', '[3,4]'),
        (2, '  ', NULL, NULL), (3, 'Oats are rolled.', 'never', '[0,2]'), (NULL, 'lost', NULL, NULL)
      """)
  }

  @Test func `rows become documents, and reading them again adds nothing`() async throws {
    try await TestStore.with { database, pool in
      try await fill(pool)
      let importer = TableImport(database: database, now: now)
      var first = ImportReport()
      try await importer.run(table(pool), into: &first) { _, _ in }
      #expect(first.documents.added == 2 && first.reusedVectors == 0)
      #expect(
        first.problems == [
          "postgresql://h/d/mem#2: has no text", "postgresql://h/d/mem#3: 'never' is no time",
          "postgresql://h/d/mem: a row without an id is left out",
        ])
      try await pool.execute("UPDATE mem SET body = 'Rye bread keeps for two weeks.' WHERE id = 1")
      var again = ImportReport()
      try await importer.run(table(pool), into: &again) { _, _ in }
      #expect(again.documents.changed == 1 && again.documents.unchanged == 1)
    }
  }

  @Test func `vectors of the same model are taken over at unit length`() async throws {
    try await TestStore.with { database, pool in
      try await fill(pool)
      let model = SharedModel(name: "m", dimensions: 2)
      var report = ImportReport()
      try await TableImport(database: database, now: now, model: model)
        .run(table(pool, vector: "v"), into: &report) { _, _ in }
      #expect(report.reusedVectors == 2)
      #expect(try await database.pendingTextCount(of: [.passage], model: "m") == 0)
      let rows = try await pool.query(
        """
        SELECT embedding <-> '[0.6,0.8]' < 0.001 OR embedding <-> '[0,1]' < 0.001 AS near FROM vectors
        """)
      #expect(try rows.map { try $0.decode("near", as: Bool.self) } == [true, true])
    }
  }

  @Test func `vectors of other dimensions are refused with the remedy`() async throws {
    try await TestStore.with { database, pool in
      try await fill(pool)
      let importer = TableImport(
        database: database, now: now, model: SharedModel(name: "m", dimensions: 384))
      let error = await #expect(throws: TableImportError.self) {
        var report = ImportReport()
        try await importer.run(table(pool, vector: "v"), into: &report) { _, _ in }
      }
      let said = error?.description ?? ""
      #expect(said.contains("2 dimensions") && said.contains("leave out --vector"))
      #expect(said.hasPrefix("postgresql://h/d/mem: its"))
    }
  }

  @Test func `rows as messages are what the person said, a document a day`() async throws {
    try await TestStore.with { database, pool in
      try await fill(pool)
      try await pool.execute("UPDATE mem SET at = '2024-01-31 09:00:00+00' WHERE id = 3")
      let importer = TableImport(database: database, now: now, role: .messages)
      for added in [1, 0] {
        var report = ImportReport()
        try await importer.run(table(pool), into: &report) { _, _ in }
        #expect(report.conversations.added == added && report.conversations.all == 1)
        #expect(report.messages == 2 && report.ownMessages == 2)
      }
    }
  }
}
