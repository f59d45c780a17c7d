// A database that goes away comes back, mostly: it is restarted, or its machine is. Whoever is in the middle of a run
// waits a while and tries again, which is safe because every write of the store may be repeated.

package import Postgres

/// A pool whose statements are tried again while the database is away, for a limited time.
package struct PatientGround: Ground {
  /// How long the database may be away: a restart takes seconds, and nobody watches a program that does nothing for
  /// longer than this.
  package static let standardLimit: Duration = .seconds(30)
  private static let firstPause: Duration = .milliseconds(50)
  private static let longestPause: Duration = .seconds(2)

  private let pool: Pool
  package var settings: ConnectionSettings { pool.settings }
  private let limit: Duration
  private let revive: @Sendable () async throws -> Void
  private let onLoss: @Sendable (PostgresError) -> Void

  /// `revive` brings a server up again where that is in our hands; `onLoss` is told of each loss once, not of each try.
  package init(
    _ pool: Pool, limit: Duration = standardLimit,
    revive: @escaping @Sendable () async throws -> Void = {},
    onLoss: @escaping @Sendable (PostgresError) -> Void = { _ in }
  ) {
    self.pool = pool
    self.limit = limit
    self.revive = revive
    self.onLoss = onLoss
  }

  package func perform(_ sql: SQL) async throws(PostgresError) -> Answer {
    do {
      return try await patiently { try await pool.perform(sql) }
    } catch let error as PostgresError {
      throw error
    } catch {
      throw PostgresError(.cancelled, "cancelled while the database was away", cause: error)
    }
  }

  package func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await patiently { try await pool.transaction(body) }
  }

  private func patiently<Value: Sendable>(
    _ attempt: () async throws -> Value
  ) async throws -> Value {
    var pause = Self.firstPause
    var deadline: ContinuousClock.Instant?
    while true {
      do {
        return try await attempt()
      } catch let error as PostgresError where error.isPassing {
        if deadline == nil { onLoss(error) }
        let end = deadline ?? .now + limit
        deadline = end
        guard .now < end else { throw error }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, Self.longestPause)
        try await reviving()
      }
    }
  }

  private func reviving() async throws {
    do {
      try await revive()
    } catch {
      try Task.checkCancellation()
      throw PostgresError(
        .unavailable, "it went away and cannot be started again: \(error)", cause: error)
    }
  }
}
