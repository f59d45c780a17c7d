// The tables `judge_briefings` and `judge_briefing_uses`: versions of what a judge is told, and which of them holds. Both are
// only ever added to, so that any of it can be taken back.

package import FoundationEssentials
import Postgres
package import Taste

/// A briefing that is to be written, with what it was measured by.
package struct JudgeBriefingDraft: Sendable, Hashable {
  /// The version that it was compared with; nil for the standard one.
  package var parent: Int64?
  package var briefing: JudgeBriefing
  package var figures: BriefingFigures
  /// Whether it was certainly better on what nothing was chosen by.
  package var isAccepted: Bool
  /// The models that answered, as the settings name them.
  package var models: String
  package var calls: Int
  package var cost: Double

  package init(
    parent: Int64?, briefing: JudgeBriefing, figures: BriefingFigures, isAccepted: Bool,
    models: String, calls: Int, cost: Double
  ) {
    self.parent = parent
    self.briefing = briefing
    self.figures = figures
    self.isAccepted = isAccepted
    self.models = models
    self.calls = calls
    self.cost = cost
  }
}

/// A version of the briefing.
package struct JudgeBriefingRow: Sendable, Hashable {
  package let id: Int64
  package let createdAt: Date
  package let isInUse: Bool
  package let content: JudgeBriefingDraft
}

extension Database {
  /// The version in use, or nil for the standard briefing.
  package func briefingInUse() async throws -> JudgeBriefingRow? {
    try await briefings("WHERE b.id = (\(Self.inUse))").first
  }

  /// The version with this number, or nil.
  package func briefing(_ id: Int64) async throws -> JudgeBriefingRow? {
    try await briefings("WHERE b.id = \(id)").first
  }

  /// The newest versions, newest first.
  package func briefings(limit: Int) async throws -> [JudgeBriefingRow] {
    try await briefings("ORDER BY b.id DESC LIMIT \(limit)")
  }

  /// How many were ever written.
  package func briefingCount() async throws -> Int {
    let rows = try await pool.query("SELECT count(*) AS count FROM judge_briefings")
    return try rows.first?.decode("count", as: Int.self) ?? 0
  }

  /// Writes a version, which is not in use by that; gives its number.
  package func addBriefing(_ draft: JudgeBriefingDraft, at now: Date) async throws -> Int64 {
    let rows = try await pool.query(
      """
      INSERT INTO judge_briefings (parent, briefing, figures, accepted, models, calls, cost, created_at)
      VALUES (\(draft.parent), \(try Self.json(draft.briefing))::jsonb, \(try Self.json(draft.figures))::jsonb,
        \(draft.isAccepted), \(draft.models), \(draft.calls), \(draft.cost), \(now))
      RETURNING id
      """)
    guard let row = rows.first else {
      throw PostgresError(.decode, "the new briefing got no number")
    }
    return try row.decode("id", as: Int64.self)
  }

  /// Puts a version in use, nil for the standard one, where `earlier` still is; gives whether it did.
  package func useBriefing(
    _ id: Int64?, insteadOf earlier: Int64?, at now: Date
  ) async throws -> Bool {
    try await pool.execute(
      """
      INSERT INTO judge_briefing_uses (briefing, since)
      SELECT \(id)::bigint, \(now) WHERE (\(Self.inUse)) IS NOT DISTINCT FROM \(earlier)::bigint
      """) > 0
  }

  /// The version that was in use before the present one; nil where there was no other.
  ///
  /// Of the result nil is the standard one.
  package func briefingBefore() async throws -> Int64?? {
    let rows = try await pool.query(
      """
      SELECT briefing FROM judge_briefing_uses
      WHERE id < (SELECT max(id) FROM judge_briefing_uses) AND briefing IS DISTINCT FROM (\(Self.inUse))
      ORDER BY id DESC LIMIT 1
      """)
    if let row = rows.first { return .some(try row.decode("briefing", as: Int64?.self)) }
    let used = try await pool.query("SELECT (\(Self.inUse)) AS briefing")
    let now = try used.first?.decode("briefing", as: Int64?.self) ?? nil
    return now == nil ? nil : .some(nil)
  }

  /// Why the person decided so, of the newest answers that say it.
  package func answerReasons(limit: Int) async throws -> [AnswerReason] {
    let rows = try await pool.query(
      """
      SELECT l.item, l.label, l.reason, i.title FROM (
        SELECT DISTINCT ON (item) item, label, reason, id FROM labels WHERE item IS NOT NULL ORDER BY item, id DESC) l
      JOIN items i ON i.id = l.item
      WHERE l.reason <> '' ORDER BY l.id DESC LIMIT \(limit)
      """)
    return try rows.compactMap { row in
      let label = Evidence(rawValue: try row.decode("label", as: String.self))
      return try label.map {
        AnswerReason(
          item: try row.decode("item", as: Int64.self), isWanted: $0.isWanted,
          title: try row.decode("title", as: String.self),
          reason: try row.decode("reason", as: String.self))
      }
    }
  }

  private static var inUse: SQL {
    "SELECT u.briefing FROM judge_briefing_uses u ORDER BY u.id DESC LIMIT 1"
  }

  private func briefings(_ condition: SQL) async throws -> [JudgeBriefingRow] {
    let rows = try await pool.query(
      """
      SELECT b.id, b.parent, b.briefing::text AS briefing, b.figures::text AS figures, b.accepted, b.models, b.calls,
        b.cost, b.created_at, b.id IS NOT DISTINCT FROM (\(Self.inUse)) AS in_use
      FROM judge_briefings b \(condition)
      """)
    return try rows.map { row in
      JudgeBriefingRow(
        id: try row.decode("id", as: Int64.self),
        createdAt: try row.decode("created_at", as: Date.self),
        isInUse: try row.decode("in_use", as: Bool.self),
        content: JudgeBriefingDraft(
          parent: try row.decode("parent", as: Int64?.self),
          briefing: try Self.value(row, "briefing"), figures: try Self.value(row, "figures"),
          isAccepted: try row.decode("accepted", as: Bool.self),
          models: try row.decode("models", as: String.self),
          calls: try row.decode("calls", as: Int.self),
          cost: try row.decode("cost", as: Double.self)))
    }
  }
}

/// An answer of the person with its reason.
package struct AnswerReason: Sendable, Hashable {
  package let item: Int64
  package let isWanted: Bool
  package let title: String
  package let reason: String
}
