// What came in lately, with its vector and its verdict: by it a profile shows what it does, and what the person reads.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// An item of late.
package struct RecentItem: Sendable, Hashable {
  package let id: Int64
  package let title: String
  package let text: String
  package let vector: Vector
  package let firstSeen: Date
  /// The newest decision; nil while there is none.
  package let verdict: Verdict?
  /// Whether it stood in a digest; as a wild card it was only asked about.
  package let isShown: Bool
  /// Whether the person decided it, which no score changes.
  package let isAnswered: Bool

  /// Whether the person has it before their eyes: it was kept, by whomever, or shown.
  package var isRead: Bool { verdict == .keep || isShown }
}

extension Database {
  /// The newest items since `since` that have a vector of `model`, at most `limit`, newest first.
  package func recentItems(
    since: Date, until: Date, model: String, limit: Int
  ) async throws -> [RecentItem] {
    let rows = try await pool.query(
      """
      SELECT i.id, i.title, i.text, i.first_seen, v.embedding AS vector, d.verdict, d.stage,
        EXISTS (SELECT FROM digest_items x WHERE x.item = i.id AND x.propensity IS NULL) AS shown
      FROM items i
      JOIN vectors v ON v.model = \(model) AND v.owner = 'item' AND v.owner_id = i.id
      LEFT JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND i.first_seen > \(since) AND i.first_seen <= \(until)
      ORDER BY i.first_seen DESC, i.id DESC LIMIT \(limit)
      """)
    return try rows.map { row in
      let title = try row.decode("title", as: String.self)
      let text = try row.decode("text", as: String.self)
      return RecentItem(
        id: try row.decode("id", as: Int64.self),
        title: title.isEmpty ? Wording.opening(of: text) : title, text: text,
        vector: Vector(unit: try row.decode("vector", as: [Float].self)),
        firstSeen: try row.decode("first_seen", as: Date.self),
        verdict: try row.decode("verdict", as: String?.self).flatMap(Verdict.init(rawValue:)),
        isShown: try row.decode("shown", as: Bool.self),
        isAnswered: try row.decode("stage", as: String?.self) == DecisionStage.person.rawValue)
    }
  }
}
