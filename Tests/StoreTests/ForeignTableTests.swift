// Tables of other programs: named without doubt, read without a trace, and no name of theirs becomes SQL.

import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct ForeignTableTests {
  @Test(arguments: [
    (
      "postgresql://ona:s3cret@db.example:5433/matt/passages",
      "postgresql://db.example:5433/matt/passages"
    ),
    (
      "postgres://db.example/matt/mem.passages?sslmode=require",
      "postgresql://db.example/matt/mem.passages"
    ),
    ("postgresql:///matt/passages?host=/run/pg", "postgresql:///matt/passages"),
    ("POSTGRESQL://a@b@h/matt/t", "postgresql://h/matt/t"),
  ])
  func `an address names host, database and table, and shows no password`(
    address: String, shown: String
  ) throws {
    #expect(try ForeignAddress(address).shown == shown)
  }

  @Test(arguments: [
    ("postgresql://ona:s3cret@h/matt", "names no table"),
    ("postgresql://h/matt/", "names no table"),
    ("postgresql://ona:s3cret@h/a/b/c", "more than a database and a table"),
    ("postgresql://h/matt/a.b.c", "TABLE or SCHEMA.TABLE"),
    ("postgresql://h/m/.t", "TABLE or SCHEMA.TABLE"),
    ("notes.md", "begins with no"),
  ])
  func `an address without a table is refused, and its password is not repeated`(
    address: String, says: String
  ) {
    let error = #expect(throws: ForeignAddressError.self) { try ForeignAddress(address) }
    #expect(error?.description.contains(says) == true)
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test func `a path is no address`() {
    #expect(
      !ForeignAddress.isLikely("postgresql.md") && ForeignAddress.isLikely("postgres://h/d/t"))
  }

  private func table(
    _ pool: Pool, _ name: [String], _ columns: ForeignColumns
  ) -> ForeignTable {
    ForeignTable(
      connection: pool.settings.address, table: name, shown: "postgresql://h/d/t", columns: columns)
  }

  @Test func `all rows with a text come, in batches, whatever their types`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE SCHEMA mem")
      try await pool.execute(
        "CREATE TABLE mem.\"odd \"\"name\" (id uuid, body text, at timestamptz, v vector(2))")
      try await pool.execute(
        """
        INSERT INTO mem."odd ""name" SELECT gen_random_uuid(), 'text ' || n,
          timestamptz '2024-01-31 08:00:00+00' + n * interval '1 hour', '[1,2]'
        FROM generate_series(1, 250) n
        """)
      try await pool.execute(
        "INSERT INTO mem.\"odd \"\"name\" VALUES (NULL, NULL), (NULL, 'no id')")
      let columns = ForeignColumns(text: "body", id: "id", at: "at", vector: "v")
      let table = table(pool, ["mem", "odd \"name"], columns)
      #expect(try await table.count() == 251)
      let seen = Seen()
      try await table.read { await seen.add($0) }
      let (rows, batches) = await (seen.rows, seen.batches)
      #expect(rows.count == 251 && batches.allSatisfy { $0 <= 100 })
      #expect(rows[0].at == "2024-01-31 09:00:00+00" && rows[0].vector == "[1,2]")
      #expect(rows.last?.id == nil && rows.last?.text == "no id")
    }
  }

  private actor Seen {
    private(set) var rows: [ForeignRow] = []
    private(set) var batches: [Int] = []

    func add(_ some: [ForeignRow]) {
      rows += some
      batches.append(some.count)
    }
  }

  @Test func `nothing can be written, and what is missing is named with the table`() async throws {
    try await TestDatabase.empty.with { pool in
      try await pool.execute("CREATE TABLE notes (id int, body text)")
      try await pool.execute(
        "CREATE FUNCTION spoil() RETURNS text LANGUAGE sql AS 'INSERT INTO notes VALUES (1) RETURNING body'"
      )
      try await pool.execute("CREATE VIEW trap AS SELECT 1 AS id, spoil() AS body")
      let trap = table(pool, ["trap"], ForeignColumns(text: "body", id: "id"))
      let refused = await #expect(throws: PostgresError.self) { try await trap.read { _ in } }
      #expect(refused?.message.contains("read-only") == true)
      let missing = table(pool, ["notes"], ForeignColumns(text: "body; DROP TABLE notes", id: "id"))
      let named = await #expect(throws: PostgresError.self) { _ = try await missing.count() }
      #expect(named?.message.hasPrefix("postgresql://h/d/t: ") == true)
      #expect(try await pool.query("SELECT * FROM notes").isEmpty)
    }
  }
}
