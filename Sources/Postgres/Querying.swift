// What a pool, a session and a transaction have in common, so that a query is written once for all three.

/// Something that runs statements.
package protocol Querying: Sendable {
  /// Runs a statement. A cancelled task cancels it on the server and gets code `cancelled`.
  func perform(_ sql: SQL) async throws(PostgresError) -> Answer
}

/// What a statement gave: rows, or how many it touched.
package struct Answer: Sendable {
  private let table: ResultTable

  init(_ table: ResultTable) { self.table = table }

  package var rows: [Row] { table.rows }

  /// The rows that were inserted, updated, deleted or selected.
  package var affected: Int { table.affected }

  /// The command as the server names it, such as `COMMIT`.
  var command: String { table.command }
}

extension Querying {
  /// The rows of a statement.
  package func query(_ sql: SQL) async throws(PostgresError) -> [Row] {
    try await perform(sql).rows
  }

  /// The number of rows a statement touched.
  @discardableResult
  package func execute(_ sql: SQL) async throws(PostgresError) -> Int {
    try await perform(sql).affected
  }
}

/// Runs `body`, and requests `stop` when the task is cancelled.
func cancellable<Value: Sendable>(
  _ stop: Stop, _ body: () async throws(PostgresError) -> Value
) async throws(PostgresError) -> Value {
  let result: Result<Value, PostgresError> = await withTaskCancellationHandler {
    do throws(PostgresError) { return .success(try await body()) } catch { return .failure(error) }
  } onCancel: {
    stop.request()
  }
  return try result.get()
}
