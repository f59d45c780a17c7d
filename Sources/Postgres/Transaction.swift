// All or nothing. COMMIT and ROLLBACK are never cancelled half way; the statements between them are.

/// An open transaction; valid inside the closure that got it.
package struct Transaction: Querying {
  private let session: Session

  fileprivate init(_ session: Session) { self.session = session }

  package func perform(_ sql: SQL) async throws(PostgresError) -> Answer {
    try await session.perform(sql)
  }

  /// Runs statements that have no values and give no rows.
  package func script(_ text: String, isPatient: Bool = false) async throws(PostgresError) {
    try await session.script(text, isPatient: isPatient)
  }
}

extension Session {
  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws or the task is cancelled.
  package nonisolated func transaction<Value: Sendable>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    _ = try await perform("BEGIN")
    let value: Value
    do {
      value = try await body(Transaction(self))
      if Task.isCancelled { throw PostgresError(.cancelled, "cancelled before COMMIT") }
    } catch {
      _ = try? await insist("ROLLBACK")
      throw error
    }
    try await commit()
    return value
  }

  private nonisolated func commit() async throws(PostgresError) {
    let answer: Answer
    do throws(PostgresError) {
      answer = try await insist("COMMIT")
    } catch {
      guard error.code == .unavailable else { throw error }
      throw PostgresError(
        .unavailable, "the connection was lost during COMMIT; whether it happened is not known",
        sqlState: error.sqlState, cause: error)
    }
    // The server answers ROLLBACK, and no error, when a statement had failed and the failure was swallowed.
    guard answer.command == "COMMIT" else {
      throw PostgresError(
        .query, "nothing was committed: a statement of the transaction had failed")
    }
  }
}
