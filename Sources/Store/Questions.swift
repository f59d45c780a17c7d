// What a review could ask about, read from the newest decisions: fresh items that a score decided, that nobody has
// answered, and that were not put off.

package import FoundationEssentials
import Postgres
package import Taste

extension Database {
  /// Items that could be asked about at `now`: news of the last `age` seconds, without their vectors.
  ///
  /// Of more than `limit` those that wait come first, then the newest. What a rule decided is not asked
  /// about, unless it wants that: rules have the last word. What is proposed to be done is asked about until that
  /// expires. News is as old as its arrival; back-fill is as old as its publication.
  package func reviewQuestions(
    at now: Date, age: TimeInterval, limit: Int
  ) async throws -> [ReviewQuestion] {
    let since = now.addingTimeInterval(-age)
    let rows = try await pool.query(
      """
      SELECT i.id, d.verdict, d.probability, t.came_at, a.expires_at
      FROM items i
      JOIN LATERAL (\(Self.newestOfItem)) d ON true
      CROSS JOIN LATERAL (
        SELECT CASE WHEN i.back_fill THEN least(i.published, i.first_seen) ELSE i.first_seen END
          AS came_at) t
      LEFT JOIN LATERAL (
        SELECT min(expires_at) AS expires_at FROM actions
        WHERE item = i.id AND state = 'proposed' AND expires_at > \(now)) a ON true
      WHERE i.duplicate_of IS NULL AND i.withdrawn_at IS NULL AND i.first_seen >= \(since)
        AND t.came_at >= \(since)
        AND \(Self.canBeAsked("a.expires_at IS NOT NULL"))
        AND NOT EXISTS (SELECT FROM labels l WHERE l.item = i.id)
        AND NOT EXISTS (SELECT FROM deferrals p WHERE p.item = i.id AND p.until > \(now))
      ORDER BY d.verdict = 'review' OR a.expires_at IS NOT NULL DESC, i.id DESC LIMIT \(limit)
      """)
    return try rows.compactMap { row in
      let verdict = Verdict(rawValue: try row.decode("verdict", as: String.self))
      let cameAt = try row.decode("came_at", as: Date.self)
      return try verdict.map {
        ReviewQuestion(
          id: try row.decode("id", as: Int64.self), verdict: $0,
          probability: try row.decode("probability", as: Double?.self),
          age: max(0, now.timeIntervalSince(cameAt)),
          expires: try row.decode("expires_at", as: Date?.self)?.timeIntervalSince(now))
      }
    }
  }

  /// Whether the decision `d` leaves something to ask.
  private static func canBeAsked(_ hasProposal: SQL) -> SQL {
    """
    (d.stage IN ('score', 'judge') OR d.stage = 'rule' AND d.verdict = 'review'
      OR d.stage = 'rule' AND \(hasProposal))
    """
  }

  /// The item with this number where it is still open to be asked about; nil where it was answered, put off or decided
  /// otherwise meanwhile.
  package func openQuestion(_ item: Int64, at now: Date) async throws -> DecidedItem? {
    let hasProposal: SQL =
      "EXISTS (SELECT FROM actions a WHERE a.item = i.id AND a.state = 'proposed' AND a.expires_at > \(now))"
    return try await listed(
      """
      WHERE i.id = \(item) AND i.duplicate_of IS NULL AND i.withdrawn_at IS NULL AND \(Self.canBeAsked(hasProposal))
        AND NOT EXISTS (SELECT FROM labels l WHERE l.item = i.id)
        AND NOT EXISTS (SELECT FROM deferrals p WHERE p.item = i.id AND p.until > \(now))
      """
    ).first
  }

  /// Whether anything but the person has decided since the decision `mark`.
  package func hasDecided(since mark: Int64) async throws -> Bool {
    let rows = try await pool.query(
      "SELECT EXISTS (SELECT FROM decisions WHERE id > \(mark) AND stage <> 'person') AS has")
    return try rows.first?.decode("has", as: Bool.self) ?? false
  }

  /// Items with an answer that the newest profile does not know, the latest first.
  package func unlearnedAnswers(limit: Int) async throws -> [Int64] {
    let rows = try await pool.query(
      """
      SELECT item FROM labels
      WHERE item IS NOT NULL
        AND given_at >= coalesce((SELECT max(built_at) FROM profiles), '-infinity')
      GROUP BY item ORDER BY max(id) DESC LIMIT \(limit)
      """)
    return try rows.map { try $0.decode("item", as: Int64.self) }
  }

  /// The item that tells the story first: itself, unless it is a duplicate; nil when there is no such item.
  package func original(of item: Int64) async throws -> Int64? {
    let rows = try await pool.query(
      "SELECT coalesce(duplicate_of, id) AS original FROM items WHERE id = \(item)")
    return try rows.first?.decode("original", as: Int64.self)
  }

  /// The items with these numbers, in their order.
  package func items(_ ids: [Int64]) async throws -> [DecidedItem] {
    let items = try await listed("WHERE i.id = ANY(\(ids))")
    let byID = Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0) })
    return ids.compactMap { byID[$0] }
  }
}
