// A database for each test, copied from a template that is prepared once. Copying is quicker than migrating, and no test
// sees what another wrote.

import FoundationEssentials
package import Postgres
import Synchronization

/// A way to make databases with a given content.
package final class TestDatabase: Sendable {
  private let name: String
  private let prepare: @Sendable (Pool) async throws -> Void
  private let template = Once<String>()
  private let count = Atomic(0)

  /// An empty database with pgvector.
  package static let empty = TestDatabase("empty") { _ in }

  /// Databases that begin as `prepare` leaves them; it runs once per process.
  ///
  /// Keep the value in a static constant.
  package init(_ name: String, prepare: @escaping @Sendable (Pool) async throws -> Void) {
    self.name = name
    self.prepare = prepare
  }

  /// Gives `body` a database of its own, dropped afterwards.
  package func with<Value: Sendable>(
    maxConnections: Int = 4, _ body: (Pool) async throws -> Value
  ) async throws -> Value {
    let template = try await template.get { try await makeTemplate() }
    let admin = try await TestCluster.shared.admin()
    // The session is held for as long as the database lives: that bounds how many there are.
    return try await admin.withSession { session in
      let database = nextName()
      try await session.execute(
        "CREATE DATABASE \(identifier: database) TEMPLATE \(identifier: template) STRATEGY FILE_COPY"
      )
      let pool = Pool(
        try await TestCluster.shared.settings(database: database), maxConnections: maxConnections)
      let result: Result<Value, any Error>
      do { result = .success(try await body(pool)) } catch { result = .failure(error) }
      await pool.close()
      try await Self.drop(database, session)
      return try result.get()
    }
  }

  /// A server process takes a millisecond to leave; DROP DATABASE would look for it every tenth of a second.
  private static func drop(_ database: String, _ session: Session) async throws {
    for _ in 0..<200 {
      let left = try await session.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = \(database)")
      if left.isEmpty { break }
    }
    try await session.execute("DROP DATABASE \(identifier: database) WITH (FORCE)")
  }

  private func makeTemplate() async throws -> String {
    let database = "test_\(ProcessInfo.processInfo.processIdentifier)_template_\(name)"
    let admin = try await TestCluster.shared.admin()
    try await admin.execute("CREATE DATABASE \(identifier: database)")
    let pool = Pool(try await TestCluster.shared.settings(database: database), maxConnections: 2)
    try await prepare(pool)
    // The first connection to a database writes its cache of the catalogue, which the copies then have.
    try await pool.execute("SELECT 1")
    await pool.close()
    return database
  }

  private func nextName() -> String {
    let number = count.add(1, ordering: .relaxed).newValue
    return "test_\(ProcessInfo.processInfo.processIdentifier)_\(name)_\(number)"
  }
}
