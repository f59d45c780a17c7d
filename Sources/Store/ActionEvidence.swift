// What a certificate is counted on: the person's own decisions about what would have been acted on.

import FoundationEssentials
import Postgres
package import Feed
package import Taste

extension Database {
  /// How right acting would have been: on answers to what the score had said before them reached `keep`, and on what was
  /// approved one by one, rejected or taken back; of one item the newest word counts.
  ///
  /// The score's word is the one from before the answer: the present profile has learned from the answers, and would be a
  /// witness in its own case. Wanting to read something is not wanting to pass it on, so a repost is certified by decisions
  /// about reposts alone. What they have liked on a network by themselves speaks only for Gleaner, never against it: it does
  /// not count.
  package func certificate(
    _ kind: ActionKind, keep: Double, model: String
  ) async throws -> Certificate {
    let wanted = Evidence.allCases.filter { $0.isDecision && $0.isWanted }.map(\.rawValue)
    let known = Evidence.allCases.filter(\.isDecision).map(\.rawValue)
    // Each half has a thing once, so what is not among its newest is not among the newest of both.
    let rows = try await pool.query(
      """
      SELECT count(*) AS count, count(*) FILTER (WHERE is_right) AS hits FROM (
        SELECT is_right FROM (
          SELECT DISTINCT ON (thing) thing, is_right, at FROM (
            (SELECT f.item AS thing, f.label = ANY(\(wanted)) AS is_right, f.given_at AS at
            FROM (SELECT DISTINCT ON (item) item, label, given_at FROM labels
              WHERE item IS NOT NULL AND origin <> \(Self.markOrigin) ORDER BY item, id DESC) f
            JOIN LATERAL (
              SELECT probability FROM decisions
              WHERE item = f.item AND decided_at <= f.given_at AND stage = 'score' AND model = \(model)
              ORDER BY id DESC LIMIT 1) d ON d.probability >= \(keep)
            WHERE \(kind != .repost) AND f.label = ANY(\(known))
            ORDER BY f.given_at DESC, f.item DESC LIMIT \(Certificate.decisionsMax))
            UNION ALL
            (SELECT * FROM (
              SELECT DISTINCT ON (coalesce(item, -id)) coalesce(item, -id) AS thing,
                state NOT IN ('rejected', 'undoing', 'undone') AS is_right, decided_at AS at FROM actions
              WHERE kind = \(kind.rawValue) AND decided_at IS NOT NULL
                AND (state IN ('rejected', 'undoing', 'undone')
                  OR approved_by = 'person' AND state IN ('approved', 'sending', 'unknown', 'done', 'failed'))
              ORDER BY coalesce(item, -id), decided_at DESC, is_right) acted
            ORDER BY at DESC, thing DESC LIMIT \(Certificate.decisionsMax))
          ) said ORDER BY thing, at DESC, is_right
        ) newest ORDER BY at DESC, thing DESC LIMIT \(Certificate.decisionsMax)
      ) counted
      """)
    guard let row = rows.first else { return Certificate(right: 0, of: 0) }
    return Certificate(
      right: try row.decode("hits", as: Int.self), of: try row.decode("count", as: Int.self))
  }
}
