// The tables `digests` and `digest_items`: a digest is a record, and an item is in one digest only.

package import FoundationEssentials
import Postgres

/// A digest that was composed.
package struct DigestRow: Sendable, Hashable {
  package let id: Int64
  package let since: Date
  package let until: Date
  /// How many decided items the period had.
  package let considered: Int
}

extension Database {
  /// The newest digest, or nil before the first.
  package func newestDigest() async throws -> DigestRow? {
    let rows = try await pool.query(
      "SELECT id, since, until, considered FROM digests ORDER BY id DESC LIMIT 1")
    return try rows.first.map { row in
      DigestRow(
        id: try row.decode("id", as: Int64.self), since: try row.decode("since", as: Date.self),
        until: try row.decode("until", as: Date.self),
        considered: try row.decode("considered", as: Int.self))
    }
  }

  /// Kept items first seen in `(since, until]` that no digest has shown, best first.
  ///
  /// Back-fill is left out unless `withBackFill`.
  package func digestCandidates(
    since: Date?, until: Date, withBackFill: Bool, limit: Int
  ) async throws -> [DecidedItem] {
    try await listed(
      """
      WHERE d.verdict = 'keep' AND i.duplicate_of IS NULL AND i.first_seen <= \(until)
        AND (\(since)::timestamptz IS NULL OR i.first_seen > \(since))
        AND (\(withBackFill) OR NOT i.back_fill)
        AND NOT EXISTS (SELECT FROM digest_items x WHERE x.item = i.id)
      ORDER BY d.log_odds DESC NULLS LAST, i.id LIMIT \(limit)
      """)
  }

  /// How many items were decided in `(since, until]`, by verdict.
  package func verdictCounts(since: Date?, until: Date) async throws -> [String: Int] {
    let rows = try await pool.query(
      """
      SELECT d.verdict, count(*) AS n FROM items i
      JOIN LATERAL (SELECT verdict FROM decisions WHERE item = i.id ORDER BY id DESC LIMIT 1) d ON true
      WHERE i.duplicate_of IS NULL AND i.first_seen <= \(until)
        AND (\(since)::timestamptz IS NULL OR i.first_seen > \(since))
      GROUP BY d.verdict
      """)
    var counts: [String: Int] = [:]
    for row in rows {
      counts[try row.decode("verdict", as: String.self)] = try row.decode("n", as: Int.self)
    }
    return counts
  }

  /// The vectors of items, for variety.
  package func vectors(of items: [Int64], model: String) async throws -> [Int64: [Float]] {
    let rows = try await pool.query(
      """
      SELECT owner_id, embedding::real[] AS vector FROM vectors
      WHERE model = \(model) AND owner = 'item' AND owner_id = ANY(\(items))
      """)
    var vectors: [Int64: [Float]] = [:]
    for row in rows {
      vectors[try row.decode("owner_id", as: Int64.self)] = try row.decode(
        "vector", as: [Float].self)
    }
    return vectors
  }

  /// Writes a digest with its items in order.
  package func addDigest(
    since: Date, until: Date, considered: Int, items: [DecidedItem]
  ) async throws -> DigestRow {
    try await pool.transaction { transaction in
      let rows = try await transaction.query(
        """
        INSERT INTO digests (since, until, considered) VALUES (\(since), \(until), \(considered))
        RETURNING id
        """)
      guard let id = try rows.first?.decode("id", as: Int64.self) else {
        throw PostgresError(.decode, "the new digest got no number")
      }
      try await transaction.execute(
        """
        INSERT INTO digest_items (digest, position, item, decision)
        SELECT \(id), position, item, decision
        FROM unnest(\(Array(items.indices)), \(items.map(\.id)), \(items.compactMap { $0.outcome?.id }))
          AS n (position, item, decision)
        """)
      return DigestRow(id: id, since: since, until: until, considered: considered)
    }
  }
}
