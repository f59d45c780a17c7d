// What a judge could be asked about, and what became of what it was asked before.

package import FoundationEssentials
import Postgres
package import Taste

/// An item that a judge could be asked about.
package struct JudgeableItem: Sendable, Hashable {
  package let candidate: JudgeCandidate
  /// What was decided without a judge.
  package let verdict: Verdict
  /// Whether an earlier question about the same text stands: it is not asked about again.
  package let isKnown: Bool

  package init(candidate: JudgeCandidate, verdict: Verdict, isKnown: Bool) {
    self.candidate = candidate
    self.verdict = verdict
    self.isKnown = isKnown
  }
}

extension Database {
  /// Items that the first stage of this basis decided with log-odds in `range`, or that a rule wants judged, and that
  /// nobody has judged or answered since; the newest first, what a rule wants before all others.
  ///
  /// What an earlier run had no budget for is among them. `models` and `version` are those that would be asked now.
  package func judgeable(
    _ basis: DecisionBasis, within range: ClosedRange<Double>, models: String, version: String,
    limit: Int
  ) async throws -> [JudgeableItem] {
    let rows = try await pool.query(
      """
      SELECT i.id, d.log_odds, d.verdict, d.stage = 'rule' AS wished, EXISTS (
        SELECT FROM judgements j WHERE j.item = i.id AND j.text_hash = i.text_hash
          AND j.models = \(models) AND j.version = \(version) AND \(Self.isStanding)) AS known
      FROM items i JOIN LATERAL (\(Self.newestOfItem)) d ON true
      WHERE i.duplicate_of IS NULL AND d.basis = \(basis.hash) AND d.text_hash = i.text_hash
        AND (\(basis.horizon)::timestamptz IS NULL OR i.first_seen > \(basis.horizon))
        AND (d.stage = 'rule' AND d.verdict = 'review' AND d.log_odds IS NOT NULL
          OR d.stage = 'score' AND d.log_odds BETWEEN \(range.lowerBound) AND \(range.upperBound))
        AND d.contributions->'judge' IS NULL
        AND NOT EXISTS (SELECT FROM labels l WHERE l.item = i.id)
      ORDER BY d.stage = 'rule' DESC, i.id DESC LIMIT \(limit)
      """)
    return try rows.map { row in
      JudgeableItem(
        candidate: JudgeCandidate(
          id: try row.decode("id", as: Int64.self),
          logOdds: try row.decode("log_odds", as: Double.self),
          isWished: try row.decode("wished", as: Bool.self)),
        verdict: Verdict(rawValue: try row.decode("verdict", as: String.self)) ?? .review,
        isKnown: try row.decode("known", as: Bool.self))
    }
  }

  /// How many items have come since a moment, and how many questions were asked since.
  package func judgeLoad(since: Date) async throws -> (items: Int, asked: Int) {
    let rows = try await pool.query(
      """
      SELECT (SELECT count(*) FROM items WHERE duplicate_of IS NULL AND first_seen > \(since)) AS items,
        (SELECT count(*) FROM judgements WHERE asked_at > \(since) AND attempts > 0) AS asked
      """)
    guard let row = rows.first else { return (0, 0) }
    return (
      items: try row.decode("items", as: Int.self), asked: try row.decode("asked", as: Int.self)
    )
  }

  /// What was judged, the newest last, each item once with what the person answered after it.
  ///
  /// Answers of other models, or to an earlier version of the prompt, count half.
  package func judgedPast(models: String, version: String) async throws -> [JudgedItem] {
    let rows = try await pool.query(
      """
      SELECT p.*, f.label FROM (
        SELECT DISTINCT ON (item) item, verdict, confidence, log_odds, settled_at, asked_at, id,
          models = \(models) AND version = \(version) AS same
        FROM judgements WHERE state = 'answered' ORDER BY item, settled_at DESC, id DESC) p
      LEFT JOIN LATERAL (
        SELECT label FROM labels WHERE item = p.item AND given_at >= p.asked_at
          AND label IN ('keep', 'save', 'skip', 'less') ORDER BY id DESC LIMIT 1) f ON true
      ORDER BY p.settled_at DESC, p.id DESC LIMIT \(JudgeTrust.pastMax)
      """)
    return try rows.compactMap(Self.judgedItem).reversed()
  }

  private static func judgedItem(_ row: Row) throws -> JudgedItem? {
    guard let verdict = JudgeVerdict(rawValue: try row.decode("verdict", as: String.self)) else {
      return nil
    }
    let label = try row.decode("label", as: String?.self)
    return JudgedItem(
      position: verdict.position(confidence: try row.decode("confidence", as: Double.self)),
      logOdds: try row.decode("log_odds", as: Double.self),
      isWanted: label.map { $0 == "keep" || $0 == "save" },
      weight: try row.decode("same", as: Bool.self) ? 1 : 0.5)
  }
}
