// The table `network_users`: authors whose names a network sells, remembered for a while.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// Names change; after a month they are looked at again.
  private static let memory: TimeInterval = 30 * 86_400

  /// Of these ids, the accounts that are known and not too old.
  package func users(
    _ ids: [String], of network: Network, now: Date
  ) async throws -> [NetworkUser] {
    let rows = try await pool.query(
      """
      SELECT id, handle, name, is_protected FROM network_users
      WHERE network = \(network.rawValue) AND id = ANY(\(ids))
        AND seen_at > \(now.addingTimeInterval(-Self.memory))
      """)
    return try rows.map { row in
      NetworkUser(
        id: try row.decode("id"), handle: try row.decode("handle"), name: try row.decode("name"),
        isProtected: try row.decode("is_protected"))
    }
  }

  /// Remembers accounts as they are now.
  package func keep(_ users: [NetworkUser], of network: Network, at now: Date) async throws {
    guard !users.isEmpty else { return }
    try await pool.execute(
      """
      INSERT INTO network_users (network, id, handle, name, is_protected, seen_at)
      SELECT DISTINCT ON (id) \(network.rawValue), id, handle, name, is_protected, \(now)
      FROM unnest(\(users.map(\.id)), \(users.map(\.handle)), \(users.map(\.name)),
        \(users.map(\.isProtected))) AS n (id, handle, name, is_protected)
      ON CONFLICT (network, id) DO UPDATE SET handle = excluded.handle, name = excluded.name,
        is_protected = excluded.is_protected, seen_at = excluded.seen_at
      """)
  }
}
