// What the store stands on: a pool, or, for a rehearsal, one transaction that is taken back at the end. The same
// statements run on both, so a dry run is the real run without its traces.

package import Postgres

/// Takes statements, and several of them as one.
package protocol Ground: Querying {
  /// Runs `body` in one transaction; an error undoes what it did.
  func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value
}

extension Pool: Ground {}

/// A transaction in which everything happens and nothing stays; for one task at a time.
struct Rehearsal: Ground {
  let whole: Transaction

  func perform(_ sql: SQL) async throws(PostgresError) -> Answer {
    try await whole.perform(sql)
  }

  func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await whole.execute("SAVEPOINT part")
    do {
      let value = try await body(whole)
      try await whole.execute("RELEASE SAVEPOINT part")
      return value
    } catch {
      _ = try? await whole.execute("ROLLBACK TO SAVEPOINT part")
      throw error
    }
  }
}
