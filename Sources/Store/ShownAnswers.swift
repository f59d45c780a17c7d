// Answers beside what was known before them: the decision that the score had made when the person was asked.

import Postgres
package import Taste

extension Database {
  /// More answers than this say nothing new about a single number.
  private static let answersMax = 2_000

  /// The newest answers that were asked for, each with the log-odds of the item before it.
  ///
  /// An answer about a decision that a rule made or moved says something about the rule; one that nobody asked for was
  /// given because the decision looked wrong. Neither says how much of what comes in is wanted. `prior` is taken for
  /// decisions that do not say theirs.
  package func shownAnswers(model: String, prior: Double) async throws -> [PriorAnswer] {
    let rows = try await pool.query(
      """
      SELECT d.log_odds, coalesce((d.contributions->>'prior')::double precision, \(prior)) AS prior,
        f.label IN ('keep', 'save') AS is_wanted
      FROM (SELECT DISTINCT ON (item) item, label, origin, given_at FROM labels
        WHERE item IS NOT NULL ORDER BY item, id DESC) f
      JOIN LATERAL (
        SELECT log_odds, contributions, rule FROM decisions
        WHERE item = f.item AND decided_at <= f.given_at AND model = \(model) AND \(Self.isScore)
        ORDER BY id DESC LIMIT 1) d ON d.log_odds IS NOT NULL AND d.rule IS NULL
      WHERE f.label IN ('keep', 'save', 'skip', 'less') AND f.origin IN ('review', 'review-check')
      ORDER BY f.given_at DESC, f.item LIMIT \(Self.answersMax)
      """)
    return try rows.map { row in
      PriorAnswer(
        logOdds: try row.decode("log_odds", as: Double.self),
        prior: try row.decode("prior", as: Double.self),
        isWanted: try row.decode("is_wanted", as: Bool.self))
    }
  }
}
