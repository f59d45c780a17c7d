// The table `rule_proposals`: what "less of this" would be as a rule. None of them decides anything: a rule is in force
// when the person has written it down in `rules/`.

package import FoundationEssentials
import Postgres

/// A rule that was suggested by an answer.
package struct RuleProposal: Sendable, Hashable {
  /// What there should be less of.
  package enum Kind: String, Sendable, Hashable, CaseIterable { case source, topic }

  /// The label that it came of, which is also its number.
  package let label: Int64
  package let kind: Kind
  /// A source's address, or the label of an interest.
  package let pattern: String
  /// What people call it.
  package let name: String
  package let item: Int64
  package let title: String
  package let proposedAt: Date
  /// Of the source, in the time before: what came in, and what was kept of it; nil for a topic.
  package let came: Int?
  package let kept: Int?

  package init(
    label: Int64, kind: Kind, pattern: String, name: String, item: Int64, title: String,
    proposedAt: Date, came: Int?, kept: Int?
  ) {
    self.label = label
    self.kind = kind
    self.pattern = pattern
    self.name = name
    self.item = item
    self.title = title
    self.proposedAt = proposedAt
    self.came = came
    self.kept = kept
  }
}

extension Database {
  /// Proposes a rule with the label that suggests it.
  package func propose(
    _ kind: RuleProposal.Kind, pattern: String, name: String, label: Int64, at now: Date
  ) async throws {
    try await pool.execute(
      """
      INSERT INTO rule_proposals (label, kind, pattern, name, proposed_at)
      VALUES (\(label), \(kind.rawValue), \(pattern), \(name), \(now)) ON CONFLICT (label) DO NOTHING
      """)
  }

  /// The proposals whose answers stand and that were not put away, newest first, one for each source or topic; with what
  /// came of a source since `since`.
  package func ruleProposals(since: Date, limit: Int) async throws -> [RuleProposal] {
    let rows = try await pool.query(
      """
      SELECT p.*, l.item, coalesce(nullif(i.title, ''), left(i.text, 120)) AS title, n.came, n.kept
      FROM (SELECT DISTINCT ON (kind, pattern) * FROM rule_proposals p
        WHERE dismissed_at IS NULL AND EXISTS (SELECT FROM labels WHERE id = p.label)
        ORDER BY kind, pattern, label DESC) p
      JOIN labels l ON l.id = p.label
      JOIN items i ON i.id = l.item
      LEFT JOIN LATERAL (
        SELECT count(*) AS came, count(*) FILTER (WHERE d.verdict = 'keep') AS kept
        FROM sources s
        JOIN items x ON x.source = s.id AND x.first_seen >= \(since) AND x.duplicate_of IS NULL
        JOIN LATERAL (SELECT verdict FROM decisions WHERE item = x.id ORDER BY id DESC LIMIT 1) d ON true
        WHERE s.address = p.pattern) n ON p.kind = 'source'
      ORDER BY p.label DESC LIMIT \(limit)
      """)
    return try rows.compactMap { row in
      guard let kind = RuleProposal.Kind(rawValue: try row.decode("kind", as: String.self)) else {
        return nil
      }
      return RuleProposal(
        label: try row.decode("label", as: Int64.self), kind: kind,
        pattern: try row.decode("pattern", as: String.self),
        name: try row.decode("name", as: String.self),
        item: try row.decode("item", as: Int64.self),
        title: try row.decode("title", as: String.self),
        proposedAt: try row.decode("proposed_at", as: Date.self),
        came: try row.decode("came", as: Int?.self), kept: try row.decode("kept", as: Int?.self))
    }
  }

  /// Puts a proposal away, and older ones of the same; the answers that they came of stand.
  package func dismissProposal(_ label: Int64, at now: Date) async throws -> Bool {
    try await pool.execute(
      """
      UPDATE rule_proposals p SET dismissed_at = \(now) FROM rule_proposals o
      WHERE o.label = \(label) AND (p.kind, p.pattern) = (o.kind, o.pattern) AND p.dismissed_at IS NULL
      """) > 0
  }
}
