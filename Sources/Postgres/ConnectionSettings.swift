// How to reach a database and how long to wait for it.

/// Where to connect and which limits to keep.
package struct ConnectionSettings: Sendable, CustomStringConvertible {
  /// A libpq connection string: `postgresql://user@host/database` or `host=… dbname=…`.
  package var address: String
  /// Shown in `pg_stat_activity`.
  package var applicationName: String
  /// How long connecting may take, all addresses together.
  package var connectTimeout: Duration
  /// How long one statement may take; zero is for ever.
  package var statementTimeout: Duration

  package init(
    _ address: String, applicationName: String = "gleaner",
    connectTimeout: Duration = .seconds(10), statementTimeout: Duration = .seconds(120)
  ) {
    self.address = address
    self.applicationName = applicationName
    self.connectTimeout = connectTimeout
    self.statementTimeout = statementTimeout
  }

  /// The name of the application alone: an address may hold a password.
  package var description: String { "ConnectionSettings(\(applicationName))" }
}
