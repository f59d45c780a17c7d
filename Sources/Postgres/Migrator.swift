// Brings a database to the schema of this program. Any number of processes may start at once: an advisory lock lets one
// work while the others wait and then find nothing to do.

/// Runs migrations in order, each once.
package struct Migrator: Sendable {
  private let migrations: [Migration]
  /// Any constant, as long as no other use of advisory locks takes it: "gleaner" in ASCII.
  private static let lock = 0x67_6c65_616e_6572

  /// Takes the whole list, from number 1 on; throws ``PostgresError`` with code `migration` when it has gaps.
  package init(_ migrations: [Migration]) throws(PostgresError) {
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw PostgresError(
        .migration, "migration \(migration.number) (\(migration.name)) stands at place \(index + 1)"
      )
    }
    self.migrations = migrations
  }

  /// Runs what has not run yet and gives the numbers that did.
  @discardableResult
  package func migrate(_ pool: Pool) async throws -> [Int] {
    try await pool.withSession { session in
      _ = try await session.perform("SELECT pg_advisory_lock(\(Self.lock))")
      let result: Result<[Int], any Error>
      do { result = .success(try await run(session)) } catch { result = .failure(error) }
      _ = try? await session.insist("SELECT pg_advisory_unlock(\(Self.lock))")
      return try result.get()
    }
  }

  private func run(_ session: Session) async throws -> [Int] {
    try await session.script(
      """
      CREATE TABLE IF NOT EXISTS migrations (
        number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,
        run_at timestamptz NOT NULL DEFAULT now())
      """)
    let done = try await session.query(
      "SELECT number, name, checksum FROM migrations ORDER BY number")
    try check(done)
    let pending = migrations.dropFirst(done.count)
    for migration in pending { try await run(migration, session) }
    return pending.map(\.number)
  }

  private func check(_ done: [Row]) throws {
    for (index, row) in done.enumerated() {
      let number = try row.decode("number", as: Int.self)
      let name = try row.decode("name", as: String.self)
      guard number <= migrations.count else {
        throw PostgresError(
          .migration,
          "the database has migration \(number) (\(name)), which this version of gleaner "
            + "does not know: a newer one made it; update gleaner")
      }
      guard number == index + 1 else {
        throw PostgresError(
          .migration, "the database lacks migration \(index + 1) but has \(number) (\(name))")
      }
      let known = migrations[index]
      guard try row.decode("checksum", as: String.self) == known.checksum else {
        throw PostgresError(
          .migration,
          "migration \(number) (\(known.name)) is not the one that ran in this database "
            + "as \(name): migrations are only added, never changed")
      }
    }
  }

  private func run(_ migration: Migration, _ session: Session) async throws {
    do {
      try await session.transaction { transaction in
        // Building an index over years of items takes as long as it takes.
        try await transaction.execute("SET LOCAL statement_timeout = 0")
        try await transaction.script(migration.statements, isPatient: true)
        try await transaction.execute(
          """
          INSERT INTO migrations (number, name, checksum)
          VALUES (\(migration.number), \(migration.name), \(migration.checksum))
          """)
      }
    } catch let error as PostgresError where error.code == .query {
      throw PostgresError(
        .migration, "migration \(migration.number) (\(migration.name)) failed: \(error.message)",
        sqlState: error.sqlState, cause: error)
    }
  }
}
