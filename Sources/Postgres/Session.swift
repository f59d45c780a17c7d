// A connection with its thread. Callers await; the waiting happens on the session's own thread.

/// One connection to the database, used by one caller at a time.
package actor Session: Querying {
  private let settings: ConnectionSettings
  private let thread: SessionThread
  private let alarm: Alarm
  private var connection: Connection?
  private var vectors: VectorTypes?
  /// Set when the connection can no longer be trusted, such as after a wait that was given up.
  private var isBroken = false
  /// The server ends a statement first; this much later we give up the connection.
  private static let serverGrace: Duration = .seconds(10)

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe thread.asUnownedSerialExecutor()
  }

  /// Prepares a session; ``open()`` connects it.
  package init(_ settings: ConnectionSettings) throws(PostgresError) {
    self.settings = settings
    alarm = try Alarm()
    thread = try SessionThread.start()
  }

  deinit { thread.finish() }

  /// Connects.
  ///
  /// Throws ``PostgresError`` with code `connect`, or `cancelled` when the task is.
  package nonisolated func open() async throws(PostgresError) {
    let stop = Stop(alarm)
    try await cancellable(stop) { () async throws(PostgresError) in try await self.connect(stop) }
  }

  private func connect(_ stop: Stop) throws(PostgresError) {
    let fresh = try Connection.open(settings, alarm: alarm, stop: stop)
    try fresh.run(script: Self.opening(settings), stop: stop, limit: settings.connectTimeout)
    connection = consume fresh
  }

  private static func opening(_ settings: ConnectionSettings) -> String {
    let limit = Int64(settings.statementTimeout / .milliseconds(1))
    return """
      SET statement_timeout = \(limit); SET idle_in_transaction_session_timeout = '5min';
      SET TimeZone = 'UTC'; SET client_min_messages = 'warning'
      """
  }

  /// Disconnects; later statements throw `closed`.
  package func close() {
    connection = nil
  }

  package nonisolated func perform(_ sql: SQL) async throws(PostgresError) -> Answer {
    let stop = Stop(alarm)
    return try await cancellable(stop) { () async throws(PostgresError) in
      try await self.run(sql, stop)
    }
  }

  /// Runs statements that have no values and give no rows, in one transaction unless they say otherwise.
  ///
  /// `isPatient` lifts our limit of time; the server's own is lifted by the script.
  package nonisolated func script(
    _ text: String, isPatient: Bool = false
  ) async throws(PostgresError) {
    let stop = Stop(alarm)
    try await cancellable(stop) { () async throws(PostgresError) in
      try await self.run(script: text, stop, isPatient: isPatient)
    }
  }

  /// Runs a statement to its end even when the task is cancelled, as COMMIT and ROLLBACK must be.
  func insist(_ sql: SQL) throws(PostgresError) -> Answer { try run(sql, nil) }

  /// Whether the server still holds the other end.
  func isAlive() -> Bool { !isBroken && connection?.isAlive() ?? false }

  /// Makes the session fit for the next caller, rolling back an open transaction; false when that is impossible.
  func settle() -> Bool {
    guard isAlive() else { return false }
    guard connection?.isInTransaction ?? true else { return true }
    return (try? run("ROLLBACK", nil)) != nil && !(connection?.isInTransaction ?? true)
  }

  private func run(_ sql: SQL, _ stop: Stop?) throws(PostgresError) -> Answer {
    if sql.parameters.contains(where: \.needsVectors) && vectors == nil {
      vectors = try findVectors(stop)
    }
    let statement = try PreparedParameters(sql, vectors: vectors)
    return try onConnection(sql.text) {
      (connection: borrowing Connection, limit) throws(PostgresError) in
      Answer(try connection.run(statement, stop: stop, limit: limit))
    }
  }

  private func run(script: String, _ stop: Stop?, isPatient: Bool) throws(PostgresError) {
    try onConnection(script) { (connection: borrowing Connection, limit) throws(PostgresError) in
      try connection.run(script: script, stop: stop, limit: isPatient ? .zero : limit)
    }
  }

  private func onConnection<Value>(
    _ text: String, _ body: (borrowing Connection, Duration) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    guard !isBroken else {
      throw PostgresError(.unavailable, "the connection was lost", context: text)
    }
    let limit = settings.statementTimeout
    do throws(PostgresError) {
      switch connection {
      case .some(let connection):
        return try body(connection, limit == .zero ? .zero : limit + Self.serverGrace)
      case .none: throw PostgresError(.closed, "the session is not open", context: text)
      }
    } catch {
      if error.code == .unavailable { isBroken = true }
      throw error
    }
  }

  private func findVectors(_ stop: Stop?) throws(PostgresError) -> VectorTypes {
    let sql: SQL = "SELECT to_regtype('halfvec')::oid AS one, to_regtype('halfvec[]')::oid AS many"
    guard let row = try run(sql, stop).rows.first, let one = try row.decode("one", as: Int?.self),
      let many = try row.decode("many", as: Int?.self)
    else {
      throw PostgresError(.query, "this database lacks pgvector: run CREATE EXTENSION vector in it")
    }
    return VectorTypes(halfvec: UInt32(clamping: one), halfvecArray: UInt32(clamping: many))
  }
}
