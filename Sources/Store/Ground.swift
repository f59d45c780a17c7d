// What the store stands on: a pool, or one open transaction. The same statements run on both, so several steps can be
// made one, and a dry run is the real run without its traces.

package import Postgres

/// Takes statements, and several of them as one.
package protocol Ground: Querying {
  /// How it is reached, for whoever needs a connection of their own.
  var settings: ConnectionSettings { get }
  /// Whether all that happens on it is taken back; then nobody has to wait for it.
  var keepsNothing: Bool { get }

  /// Runs `body` in one transaction; an error undoes what it did.
  func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value
}

extension Ground {
  package var keepsNothing: Bool { false }
}

extension Pool: Ground {}

/// An open transaction whose own transactions are savepoints; for one task at a time.
struct Nested: Ground {
  let whole: Transaction
  let settings: ConnectionSettings
  let keepsNothing: Bool

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
