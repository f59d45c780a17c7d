// The private cluster for as long as a command needs it, started again should its server be killed under us.

import Postgres
import Synchronization

/// Holds the lease of a private cluster.
final class OpenCluster: Sendable {
  private let directory: String
  private let binaries: [String]
  private let lease = Mutex<ClusterLease?>(nil)

  /// `binaries` are the folders in which PostgreSQL is looked for.
  init(at directory: String, _ binaries: [String]) {
    self.directory = directory
    self.binaries = binaries
  }

  /// Where it can be reached, once its server runs.
  ///
  /// The lease before is let go only after the new one is there, so that nobody stops the server in between.
  func address() async throws -> String {
    let fresh = try await PrivateCluster.open(
      at: directory, binaries: try PostgresBinaries.locate(in: binaries))
    lease.withLock { $0 = fresh }
    return fresh.connectionString
  }
}
