// Which items say what another said before. New items are compared when all sources are in, and in an order that they
// bring with them, so that neither the speed of a server nor a kill in between decides which of two is the original.

import Postgres

extension Database {
  /// Items compared in one transaction.
  private static let portion = 5_000

  /// Compares the items that are new with all others, and marks those that say what an earlier one says.
  ///
  /// Gives how many were marked.
  package func markDuplicates() async throws -> Int {
    var marked = 0
    while case let (compared, duplicates) = try await markPortion(), compared > 0 {
      marked += duplicates
    }
    return marked
  }

  private func markPortion() async throws -> (compared: Int, duplicates: Int) {
    try await atomically(.admission) { database in
      let rows = try await database.pool.query(Self.comparing)
      let fresh = try rows.map { try $0.decode("id", as: Int64.self) }
      if fresh.isEmpty { return (0, 0) }
      try await database.shortenChains(fresh)
      try await database.markRetold(fresh)
      try await database.shortenChains(fresh)
      let marked = try await database.pool.query(
        "SELECT count(*) AS n FROM items WHERE id = ANY(\(fresh)) AND duplicate_of IS NOT NULL")
      return (fresh.count, try marked.first?.decode("n", as: Int.self) ?? 0)
    }
  }

  /// The original of one may turn out to be the duplicate of another; each pass shortens such chains by half.
  private func shortenChains(_ fresh: [Int64]) async throws {
    for _ in 0..<16 {
      let shortened = try await pool.execute(
        """
        UPDATE items n SET duplicate_of = o.duplicate_of FROM items o
        WHERE n.id = ANY(\(fresh)) AND o.id = n.duplicate_of AND o.duplicate_of IS NOT NULL
        """)
      if shortened == 0 { return }
    }
  }

  /// Marks what says the same to the letter, or has the same address.
  ///
  /// An address counts only where it stands for one item of each source: some feeds link everything to their front
  /// page. A text counts when it is long enough not to be a phrase, and has no other date in its own source: weekly
  /// posts say the same each week. What was compared before comes before all that is new; of the new the one that was
  /// seen first, then the one whose source is listed first; they are taken in that order.
  private static let comparing: SQL = """
    UPDATE items n SET compared = true, duplicate_of = original.id
    FROM (
      SELECT * FROM items WHERE NOT compared
      ORDER BY first_seen, source, position, external_id LIMIT \(portion)
    ) AS fresh LEFT JOIN LATERAL (
      SELECT o.id FROM items o
      WHERE o.id <> fresh.id AND o.duplicate_of IS NULL
        AND (o.compared OR (o.first_seen, o.source, o.position, o.external_id)
          < (fresh.first_seen, fresh.source, fresh.position, fresh.external_id))
        AND (o.text_hash = fresh.text_hash AND length(fresh.text) >= 100
            AND (o.source = fresh.source AND coalesce(o.published = fresh.published, true)
              OR o.source <> fresh.source
                AND 1 >= (SELECT count(DISTINCT c.published) FROM items c
                  WHERE c.text_hash = fresh.text_hash AND c.source = fresh.source)
                AND 1 >= (SELECT count(DISTINCT c.published) FROM items c
                  WHERE c.text_hash = fresh.text_hash AND c.source = o.source))
          OR o.url = fresh.url AND o.source <> fresh.source
            AND 1 = (SELECT count(*) FROM items c WHERE c.url = fresh.url AND c.source = fresh.source)
            AND 1 = (SELECT count(*) FROM items c WHERE c.url = fresh.url AND c.source = o.source))
      ORDER BY NOT o.compared, o.first_seen, o.source, o.position, o.external_id LIMIT 1
    ) AS original ON true
    WHERE n.id = fresh.id
    RETURNING n.id
    """
}
