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

  /// Marks those of `fresh` that retell what an item of another source told before.
  ///
  /// New rows have no statistics yet, and without them the planner reads the whole table for each item: so the order of
  /// the queries is fixed, and their index is not up for choice.
  func markRetold(_ fresh: [Int64]) async throws {
    try await pool.execute("SET LOCAL enable_seqscan = off")
    let pairs = try await retellings(of: fresh)
    let involved = Set(pairs.flatMap { [$0.item, $0.rival] }).sorted()
    let texts = try await storyTexts(of: involved)
    let others = try await siblingTexts(of: involved)
    try await pool.execute("SET LOCAL enable_seqscan = on")
    let originals = Self.originals(pairs, texts, besides: others)
    let marked = originals.keys.sorted()
    try await pool.execute(
      """
      UPDATE items i SET duplicate_of = n.original
      FROM unnest(\(marked), \(marked.compactMap { originals[$0] })) AS n (id, original)
      WHERE i.id = n.id
      """)
  }

  private static func originals(
    _ pairs: [(item: Int64, rival: Int64)], _ texts: [Int64: StoryText],
    besides others: [Int64: [StoryText]]
  ) -> [Int64: Int64] {
    var originals: [Int64: Int64] = [:]
    // An item that retells is no original, neither for this pass nor for the next.
    for pair in pairs where originals[pair.item] == nil && originals[pair.rival] == nil {
      guard let item = texts[pair.item], let rival = texts[pair.rival] else { continue }
      let besides = (others[pair.item] ?? []) + (others[pair.rival] ?? [])
      if StoryComparison(item, rival, besides: besides).isSame {
        originals[pair.item] = pair.rival
      }
    }
    return originals
  }

  /// Items and what each could retell, in the order in which they are to be looked at.
  private func retellings(of fresh: [Int64]) async throws -> [(item: Int64, rival: Int64)] {
    let rows = try await pool.query(
      """
      SELECT n.id AS item, rival.id AS rival
      FROM items n JOIN stories told ON told.item = n.id
      CROSS JOIN LATERAL (
        SELECT o.id, o.id = ANY(\(fresh)) AS is_fresh, o.first_seen, o.source, o.position, o.external_id
        FROM (SELECT item FROM stories WHERE keys && told.keys OFFSET 0) AS s
        JOIN items o ON o.id = s.item
        WHERE o.source <> n.source AND o.compared AND o.duplicate_of IS NULL
          AND (o.id <> ALL(\(fresh)) OR (o.first_seen, o.source, o.position, o.external_id)
            < (n.first_seen, n.source, n.position, n.external_id))
          AND least(o.published, o.first_seen) BETWEEN
            least(n.published, n.first_seen) - make_interval(days => \(Self.window)::integer)
            AND least(n.published, n.first_seen) + make_interval(days => \(Self.window)::integer)
        ORDER BY is_fresh, o.first_seen, o.source, o.position, o.external_id
        LIMIT \(Self.rivalLimit)
      ) AS rival
      WHERE n.id = ANY(\(fresh)) AND n.duplicate_of IS NULL
      ORDER BY n.first_seen, n.source, n.position, n.external_id,
        rival.is_fresh, rival.first_seen, rival.source, rival.position, rival.external_id
      """)
    return try rows.map {
      (try $0.decode("item", as: Int64.self), try $0.decode("rival", as: Int64.self))
    }
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
      SELECT n.id AS item, s.id, s.title, s.text, s.url
      FROM items n JOIN stories told ON told.item = n.id CROSS JOIN LATERAL (
        (SELECT id, title, text, url FROM items b WHERE b.source = n.source AND b.id < n.id ORDER BY b.id DESC LIMIT \(Self.siblings))
        UNION ALL
        (SELECT id, title, text, url FROM items a WHERE a.source = n.source AND a.id > n.id ORDER BY a.id LIMIT \(Self.siblings))
        UNION
        (SELECT k.id, k.title, k.text, k.url FROM (SELECT item FROM stories WHERE keys && told.keys OFFSET 0) AS t
          JOIN items k ON k.id = t.item
          WHERE k.source = n.source AND k.id <> n.id ORDER BY k.id LIMIT \(Self.siblings))
      ) AS s
      WHERE n.id = ANY(\(items))
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
