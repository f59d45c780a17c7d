// The right to use a cluster. As long as one process holds a lease, the keeper leaves the server running.

/// A running private cluster, held up by this value.
package final class ClusterLease: Sendable {
  /// For libpq: the socket, the role and the database.
  package let connectionString: String
  /// Where the cluster lives.
  package let home: String
  private let sockets: String
  private let use: FileLock

  init(_ use: consuming FileLock, home: String, sockets: String) {
    self.use = use
    self.home = home
    self.sockets = sockets
    connectionString = Self.address(sockets: sockets, database: ClusterMaker.role)
  }

  /// The same cluster, another database of it.
  package func connectionString(database: String) -> String {
    Self.address(sockets: sockets, database: database)
  }

  static func address(sockets: String, database: String) -> String {
    "host=\(quote(sockets)) port=5432 user=\(ClusterMaker.role) dbname=\(quote(database))"
  }

  private static func quote(_ value: String) -> String {
    "'" + value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "'"
  }
}
