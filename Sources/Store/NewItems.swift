// Items that a source has not had before: whether they are news, and by what their stories are found.

import Feed
import FoundationEssentials
import Postgres

extension Database {
  /// Inserts items with the keys of their stories; gives how many there were.
  static func add(
    _ added: [AdmissionPlan.Addition], outcome: PullOutcome, freshSince: Date?,
    _ transaction: Transaction
  ) async throws -> Int {
    guard !added.isEmpty else { return 0 }
    var marks = added.map { _ in false }
    if let freshSince {
      let rule = BackFill(
        freshSince: freshSince, newestKnown: try await newest(of: outcome.source, transaction))
      marks = rule.marks(added.map(\.item.published))
    }
    let rows = try await transaction.query(insertion(added, outcome: outcome, backFill: marks))
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }

  /// Writes the counts of items that are stored, where they have changed: a rule looks at what they are now.
  static func recount(
    _ items: [Item], of source: Int64, _ transaction: Transaction
  ) async throws {
    let counted = items.filter { !$0.engagement.isUnknown }
    guard !counted.isEmpty else { return }
    try await transaction.execute(
      """
      UPDATE items i SET likes = n.likes, boosts = n.boosts, comments = n.comments
      FROM unnest(\(counted.map(\.externalID)), \(counted.map(\.engagement.likes)),
        \(counted.map(\.engagement.boosts)), \(counted.map(\.engagement.comments)))
        AS n (external_id, likes, boosts, comments)
      WHERE i.source = \(source) AND i.external_id = n.external_id
        AND (i.likes, i.boosts, i.comments) IS DISTINCT FROM (n.likes::integer, n.boosts::integer, n.comments::integer)
      """)
  }

  /// When the newest item of a source was published, as far as it has come true; nil for a source without items.
  private static func newest(of source: Int64, _ transaction: Transaction) async throws -> Date? {
    let rows = try await transaction.query(
      "SELECT max(least(published, first_seen)) AS newest FROM items WHERE source = \(source)")
    return try rows.first?.decode("newest", as: Date?.self) ?? nil
  }

  private static func insertion(
    _ added: [AdmissionPlan.Addition], outcome: PullOutcome, backFill: [Bool]
  ) -> SQL {
    let items = added.map(\.item)
    let tags = items.map { $0.tags.joined(separator: "\u{1F}") }
    let traits = items.map { $0.traits.map(\.rawValue).sorted().joined(separator: " ") }
    let keys = items.map { StoryKeys(title: $0.title, text: $0.text, url: $0.url).values }
    let owners = zip(items, keys).flatMap { item, keys in keys.map { _ in item.externalID } }
    return """
      WITH added AS (
        INSERT INTO items (source, external_id, url, title, text, html, author, language, tags, published,
          first_seen, position, text_hash, shown_hash, back_fill, traits, likes, boosts, comments)
        SELECT \(outcome.source), external_id, url, title, text, html, author, language,
          coalesce(string_to_array(nullif(tags, ''), E'\\x1f'), '{}'), published, \(outcome.at), position,
          text_hash, text_hash, back_fill, coalesce(string_to_array(nullif(traits, ''), ' '), '{}'), likes, boosts,
          comments
        FROM unnest(\(items.map(\.externalID)), \(items.map(\.url)), \(items.map(\.title)),
          \(items.map(\.text)), \(items.map(\.html)), \(items.map(\.author)), \(items.map(\.language)),
          \(tags), \(items.map(\.published)), \(items.map(\.position)), \(added.map(\.textHash)),
          \(backFill), \(traits), \(items.map(\.engagement.likes)), \(items.map(\.engagement.boosts)),
          \(items.map(\.engagement.comments)))
          AS n (external_id, url, title, text, html, author, language, tags, published, position, text_hash,
            back_fill, traits, likes, boosts, comments)
        ON CONFLICT (source, external_id) DO NOTHING
        RETURNING id, external_id
      ), keyed AS (
        INSERT INTO stories (item, keys)
        SELECT a.id, array_agg(k.key)
        FROM added a JOIN unnest(\(owners), \(keys.flatMap(\.self))) AS k (external_id, key)
          USING (external_id)
        GROUP BY a.id
      )
      SELECT count(*) AS n FROM added
      """
  }
}
