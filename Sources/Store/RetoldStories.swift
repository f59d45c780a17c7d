// Stories that another source told before in other words: cut short, edited, under another headline. The index of
// `stories` says who could be the same, `Feed` says who is, and they are taken in the order that ``Duplicates`` keeps.

import Feed
import Postgres

extension Database {
  /// Stories compared with one item at most: those told first.
  private static let rivalLimit = 12
  /// Days between the tellings of one story at most.
  private static let window = 14
  /// Items of a source that show what it always says: before and after an item, and of those that share its keys.
  private static let siblings = 4

  /// A key that more items have is a template's, not a story's.
  private static let mostHolders = 100
  /// Items whose rivals are looked at in one go: their texts are in memory.
  private static let chunk = 100

  /// One item and what it could retell, those told first before the others.
  private struct Candidate {
    let item: Int64
    var rivals: [Int64]
  }

  /// Marks those of `fresh` that retell what an item of another source told before.
  ///
  /// New rows have no statistics yet, and without them the planner reads the whole table for each item: so the order of
  /// the queries is fixed, and their index is not up for choice.
  func markRetold(_ fresh: [Int64]) async throws {
    try await pool.execute("SET LOCAL enable_seqscan = off")
    let candidates = try await candidates(among: fresh)
    var originals: [Int64: Int64] = [:]
    for start in stride(from: 0, to: candidates.count, by: Self.chunk) {
      let some = candidates[start..<min(start + Self.chunk, candidates.count)]
      let involved = Set(some.flatMap { [$0.item] + $0.rivals }).sorted()
      let texts = try await storyTexts(of: involved)
      let others = try await siblingTexts(of: involved)
      for candidate in some {
        originals[candidate.item] = Self.original(
          of: candidate, texts, besides: others, known: originals)
      }
    }
    try await pool.execute("SET LOCAL enable_seqscan = on")
    try await mark(originals)
  }

  private func mark(_ originals: [Int64: Int64]) async throws {
    let marked = originals.keys.sorted()
    try await pool.execute(
      """
      UPDATE items i SET duplicate_of = n.original
      FROM unnest(\(marked), \(marked.compactMap { originals[$0] })) AS n (id, original)
      WHERE i.id = n.id
      """)
  }

  private static func original(
    of candidate: Candidate, _ texts: [Int64: StoryText], besides others: [Int64: [StoryText]],
    known: [Int64: Int64]
  ) -> Int64? {
    guard let item = texts[candidate.item] else { return nil }
    // An item that retells is no original, neither for this pass nor for the next.
    return candidate.rivals.first { id in
      guard known[id] == nil, let rival = texts[id] else { return false }
      let besides = (others[candidate.item] ?? []) + (others[id] ?? [])
      return StoryComparison(item, rival, besides: besides).isSame
    }
  }

  /// Items and what each could retell, in the order in which they are to be looked at.
  private func candidates(among fresh: [Int64]) async throws -> [Candidate] {
    let rows = try await pool.query(
      """
      WITH \(Self.holders(of: fresh)), pairs AS (
        SELECT DISTINCT told.item, rival
        FROM told JOIN holders USING (key) CROSS JOIN unnest(holders.items) AS rival
        WHERE rival <> told.item
      ), ranked AS (
        SELECT n.id AS item, o.id AS rival, row_number() OVER (
          PARTITION BY n.id
          ORDER BY o.id = ANY(\(fresh)), o.first_seen, o.source, o.position, o.external_id) AS place
        FROM pairs JOIN items n ON n.id = pairs.item JOIN items o ON o.id = pairs.rival
        WHERE n.duplicate_of IS NULL AND o.source <> n.source AND o.compared AND o.duplicate_of IS NULL
          AND (o.id <> ALL(\(fresh)) OR (o.first_seen, o.source, o.position, o.external_id)
            < (n.first_seen, n.source, n.position, n.external_id))
          AND least(o.published, o.first_seen) BETWEEN
            least(n.published, n.first_seen) - make_interval(days => \(Self.window)::integer)
            AND least(n.published, n.first_seen) + make_interval(days => \(Self.window)::integer)
      )
      SELECT item, array_agg(rival ORDER BY place) AS rivals
      FROM ranked JOIN items n ON n.id = item WHERE place <= \(Self.rivalLimit)
      GROUP BY item, n.first_seen, n.source, n.position, n.external_id
      ORDER BY n.first_seen, n.source, n.position, n.external_id
      """)
    return try rows.map {
      Candidate(
        item: try $0.decode("item", as: Int64.self),
        rivals: try $0.decode("rivals", as: [Int64].self))
    }
  }

  /// The keys of items (`told`), and who else has them (`holders`), each looked up once.
  private static func holders(of items: [Int64]) -> SQL {
    """
    told AS MATERIALIZED (
      SELECT s.item, key FROM stories s CROSS JOIN unnest(s.keys) AS key WHERE s.item = ANY(\(items))
    ), holders AS MATERIALIZED (
      SELECT k.key, h.items
      FROM (SELECT DISTINCT key FROM told) AS k CROSS JOIN LATERAL (
        SELECT array_agg(item) AS items FROM (
          SELECT item FROM stories WHERE keys @> ARRAY[k.key] LIMIT \(mostHolders) + 1) AS found) AS h
      WHERE cardinality(h.items) BETWEEN 2 AND \(mostHolders)
    )
    """
  }

  private func storyTexts(of items: [Int64]) async throws -> [Int64: StoryText] {
    let rows = try await pool.query(
      "SELECT id, title, text, url FROM items WHERE id = ANY(\(items))")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row in
        (try row.decode("id", as: Int64.self), try Self.storyText(row))
      })
  }

  /// What stands beside each item in its own source.
  private func siblingTexts(of items: [Int64]) async throws -> [Int64: [StoryText]] {
    let rows = try await pool.query(
      """
      WITH \(Self.holders(of: items)), alike AS (
        SELECT item, sibling FROM (
          SELECT n.id AS item, k.id AS sibling, row_number() OVER (PARTITION BY n.id ORDER BY k.id) AS place
          FROM (SELECT DISTINCT told.item, other FROM told JOIN holders USING (key)
            CROSS JOIN unnest(holders.items) AS other) AS pairs
            JOIN items n ON n.id = pairs.item
            JOIN items k ON k.id = pairs.other AND k.source = n.source AND k.id <> n.id) AS ranked
        WHERE place <= \(Self.siblings)
      ), beside AS (
        SELECT n.id AS item, s.id AS sibling FROM items n CROSS JOIN LATERAL (
          (SELECT id FROM items b WHERE b.source = n.source AND b.id < n.id ORDER BY b.id DESC
            LIMIT \(Self.siblings))
          UNION ALL
          (SELECT id FROM items a WHERE a.source = n.source AND a.id > n.id ORDER BY a.id
            LIMIT \(Self.siblings))) AS s
        WHERE n.id = ANY(\(items))
      )
      SELECT pairs.item, s.id, s.title, s.text, s.url
      FROM (SELECT * FROM alike UNION SELECT * FROM beside) AS pairs JOIN items s ON s.id = sibling
      ORDER BY pairs.item, s.id
      """)
    var texts: [Int64: StoryText] = [:]
    var found: [Int64: [StoryText]] = [:]
    for row in rows {
      let id = try row.decode("id", as: Int64.self)
      let text = try texts[id] ?? Self.storyText(row)
      texts[id] = text
      found[try row.decode("item", as: Int64.self), default: []].append(text)
    }
    return found
  }

  private static func storyText(_ row: Row) throws -> StoryText {
    StoryText(
      title: try row.decode("title", as: String.self),
      text: try row.decode("text", as: String.self),
      url: try row.decode("url", as: String?.self))
  }
}
