// Votes on what digests showed: labels of their own. An item has one at most that stands; a change of mind takes the one
// before it back.

package import FoundationEssentials
import Postgres

extension Database {
  private static let voteOrigin = "digest"

  /// Whether a digest showed an item.
  package func isShown(_ item: Int64, inDigest number: Int64) async throws -> Bool {
    try await !pool.query(
      "SELECT true AS shown FROM digest_items WHERE digest = \(number) AND item = \(item)"
    ).isEmpty
  }

  /// Sets the label of an item's vote, `digest_up` or `digest_down`; nil takes it back.
  ///
  /// A vote that stands already is not written again. To be called for what a digest showed.
  package func vote(_ item: Int64, _ label: String?, at now: Date) async throws {
    try await atomically(.decision) { database in
      let standing = try await database.votes(on: [item])[item]
      guard standing != label else { return }
      try await database.pool.execute(
        """
        INSERT INTO feedback (item, label, origin, given_at, withdraws)
        SELECT item, 'withdrawn', origin, \(now), id FROM labels
        WHERE item = \(item) AND origin = \(Self.voteOrigin)
        """)
      guard let label else { return }
      try await database.pool.execute(
        """
        INSERT INTO feedback (item, label, origin, given_at)
        VALUES (\(item), \(label), \(Self.voteOrigin), \(now))
        """)
    }
  }

  /// The label of each item's vote that stands.
  package func votes(on items: [Int64]) async throws -> [Int64: String] {
    let rows = try await pool.query(
      """
      SELECT DISTINCT ON (item) item, label FROM labels
      WHERE item = ANY(\(items)) AND origin = \(Self.voteOrigin) ORDER BY item, id DESC
      """)
    var votes: [Int64: String] = [:]
    for row in rows {
      votes[try row.decode("item", as: Int64.self)] = try row.decode("label", as: String.self)
    }
    return votes
  }

  /// How many items that are no older than `age` wait for the person's answer now.
  package func waitingCount(at now: Date, age: TimeInterval) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT count(*) AS waiting FROM items i JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND i.withdrawn_at IS NULL AND d.verdict = 'review'
        AND i.first_seen > \(now.addingTimeInterval(-age))
        AND NOT EXISTS (SELECT FROM deferrals p WHERE p.item = i.id AND p.until > \(now))
      """)
    return try rows.first?.decode("waiting", as: Int.self) ?? 0
  }
}
