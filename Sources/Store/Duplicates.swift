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

  /// What more items share is a template, a front page, a phrase: it says of none that it repeats another, and to compare
  /// each with each would take for ever.
  private static let mostAlike = 200

  /// Marks what says the same to the letter, or has the same address.
  ///
  /// An address counts only where it stands for one item of each source: some feeds link everything to their front
  /// page. A text counts when it is long enough not to be a phrase, and has no other date in its own source: weekly
  /// posts say the same each week. What was compared before comes before all that is new; of the new the one that was
  /// seen first, then the one whose source is listed first; they are taken in that order.
  private static let comparing: SQL = """
    WITH fresh AS MATERIALIZED (
      SELECT id, source, published, url, text_hash, length(text) >= 100 AS is_text,
        first_seen, position, external_id
      FROM items WHERE NOT compared
      ORDER BY first_seen, source, position, external_id LIMIT \(portion)
    ), texts AS MATERIALIZED (
      SELECT text_hash FROM (SELECT DISTINCT text_hash FROM fresh WHERE is_text) AS f
      WHERE \(mostAlike) >= (SELECT count(*) FROM (
        SELECT FROM items o WHERE o.text_hash = f.text_hash LIMIT \(mostAlike) + 1) AS alike)
    ), sayings AS MATERIALIZED (
      SELECT text_hash, source, count(DISTINCT published) AS dates
      FROM items JOIN texts USING (text_hash) GROUP BY text_hash, source
    ), addresses AS MATERIALIZED (
      SELECT url FROM (SELECT DISTINCT url FROM fresh WHERE url IS NOT NULL) AS f
      WHERE \(mostAlike) >= (SELECT count(*) FROM (
        SELECT FROM items o WHERE o.url = f.url LIMIT \(mostAlike) + 1) AS alike)
    ), pages AS MATERIALIZED (
      SELECT url, source FROM items JOIN addresses USING (url) GROUP BY url, source HAVING count(*) = 1
    ), alike AS (
      SELECT f.id AS item, o.id AS other
      FROM fresh f JOIN items o ON o.text_hash = f.text_hash AND o.id <> f.id
        JOIN sayings s ON (s.text_hash, s.source) = (f.text_hash, f.source)
        JOIN sayings t ON (t.text_hash, t.source) = (o.text_hash, o.source)
      WHERE f.is_text AND (o.source = f.source AND coalesce(o.published = f.published, true)
        OR o.source <> f.source AND s.dates <= 1 AND t.dates <= 1)
      UNION ALL
      SELECT f.id, o.id
      FROM fresh f JOIN items o ON o.url = f.url AND o.source <> f.source
        JOIN pages p ON (p.url, p.source) = (f.url, f.source)
        JOIN pages q ON (q.url, q.source) = (o.url, o.source)
    ), originals AS (
      SELECT DISTINCT ON (f.id) f.id AS item, o.id AS original
      FROM alike JOIN fresh f ON f.id = alike.item JOIN items o ON o.id = alike.other
      WHERE o.duplicate_of IS NULL AND (o.compared
        OR (o.first_seen, o.source, o.position, o.external_id)
          < (f.first_seen, f.source, f.position, f.external_id))
      ORDER BY f.id, NOT o.compared, o.first_seen, o.source, o.position, o.external_id
    )
    UPDATE items n SET compared = true, duplicate_of = originals.original
    FROM fresh LEFT JOIN originals ON originals.item = fresh.id
    WHERE n.id = fresh.id
    RETURNING n.id
    """
}
