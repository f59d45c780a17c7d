// What was decided and what the person said of it, read for a replay: nothing here is ever written.

package import FoundationEssentials
import Postgres
package import Taste

/// A label of an item beside the decision that the score had made before it.
package struct AnsweredRow: Sendable, Hashable {
  package let item: Int64
  package let evidence: Evidence
  /// Nil where the label does not come of a review.
  package let origin: AnswerOrigin?
  package let at: Date
  package let verdict: Verdict
  package let probability: Double
}

/// An item with the newest decision that its score made.
package struct DecidedRow: Sendable, Hashable {
  package let item: Int64
  package let firstSeen: Date
  package let verdict: Verdict
  package let probability: Double
  /// What rules added to its log-odds.
  package let boost: Double
}

extension Database {
  /// The newest labels of items, each with what its score had decided before, oldest first, at most `limit`.
  ///
  /// Items that nothing was decided about before are left out, and so is what a rule decided: there was no probability
  /// to be right or wrong.
  package func answeredRows(model: String, limit: Int) async throws -> [AnsweredRow] {
    let rows = try await pool.query(
      """
      SELECT f.item, f.label, f.origin, f.given_at, d.verdict, d.probability
      FROM (SELECT DISTINCT ON (item) item, label, origin, given_at FROM labels
        WHERE item IS NOT NULL ORDER BY item, id DESC) f
      JOIN LATERAL (
        SELECT verdict, probability FROM decisions
        WHERE item = f.item AND decided_at <= f.given_at AND model = \(model) AND \(Self.isScore)
        ORDER BY id DESC LIMIT 1) d ON d.probability IS NOT NULL
      ORDER BY f.given_at DESC, f.item DESC LIMIT \(limit)
      """)
    return try rows.compactMap(Self.answeredRow).reversed()
  }

  /// The newest items that a score decided, oldest first, at most `limit`.
  ///
  /// Of an item that the person decided it is what had been decided before.
  package func decidedRows(
    model: String, since: Date?, limit: Int
  ) async throws -> [DecidedRow] {
    let rows = try await pool.query(
      """
      SELECT i.id, i.first_seen, d.verdict, d.probability, d.boost
      FROM items i
      JOIN LATERAL (
        SELECT verdict, probability,
          CASE WHEN rule IS NULL OR jsonb_typeof(contributions->'rules') IS DISTINCT FROM 'array' THEN 0
          ELSE (SELECT coalesce(sum((r->>'by')::double precision), 0)
            FROM jsonb_array_elements(contributions->'rules') r) END AS boost
        FROM decisions WHERE item = i.id AND model = \(model) AND \(Self.isScore)
        ORDER BY id DESC LIMIT 1) d ON d.probability IS NOT NULL
      WHERE i.duplicate_of IS NULL
        AND (\(since)::timestamptz IS NULL OR i.first_seen >= \(since))
      ORDER BY i.first_seen DESC, i.id DESC LIMIT \(limit)
      """)
    return try rows.compactMap(Self.decidedRow).reversed()
  }

  private static func answeredRow(_ row: Row) throws -> AnsweredRow? {
    guard let evidence = Evidence(rawValue: try row.decode("label", as: String.self)),
      evidence.isDecision,
      let verdict = Verdict(rawValue: try row.decode("verdict", as: String.self))
    else { return nil }
    return AnsweredRow(
      item: try row.decode("item", as: Int64.self), evidence: evidence,
      origin: AnswerOrigin(rawValue: try row.decode("origin", as: String.self)),
      at: try row.decode("given_at", as: Date.self), verdict: verdict,
      probability: try row.decode("probability", as: Double.self))
  }

  private static func decidedRow(_ row: Row) throws -> DecidedRow? {
    guard let verdict = Verdict(rawValue: try row.decode("verdict", as: String.self)) else {
      return nil
    }
    return DecidedRow(
      item: try row.decode("id", as: Int64.self),
      firstSeen: try row.decode("first_seen", as: Date.self), verdict: verdict,
      probability: try row.decode("probability", as: Double.self),
      boost: try row.decode("boost", as: Double.self))
  }
}
