// The table `hosts`: what domains asked of us, so that a pause holds for all their sources and outlives a run.

package import Feed
import FoundationEssentials
import Postgres

extension Database {
  /// The domains that are not as any other.
  package func hosts() async throws -> [String: HostState] {
    let rows = try await pool.query(
      "SELECT domain, not_before, streak, refusals, refused_at FROM hosts")
    var states: [String: HostState] = [:]
    for row in rows {
      let domain = try row.decode("domain", as: String.self)
      states[domain] = HostState(
        domain, notBefore: try row.decode("not_before", as: Date?.self),
        streak: try row.decode("streak", as: Int.self),
        refusals: try row.decode("refusals", as: Int.self),
        refusedAt: try row.decode("refused_at", as: Date?.self))
    }
    return states
  }

  /// Writes what a domain asked for; one that is as any other again loses its row.
  package func record(_ host: HostState) async throws {
    guard host != HostState(host.domain) else {
      try await pool.execute("DELETE FROM hosts WHERE domain = \(host.domain)")
      return
    }
    try await pool.execute(
      """
      INSERT INTO hosts (domain, not_before, streak, refusals, refused_at)
      VALUES (\(host.domain), \(host.notBefore), \(host.streak), \(host.refusals), \(host.refusedAt))
      ON CONFLICT (domain) DO UPDATE SET not_before = excluded.not_before, streak = excluded.streak,
        refusals = excluded.refusals, refused_at = excluded.refused_at
      """)
  }
}
