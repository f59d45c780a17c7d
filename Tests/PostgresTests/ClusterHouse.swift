// A place for clusters of one test, and the few things tests do to them.

import Foundation
import TestSupport
import Testing

@testable import Postgres

/// A directory for one test's cluster, removed with the cluster afterwards.
struct ClusterHouse {
  /// Where the cluster is asked for.
  let directory: String
  static let settings = ClusterSettings(isDurable: false, lingerSeconds: 0, maxConnections: 20)

  /// Gives `body` a fresh place below `/tmp`; `deeper` is added to its path.
  static func with<Value>(
    deeper: String = "", mode: Int = 0o755, _ body: (ClusterHouse) async throws -> Value
  ) async throws -> Value {
    let root = "/tmp/gleaner-test-\(UUID().uuidString.prefix(8))"
    let files = FileManager.default
    try files.createDirectory(
      atPath: root + deeper, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o755])
    try files.setAttributes([.posixPermissions: mode], ofItemAtPath: root)
    let house = ClusterHouse(directory: "\(root)\(deeper)/postgres")
    let result: Result<Value, any Error>
    do { result = .success(try await body(house)) } catch { result = .failure(error) }
    try await house.awaitStop()
    let place = try house.place
    for path in [root, place.home, place.sockets] { try? files.removeItem(atPath: path) }
    return try result.get()
  }

  var place: ClusterPlace { get throws { try ClusterPlace.resolve(directory) } }
  var pidFile: String { get throws { try "\(place.data)/postmaster.pid" } }

  func open(_ settings: ClusterSettings = Self.settings) async throws -> ClusterLease {
    try await PrivateCluster.open(
      at: directory, binaries: TestCluster.binaries(), settings: settings)
  }

  func status() throws -> ClusterStatus { try ClusterStatus.of(directory) }

  /// The parent of the running server.
  func keeper() throws -> pid_t {
    let pid = try #require(status().pid)
    let text = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("PPid:") })
    return try #require(line.split(separator: "\t").last.flatMap { pid_t($0) })
  }

  /// The server stops by itself; this waits for it, at most half a minute.
  func awaitStop() async throws {
    try await settle { try [.stopped, .absent].contains(status().state) }
  }

  private func settle(_ isTrue: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while try !isTrue() {
      try #require(ContinuousClock.now < deadline, "waited in vain")
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Runs statements in the cluster.
  static func run(_ lease: ClusterLease, _ text: String) async throws {
    let session = try Session(ConnectionSettings(lease.connectionString))
    try await session.open()
    try await session.script(text)
    await session.close()
  }

  /// Runs one statement in the cluster and gives its first value.
  static func ask(_ lease: ClusterLease, _ sql: SQL) async throws -> String {
    let session = try Session(ConnectionSettings(lease.connectionString))
    try await session.open()
    let value: String = try await session.query(sql)[0].decode(0)
    await session.close()
    return value
  }
}
