// What a person says about an item: a label to learn from and a decision that stands, written as one. Append-only: a
// change of mind is a new label, and an undo is a row that withdraws one.

package import FoundationEssentials
import Postgres
package import Taste

/// How an answer came about; what was asked at random can be told from what was asked in doubt.
package enum AnswerOrigin: String, Sendable, Hashable, CaseIterable {
  /// Asked because the decision was open or nearly so.
  case review
  /// Asked to check a clear decision.
  case check = "review-check"
  /// Not asked: the person came by themselves.
  case correction = "review-correction"
}

/// What a person can say of an item; each is a label of its own.
package enum ItemAnswer: String, Sendable, Hashable, CaseIterable {
  case keep, save, like
  /// "More like this".
  case more = "digest_up"
  case skip
  /// "Less of this source", or of this topic.
  case less

  /// What it decides.
  package var verdict: Verdict {
    switch self {
    case .keep, .save, .like, .more: .keep
    case .skip, .less: .skip
    }
  }

  /// What the person did, as the reason of a decision.
  package var words: String {
    switch self {
    case .keep: "you kept it in review"
    case .save: "you saved it"
    case .like: "you liked it"
    case .more: "you wanted more like it"
    case .skip: "you skipped it in review"
    case .less: "you wanted less like it"
    }
  }

  static let wanted = allCases.filter { $0.verdict == .keep }.map(\.rawValue)
}

/// What an answer did.
package struct AnswerReceipt: Sendable, Hashable {
  /// The item that was answered: the original, where a duplicate was named.
  package let item: Int64
  /// The label that stands now; nil when none does.
  package let label: Int64?
  /// The answer that stood before, or nil.
  package let before: Verdict?
  /// False when everything was so already.
  package var isChange: Bool
}

extension Database {
  /// Records what the person says of an item: a label and a decision, in one transaction.
  ///
  /// An answer that stands already is not written again. Gives nil when there is no such item.
  package func answer(
    _ item: Int64, _ answer: ItemAnswer, origin: AnswerOrigin, reason: String?, at now: Date
  ) async throws -> AnswerReceipt? {
    try await atomically(.decision) { database in
      guard let state = try await database.state(of: item) else { return nil }
      if let standing = state.standing, state.isSettled, standing.answer == answer,
        reason == nil || reason == standing.reason
      {
        return AnswerReceipt(
          item: state.item, label: standing.id, before: answer.verdict, isChange: false)
      }
      let origin = state.standing?.origin ?? origin.rawValue
      let rows = try await database.pool.query(
        """
        INSERT INTO feedback (item, label, origin, reason, given_at)
        VALUES (\(state.item), \(answer.rawValue), \(origin), \(reason), \(now)) RETURNING id
        """)
      try await database.pool.execute(Self.settling(state.item, answer, reason, at: now))
      return AnswerReceipt(
        item: state.item, label: try rows.first?.decode("id", as: Int64.self),
        before: state.standing?.answer.verdict, isChange: true)
    }
  }

  /// Takes back the newest answer, or the one with the label `label`.
  ///
  /// What was decided before, by the person or without them, is decided again. Gives nil when there is no such item.
  package func withdrawAnswer(
    _ item: Int64, label: Int64? = nil, at now: Date
  ) async throws -> AnswerReceipt? {
    // Named before the transaction: one that is repeated because its end got lost must not take back another.
    let newest = try await state(of: item)?.standing?.id
    return try await atomically(.decision) { database in
      guard let state = try await database.state(of: item) else { return nil }
      guard let standing = state.standing else {
        return AnswerReceipt(item: state.item, label: nil, before: nil, isChange: false)
      }
      let withdrawn = try await database.pool.execute(
        """
        INSERT INTO feedback (item, label, origin, given_at, withdraws)
        SELECT item, 'withdrawn', origin, \(now), id FROM labels
        WHERE id = \(label ?? newest) AND item = \(state.item)
        """)
      let left = try await database.state(of: state.item)?.standing
      if withdrawn > 0, left?.id != standing.id {
        try await database.pool.execute(
          left.map { Self.settling(state.item, $0.answer, $0.reason, at: now) }
            ?? Self.reopening(state.item, at: now))
      }
      return AnswerReceipt(
        item: state.item, label: left?.id, before: standing.answer.verdict, isChange: withdrawn > 0)
    }
  }

  /// Until when an item is put off; nil where it is not.
  package func postponement(of item: Int64) async throws -> Date? {
    let rows = try await pool.query(
      """
      SELECT until FROM deferrals
      WHERE item = (SELECT coalesce(duplicate_of, id) FROM items WHERE id = \(item))
      """)
    return try rows.first?.decode("until", as: Date.self)
  }

  /// Takes an item out of the review until `until`; nothing is learned from it.
  ///
  /// An item that has an answer is left as it is. Gives nil when there is no such item.
  package func postpone(_ item: Int64, until: Date) async throws -> AnswerReceipt? {
    try await atomically(.decision) { database in
      guard let state = try await database.state(of: item) else { return nil }
      guard state.standing == nil else {
        return AnswerReceipt(
          item: state.item, label: state.standing?.id, before: state.standing?.answer.verdict,
          isChange: false)
      }
      try await database.pool.execute(
        """
        INSERT INTO deferrals (item, until) VALUES (\(state.item), \(until))
        ON CONFLICT (item) DO UPDATE SET until = excluded.until
        """)
      return AnswerReceipt(item: state.item, label: nil, before: nil, isChange: true)
    }
  }

  /// Takes back a postponement; gives whether there was one.
  package func resume(_ item: Int64) async throws -> Bool {
    try await pool.execute(
      """
      DELETE FROM deferrals
      WHERE item = (SELECT coalesce(duplicate_of, id) FROM items WHERE id = \(item))
      """) > 0
  }

  /// What stands about an item before an answer is written.
  private struct AnswerState {
    /// The original.
    var item: Int64
    var standing: Standing?
    /// Whether the newest label and the newest decision are that answer.
    var isSettled: Bool

    struct Standing {
      var id: Int64
      var answer: ItemAnswer
      var origin: String
      var reason: String?
    }
  }

  private func state(of item: Int64) async throws -> AnswerState? {
    let rows = try await pool.query(
      """
      SELECT o.id AS item, l.id AS label_id, l.label, l.origin, l.reason,
        coalesce(d.stage = 'person' AND d.verdict = CASE WHEN l.label = ANY(\(ItemAnswer.wanted)) THEN 'keep' ELSE 'skip' END
          AND NOT EXISTS (SELECT FROM labels n WHERE n.item = o.id AND n.id > l.id), false) AS is_settled
      FROM items i
      JOIN items o ON o.id = coalesce(i.duplicate_of, i.id)
      LEFT JOIN LATERAL (
        SELECT * FROM labels WHERE item = o.id AND origin = ANY(\(AnswerOrigin.allCases.map(\.rawValue)))
        ORDER BY id DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (
        SELECT stage, verdict FROM decisions WHERE item = o.id ORDER BY id DESC LIMIT 1) d ON true
      WHERE i.id = \(item)
      """)
    guard let row = rows.first else { return nil }
    return AnswerState(
      item: try row.decode("item", as: Int64.self), standing: try Self.standing(row),
      isSettled: try row.decode("is_settled", as: Bool.self))
  }

  private static func standing(_ row: Row) throws -> AnswerState.Standing? {
    guard let id = try row.decode("label_id", as: Int64?.self),
      let answer = ItemAnswer(rawValue: try row.decode("label", as: String.self))
    else { return nil }
    return AnswerState.Standing(
      id: id, answer: answer, origin: try row.decode("origin", as: String.self),
      reason: try row.decode("reason", as: String?.self))
  }

  /// The person's decision, with the score that the item had: their answer is held against it later.
  private static func settling(
    _ item: Int64, _ answer: ItemAnswer, _ reason: String?, at now: Date
  ) -> SQL {
    """
    INSERT INTO decisions (item, basis, profile, model, verdict, stage, reason, probability,
      uncertainty, log_odds, contributions, text_hash, decided_at)
    SELECT i.id, coalesce(d.basis, ''), d.profile, coalesce(d.model, ''), \(answer.verdict.rawValue), 'person',
      \(reason.map { "\(answer.words): \($0)" } ?? answer.words), d.probability, d.uncertainty, d.log_odds,
      coalesce(d.contributions, '[]'), i.text_hash, \(now)
    FROM items i
    LEFT JOIN LATERAL (\(newestOfItem)) d ON true
    WHERE i.id = \(item)
    """
  }

  /// What was decided before the person did; without such a decision the item is to be decided by the next run.
  private static func reopening(_ item: Int64, at now: Date) -> SQL {
    """
    INSERT INTO decisions (item, basis, profile, model, verdict, stage, reason, rule, probability,
      uncertainty, log_odds, contributions, text_hash, decided_at)
    SELECT i.id, coalesce(d.basis, ''), d.profile, coalesce(d.model, ''), coalesce(d.verdict, 'review'),
      coalesce(d.stage, 'score'), coalesce(d.reason, 'not scored yet'), d.rule, d.probability, d.uncertainty,
      d.log_odds, coalesce(d.contributions, '[]'), coalesce(d.text_hash, i.text_hash), \(now)
    FROM items i
    LEFT JOIN LATERAL (
      SELECT * FROM decisions WHERE item = i.id AND stage <> 'person' ORDER BY id DESC LIMIT 1) d ON true
    WHERE i.id = \(item)
    """
  }
}
