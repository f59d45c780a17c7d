// One private cluster for all tests of a checkout, so that every test runs against the real database. The keeper stops
// it when the last test process ends, however it ends; the directory is used again next time.

import FoundationEssentials
package import Postgres

/// The cluster that tests share.
package final class TestCluster: Sendable {
  /// One for the process: a cluster costs seconds, a database in it milliseconds.
  package static let shared = TestCluster()

  private let once = Once<Opened>()

  private struct Opened: Sendable {
    let lease: ClusterLease
    let admin: Pool
  }

  /// The package's directory.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// PostgreSQL's programs, from `GLEANER_LIB` or `var/lib`.
  package static func binaries() throws -> PostgresBinaries {
    let own = ProcessInfo.processInfo.environment["GLEANER_LIB"]
    return try PostgresBinaries.locate(in: [own, "\(root)/var/lib"].compactMap(\.self))
  }

  /// A pool on the maintenance database; it also bounds how many test databases there are at a time.
  package func admin() async throws -> Pool { try await opened().admin }

  /// How to reach a database of the cluster.
  package func settings(database: String) async throws -> ConnectionSettings {
    ConnectionSettings(try await opened().lease.connectionString(database: database))
  }

  private func opened() async throws -> Opened {
    try await once.get { try await Self.open() }
  }

  private static func open() async throws -> Opened {
    let lease = try await PrivateCluster.open(
      at: "\(root)/.build/test-cluster", binaries: binaries(),
      settings: ClusterSettings(isDurable: false, lingerSeconds: 0, maxConnections: 100))
    let settings = ConnectionSettings(lease.connectionString(database: "postgres"))
    let admin = Pool(settings, maxConnections: 6)
    try await sweep(admin)
    return Opened(lease: lease, admin: admin)
  }

  /// Drops the databases of test processes that were killed.
  private static func sweep(_ admin: Pool) async throws {
    let names = try await admin.query(
      "SELECT datname::text AS name FROM pg_database WHERE datname ~ '^test_[0-9]+_'")
    for row in names {
      let name = try row.decode("name", as: String.self)
      let pid = name.split(separator: "_").dropFirst().first.map(String.init) ?? ""
      guard !FileManager.default.fileExists(atPath: "/proc/\(pid)") else { continue }
      try await admin.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
    }
  }
}
