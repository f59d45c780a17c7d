// Posts that their authors have taken back. What they said goes, wherever it was written down: the item, its vectors, its
// surroundings, and what decisions and judges quote of it. That it was there, and how it was decided, stays.

package import Feed
package import FoundationEssentials
import Postgres
import Taste

extension Database {
  /// What stands where a withdrawn post was quoted.
  private static let placeholder = "a post that was withdrawn"

  /// Takes posts out that their network says are no more; gives how many items lose their words.
  ///
  /// Nobody is asked any more whether to do something with them. To be called only where the network itself has said so of
  /// this very post: never after an error, nor for what an answer does not mention.
  package func withdraw(_ posts: [PostTarget], at now: Date) async throws -> Int {
    guard !posts.isEmpty else { return 0 }
    return try await pool.transaction { transaction in
      let quotes = try await Self.quotes(posts, transaction)
      let items = quotes.map(\.item)
      guard !items.isEmpty else { return 0 }
      try await Self.cover(quotes, transaction)
      try await Self.erase(items, transaction, at: now)
      try await Self.giveUp(posts, transaction, at: now)
      return items.count
    }
  }

  /// An item and what others call it.
  private struct Quote {
    let item: Int64
    let title: String
  }

  private static func quotes(
    _ posts: [PostTarget], _ transaction: Transaction
  ) async throws -> [Quote] {
    let rows = try await transaction.query(
      """
      SELECT i.id, i.title, i.text FROM items i JOIN posts p ON p.item = i.id
      WHERE (p.network, p.uri) IN (
        SELECT * FROM unnest(\(posts.map(\.network.rawValue)), \(posts.map(\.uri))))
      ORDER BY i.id FOR UPDATE OF i
      """)
    return try rows.map { row in
      let title = try row.decode("title", as: String.self)
      let text = try row.decode("text", as: String.self)
      return Quote(
        item: try row.decode("id", as: Int64.self),
        title: title.isEmpty ? Wording.opening(of: text) : title)
    }
  }

  /// Takes its title out of the reasons of other decisions; only what was answered is a reason for others.
  private static func cover(_ quotes: [Quote], _ transaction: Transaction) async throws {
    for quote in quotes where !quote.title.isEmpty {
      try await transaction.execute(
        """
        UPDATE decisions SET contributions = replace(contributions::text, to_jsonb(\(quote.title)::text)::text,
          to_jsonb(\(placeholder)::text)::text)::jsonb
        WHERE EXISTS (SELECT FROM feedback f WHERE f.item = \(quote.item))
          AND contributions::text LIKE '%"item:' || \(quote.item) || '"%'
        """)
    }
  }

  private static func erase(
    _ items: [Int64], _ transaction: Transaction, at now: Date
  ) async throws {
    try await transaction.execute(
      """
      UPDATE items SET title = '', text = '', html = NULL, author = NULL, tags = '{}', judged_text = NULL,
        text_hash = sha256(convert_to('withdrawn ' || id, 'UTF8')), shown_hash = NULL,
        likes = NULL, boosts = NULL, comments = NULL, withdrawn_at = \(now)
      WHERE id = ANY(\(items))
      """)
    // What retells it stands for itself now.
    try await transaction.execute(
      "UPDATE items SET duplicate_of = NULL WHERE duplicate_of = ANY(\(items)) AND withdrawn_at IS NULL"
    )
    try await transaction.execute(
      "DELETE FROM vectors WHERE owner = 'item' AND owner_id = ANY(\(items))")
    try await transaction.execute("DELETE FROM stories WHERE item = ANY(\(items))")
    try await transaction.execute("DELETE FROM posts WHERE item = ANY(\(items))")
    // A judge explains itself with the words that it has read, and so do shared words.
    try await transaction.execute(
      """
      UPDATE decisions SET reason = CASE stage WHEN 'judge' THEN 'what a judge said of a post that was withdrawn'
          ELSE reason END,
        contributions = CASE jsonb_typeof(contributions) WHEN 'object'
          THEN jsonb_set(contributions, '{reasons}', '[]') #- '{judge,reason}' ELSE '[]' END
      WHERE item = ANY(\(items))
      """)
    try await transaction.execute(
      "UPDATE judgements SET reason = NULL, topics = '{}' WHERE item = ANY(\(items))")
    try await transaction.execute(
      """
      UPDATE digest_items SET told = jsonb_build_object('section', told->'section')
      WHERE item = ANY(\(items)) AND told IS NOT NULL
      """)
    // Digests that show it are written again, from what is left.
    try await transaction.execute(
      """
      UPDATE digests SET written_at = NULL
      WHERE id IN (SELECT digest FROM digest_items WHERE item = ANY(\(items)))
      """)
  }

  /// What was to be done with them is not done.
  private static func giveUp(
    _ posts: [PostTarget], _ transaction: Transaction, at now: Date
  ) async throws {
    try await transaction.execute(
      """
      WITH over AS (
        UPDATE actions SET state = 'expired', settled_at = \(now), note = 'the post is no more'
        WHERE state IN ('proposed', 'approved') AND (network, uri) IN (
          SELECT * FROM unnest(\(posts.map(\.network.rawValue)), \(posts.map(\.uri))))
        RETURNING id, account)
      INSERT INTO audit (at, who, what, account, action, detail)
      SELECT \(now), 'gleaner', 'expired', account, id, 'the post is no more' FROM over
      """)
  }
}
