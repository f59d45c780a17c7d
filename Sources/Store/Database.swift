// The store: one PostgreSQL database behind one value. Each noun has a file of its own that extends it; no other room
// writes SQL about the domain.

package import Postgres

/// A migrated database.
package struct Database: Sendable {
  let pool: any Ground

  /// Takes a pool over a database that ``migrate(_:)`` has brought up to date.
  package init(pool: any Ground) {
    self.pool = pool
  }

  /// Brings the schema up to date, under a lock; without pending migrations it writes nothing.
  package static func migrate(_ pool: Pool) async throws {
    try await Migrator(Schema.migrations).migrate(pool)
  }

  /// Runs `body` with a database in which everything happens and nothing stays.
  ///
  /// `body` must use it from one task at a time.
  package func rehearse<Value: Sendable>(
    _ body: (Database) async throws -> Value
  ) async throws -> Value {
    let outcome = Outcome<Value>()
    do {
      try await pool.transaction { transaction in
        await outcome.set(
          try await body(
            Database(pool: Nested(whole: transaction, settings: pool.settings, keepsNothing: true)))
        )
        throw TakenBack()
      }
    } catch is TakenBack {}
    return try await outcome.get()
  }

  private struct TakenBack: Error {}

  /// Carries the value out of a transaction that ends in an error.
  private actor Outcome<Value: Sendable> {
    private var value: Value?

    func set(_ value: Value) { self.value = value }

    func get() throws -> Value {
      guard let value else { throw PostgresError(.closed, "the rehearsal gave nothing") }
      return value
    }
  }
}
