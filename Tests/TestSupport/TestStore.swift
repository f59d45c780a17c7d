// A migrated store for each test.

package import Postgres
package import Store

/// Databases with the schema of the store.
package enum TestStore {
  private static let migrated = TestDatabase("store") { try await Database.migrate($0) }

  /// Gives `body` a migrated database of its own; the pool is for looking behind it.
  package static func with<Value: Sendable>(
    _ body: (Database, Pool) async throws -> Value
  ) async throws -> Value {
    try await migrated.with { pool in try await body(Database(pool: pool), pool) }
  }
}
