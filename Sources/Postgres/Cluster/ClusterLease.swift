// The right to use a cluster. As long as one process holds a lease, the keeper leaves the server running.

/// A running private cluster, held up by this value.
package final class ClusterLease: Sendable {
  /// For libpq: the socket, the role and the database.
  package let connectionString: String
  /// Where the cluster lives.
  package let home: String
  private let use: FileLock

  init(_ use: consuming FileLock, home: String, sockets: String) {
    self.use = use
    self.home = home
    let host = sockets.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    connectionString =
      "host='\(host)' port=5432 user=\(ClusterMaker.role) dbname=\(ClusterMaker.role)"
  }

  /// The same cluster, another database of it.
  package func connectionString(database: String) -> String {
    let name = database.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    return "\(connectionString) dbname='\(name)'"
  }
}
