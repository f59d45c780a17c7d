// What the person says about an action: yes, no, or take it back. Each is one statement that names the states it may
// come from, so that of two who say something at once one finds the row changed.

package import FoundationEssentials
import Feed
import Postgres
package import Taste

/// How a yes came about; several at once are no word about each of them.
package enum ActionApproval: String, Sendable, Hashable, CaseIterable {
  case person, bulk
}

/// What a word of the person did.
package enum ActionReceipt: Sendable, Hashable {
  case changed(ActionState)
  /// It stands elsewhere, from where there is no such way.
  case unchanged(ActionState)
  /// The post is another than the one that was looked at.
  case edited
  /// The person had done it before Gleaner came to it.
  case byHand
  case missing
}

extension Database {
  /// Approves a proposal, or sends again what turned out not to have happened; bound to the content `version`.
  ///
  /// It is void at `expires`, and not sent before `notBefore`.
  package func approve(
    _ id: Int64, version: String, by approval: ActionApproval, notBefore: Date? = nil,
    expires: Date, at now: Date
  ) async throws -> ActionReceipt {
    try await say(id) { transaction in
      let rows = try await transaction.query(
        """
        UPDATE actions SET state = 'approved', approved_by = \(approval.rawValue), decided_at = \(now),
          not_before = \(notBefore), expires_at = \(expires), note = NULL
        WHERE id = \(id) AND version = \(version) AND state IN ('proposed', 'unknown')
          AND (state = 'proposed' OR \(approval == .person))
        RETURNING account, kind, item
        """)
      guard let row = rows.first else { return nil }
      if approval == .person { try await Self.label(row, id, transaction, at: now) }
      try await Self.note(
        approval == .bulk ? "approved with others" : "approved", by: "person", on: id, row,
        transaction, at: now)
      return .approved
    } otherwise: { row in
      let isEdited =
        try row.decode("state", as: String.self) == ActionState.proposed.rawValue
        && row.decode("version", as: String.self) != version
      return isEdited ? .edited : nil
    }
  }

  /// Says no to a proposal, or takes back an approval before it is sent; it never comes back.
  package func reject(
    _ id: Int64, reason: String? = nil, at now: Date
  ) async throws -> ActionReceipt {
    try await say(id) { transaction in
      let rows = try await transaction.query(
        """
        UPDATE actions SET state = 'rejected', decided_at = \(now), settled_at = \(now), note = \(reason)
        WHERE id = \(id) AND state IN ('proposed', 'approved') RETURNING account, kind, item
        """)
      guard let row = rows.first else { return nil }
      try await Self.withdrawLabel(of: id, transaction, at: now)
      try await Self.note(
        "rejected", by: "person", on: id, row, transaction, detail: reason, at: now)
      return .rejected
    }
  }

  /// Takes a yes back before it is sent: it waits for the person again, until `expires`.
  package func reconsider(
    _ id: Int64, expires: Date, at now: Date
  ) async throws -> ActionReceipt {
    try await say(id) { transaction in
      let rows = try await transaction.query(
        """
        UPDATE actions SET state = 'proposed', approved_by = NULL, decided_at = NULL, not_before = NULL,
          expires_at = \(expires), note = NULL
        WHERE id = \(id) AND state = 'approved' AND approved_by = 'person' RETURNING account, kind, item
        """)
      guard let row = rows.first else { return nil }
      try await Self.withdrawLabel(of: id, transaction, at: now)
      try await Self.note("approval taken back", by: "person", on: id, row, transaction, at: now)
      return .proposed
    }
  }

  /// Wants what was done, or may have been, to be taken back; the next dispatch does it.
  package func undo(_ id: Int64, at now: Date) async throws -> ActionReceipt {
    try await say(id) { transaction in
      let rows = try await transaction.query(
        """
        UPDATE actions SET state = 'undoing', decided_at = \(now), not_before = NULL, note = NULL
        WHERE id = \(id) AND state IN ('done', 'unknown') AND NOT by_hand RETURNING account, kind, item
        """)
      guard let row = rows.first else { return nil }
      try await Self.withdrawLabel(of: id, transaction, at: now)
      _ = try await Self.withdrawMarks(
        "(m.account, m.kind, m.uri) = (SELECT account, kind, uri FROM actions WHERE id = \(id))",
        transaction, at: now)
      try await Self.note("undo", by: "person", on: id, row, transaction, at: now)
      return .undoing
    } otherwise: {
      try $0.decode("by_hand", as: Bool.self) ? .byHand : nil
    }
  }

  /// Voids what was proposed or approved on an account that is signed out of; gives how many.
  static func voidActions(
    of account: AccountName, _ transaction: Transaction, at now: Date
  ) async throws -> Int {
    let rows = try await transaction.query(
      """
      WITH voided AS (
        UPDATE actions SET state = 'expired', settled_at = \(now), note = 'the account was removed'
        WHERE account = \(account.text) AND state IN ('proposed', 'approved') RETURNING id, account, note)
      INSERT INTO audit (at, who, what, account, action, detail)
      SELECT \(now), 'person', 'expired', account, id, note FROM voided RETURNING id
      """)
    return rows.count
  }

  private func say(
    _ id: Int64, _ change: @Sendable (Transaction) async throws -> ActionState?,
    otherwise: @Sendable (Row) throws -> ActionReceipt? = { _ in nil }
  ) async throws -> ActionReceipt {
    try await pool.transaction { transaction in
      if let state = try await change(transaction) { return .changed(state) }
      let rows = try await transaction.query(
        "SELECT state, version, by_hand FROM actions WHERE id = \(id)")
      guard let row = rows.first,
        let state = ActionState(rawValue: try row.decode("state", as: String.self))
      else { return .missing }
      return try otherwise(row) ?? .unchanged(state)
    }
  }

  /// A yes to one action is a label of the item; what Gleaner did by itself is none, since it would learn from itself, and
  /// what the person has done on the network meanwhile is one already.
  private static func label(
    _ row: Row, _ action: Int64, _ transaction: Transaction, at now: Date
  ) async throws {
    guard let item = try row.decode("item", as: Int64?.self) else { return }
    try await transaction.execute(
      """
      INSERT INTO feedback (item, label, origin, reason, given_at)
      SELECT \(item), \(try row.decode("kind", as: String.self)), \("action-\(action)"), NULL, \(now)
      WHERE NOT EXISTS (SELECT FROM account_marks m
        JOIN actions a ON (a.account, a.kind, a.uri) = (m.account, m.kind, m.uri)
        JOIN labels l ON l.id = m.label WHERE a.id = \(action) AND m.gone_at IS NULL)
      """)
  }

  private static func withdrawLabel(
    of action: Int64, _ transaction: Transaction, at now: Date
  ) async throws {
    try await transaction.execute(
      """
      INSERT INTO feedback (item, label, origin, given_at, withdraws)
      SELECT l.item, 'withdrawn', l.origin, \(now), l.id FROM labels l
      JOIN actions a ON a.item = l.item
      WHERE a.id = \(action) AND l.origin = \("action-\(action)")
      """)
  }

  /// Adds a line to the record.
  static func note(
    _ what: String, by who: String, on action: Int64, _ row: Row, _ transaction: Transaction,
    detail: String? = nil, at now: Date
  ) async throws {
    try await transaction.execute(
      """
      INSERT INTO audit (at, who, what, account, action, detail)
      VALUES (\(now), \(who), \(what), \(try row.decode("account", as: String.self)), \(action), \(detail))
      """)
  }
}
