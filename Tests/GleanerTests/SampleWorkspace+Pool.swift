// What a program that was killed has left in the database of its workspace.

import Postgres
import TestSupport

extension SampleWorkspace {
  /// Gives `body` a connection to the workspace's own cluster, which runs for as long.
  func withPool<Value: Sendable>(_ body: (Pool) async throws -> Value) async throws -> Value {
    let lease = try await PrivateCluster.open(
      at: "\(path)/var/postgres", binaries: TestCluster.binaries())
    let pool = Pool(ConnectionSettings(lease.connectionString), maxConnections: 1)
    let result: Result<Value, any Error>
    do { result = .success(try await body(pool)) } catch { result = .failure(error) }
    await pool.close()
    return try withExtendedLifetime(lease) { try result.get() }
  }
}
