// A lock that belongs to a connection: the server lets go of it when the process that holds it dies, however it dies,
// and nobody has to find out by waiting.

/// A session-level advisory lock on a connection of its own.
///
/// Behind a pooler that shares connections between transactions it means nothing: connect to the server itself.
package struct AdvisoryLock: Sendable {
  /// Who has a lock, as the server sees them.
  package struct Holder: Sendable, Hashable {
    /// What the connection calls itself: see ``ConnectionSettings/applicationName``.
    package let name: String
    /// Since when it is connected, in UTC.
    package let since: String
    /// Whether it calls itself as whoever asks does.
    package let isNamesake: Bool
  }

  private let key: Int
  private let session: Session

  /// Connects; ``tryTake()`` takes the lock.
  ///
  /// `settings` should name the application so that whoever waits can tell who holds it.
  package init(_ key: Int, _ settings: ConnectionSettings) async throws(PostgresError) {
    self.key = key
    session = try Session(settings)
    try await session.open()
  }

  /// Takes the lock when it is free; false when another connection has it.
  package func tryTake() async throws(PostgresError) -> Bool {
    let rows = try await session.query("SELECT pg_try_advisory_lock(\(key)) AS taken")
    return try rows.first?.decode("taken", as: Bool.self) ?? false
  }

  /// Who holds the lock now; nil when nobody does, or when the server does not say.
  package func holder() async throws(PostgresError) -> Holder? {
    try await Self.holder(of: key, session)
  }

  /// Who holds the lock `key` now, asked on any connection.
  package static func holder(
    of key: Int, _ querying: any Querying
  ) async throws(PostgresError) -> Holder? {
    let rows = try await querying.query(
      """
      SELECT a.application_name, a.application_name = current_setting('application_name') AS is_namesake,
        to_char(a.backend_start, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
      FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32 | l.objid::bigint) = \(key)
      """)
    guard let row = rows.first else { return nil }
    return Holder(
      name: try row.decode("application_name", as: String.self),
      since: try row.decode("since", as: String.self),
      isNamesake: try row.decode("is_namesake", as: Bool.self))
  }

  /// Lets go.
  package func release() async { await session.close() }
}
