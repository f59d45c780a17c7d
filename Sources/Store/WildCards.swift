// Wild cards: what could be drawn for a digest, and what was.

package import FoundationEssentials
import Postgres
package import Taste

extension Database {
  /// More items than this need not be in a draw.
  private static let wildMax = 5_000

  /// Items of a period that were not kept and could be shown all the same, the likeliest first.
  ///
  /// Only what the score alone decided: never what a rule muted or moved, what was answered or shown, nor back-fill.
  package func wildCandidates(
    _ period: DigestPeriod, at now: Date
  ) async throws -> [ReviewQuestion] {
    let rows = try await pool.query(
      """
      SELECT i.id, d.verdict, d.probability, d.uncertainty, i.first_seen
      FROM items i JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND i.withdrawn_at IS NULL AND NOT i.back_fill AND \(period.condition)
        AND d.verdict <> 'keep' AND d.stage IN ('score', 'judge') AND d.rule IS NULL
        AND d.probability IS NOT NULL
        AND NOT EXISTS (SELECT FROM labels l WHERE l.item = i.id)
        AND NOT EXISTS (SELECT FROM digest_items x WHERE x.item = i.id)
      ORDER BY d.log_odds DESC NULLS LAST, i.id LIMIT \(Self.wildMax)
      """)
    return try rows.map { row in
      ReviewQuestion(
        id: try row.decode("id", as: Int64.self),
        verdict: Verdict(rawValue: try row.decode("verdict", as: String.self)) ?? .review,
        probability: try row.decode("probability", as: Double?.self),
        uncertainty: try row.decode("uncertainty", as: Double?.self),
        age: max(0, now.timeIntervalSince(try row.decode("first_seen", as: Date.self))))
    }
  }

  /// When the newest digest with a wild card was composed; nil before the first.
  package func newestWildCard() async throws -> Date? {
    let rows = try await pool.query(
      """
      SELECT g.until FROM digests g JOIN digest_items x ON x.digest = g.id
      WHERE x.propensity IS NOT NULL ORDER BY g.id DESC LIMIT 1
      """)
    return try rows.first?.decode("until", as: Date.self)
  }
}
