// The ledger as it is shown.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// A row of the ledger with the item that it is about.
package struct ActionRow: Sendable, Hashable {
  package let id: Int64
  package let account: AccountName
  package let kind: ActionKind
  package let target: PostTarget
  package let state: ActionState
  package let item: Int64?
  package let title: String?
  package let url: String?
  package let author: String?
  /// What the item says, or the beginning of it.
  package let text: String?
  package let probability: Double?
  /// Why the item was kept.
  package let because: String?
  package let version: String
  /// Why it was proposed, or done without asking.
  package let reason: String
  package let certificate: Certificate
  /// `policy`, `person` or `bulk`; nil while nobody has approved it.
  package let approvedBy: String?
  package let proposedAt: Date
  package let decidedAt: Date?
  package let notBefore: Date?
  package let expires: Date
  package let settledAt: Date?
  package let attempts: Int
  package let remote: String?
  /// Whether the person had done it before Gleaner came to it.
  package let isByHand: Bool
  /// What happened last.
  package let note: String?

  package init(
    id: Int64, account: AccountName, kind: ActionKind, target: PostTarget, state: ActionState,
    item: Int64?, title: String?, url: String?, author: String?, text: String?,
    probability: Double?, because: String?, version: String, reason: String,
    certificate: Certificate, approvedBy: String?, proposedAt: Date, decidedAt: Date?,
    notBefore: Date?, expires: Date, settledAt: Date?, attempts: Int, remote: String?,
    isByHand: Bool, note: String?
  ) {
    self.id = id
    self.account = account
    self.kind = kind
    self.target = target
    self.state = state
    self.item = item
    self.title = title
    self.url = url
    self.author = author
    self.text = text
    self.probability = probability
    self.because = because
    self.version = version
    self.reason = reason
    self.certificate = certificate
    self.approvedBy = approvedBy
    self.proposedAt = proposedAt
    self.decidedAt = decidedAt
    self.notBefore = notBefore
    self.expires = expires
    self.settledAt = settledAt
    self.attempts = attempts
    self.remote = remote
    self.isByHand = isByHand
    self.note = note
  }
}

/// What a list asks for.
package struct ActionQuery: Sendable, Hashable {
  package var states: Set<ActionState> = []
  package var account: AccountName?
  package var kinds: Set<ActionKind> = []
  /// Only those with smaller numbers.
  package var before: Int64?
  package var limit = 50

  package init() {}
}

/// One line of the record of who did what.
package struct AuditRow: Sendable, Hashable {
  package let at: Date
  package let who: String
  package let what: String
  package let detail: String?

  package init(at: Date, who: String, what: String, detail: String?) {
    self.at = at
    self.who = who
    self.what = what
    self.detail = detail
  }
}

extension Database {
  /// Rows of the ledger, newest first.
  package func actions(_ query: ActionQuery) async throws -> [ActionRow] {
    let states = query.states.map(\.rawValue).sorted()
    let kinds = query.kinds.map(\.rawValue).sorted()
    return try await actions(
      """
      WHERE (\(states.isEmpty) OR a.state = ANY(\(states)))
        AND (\(kinds.isEmpty) OR a.kind = ANY(\(kinds)))
        AND (\(query.account?.text)::text IS NULL OR a.account = \(query.account?.text))
        AND (\(query.before)::bigint IS NULL OR a.id < \(query.before))
      ORDER BY a.id DESC LIMIT \(query.limit)
      """)
  }

  /// The row with this number, or nil.
  package func action(_ id: Int64) async throws -> ActionRow? {
    try await actions("WHERE a.id = \(id)").first
  }

  /// The newest rows about an item, or about what retells it.
  package func actions(about item: Int64, limit: Int = 20) async throws -> [ActionRow] {
    try await actions("WHERE a.item = \(item) ORDER BY a.id DESC LIMIT \(limit)")
  }

  /// How many rows there are in each state.
  package func actionCounts() async throws -> [ActionState: Int] {
    let rows = try await pool.query("SELECT state, count(*) AS count FROM actions GROUP BY state")
    var counts: [ActionState: Int] = [:]
    for row in rows {
      guard let state = ActionState(rawValue: try row.decode("state", as: String.self)) else {
        continue
      }
      counts[state] = try row.decode("count", as: Int.self)
    }
    return counts
  }

  /// The accounts that have something to send, to take back or to find out about.
  package func accountsWithActions() async throws -> [AccountName] {
    let rows = try await pool.query(
      """
      SELECT DISTINCT account FROM actions
      WHERE state IN ('approved', 'sending', 'unknown', 'undoing') ORDER BY account
      """)
    return try rows.compactMap { AccountName(try $0.decode("account", as: String.self)) }
  }

  /// The accounts through which posts came that were first seen after `since`, as far as somebody is signed in to them.
  package func accountsWithPosts(since: Date) async throws -> [AccountName] {
    let rows = try await pool.query(
      """
      SELECT DISTINCT p.account FROM posts p JOIN items i ON i.id = p.item
      JOIN accounts a ON a.name = p.account AND a.removed_at IS NULL
      WHERE i.first_seen > \(since) ORDER BY p.account
      """)
    return try rows.compactMap { AccountName(try $0.decode("account", as: String.self)) }
  }

  /// What happened to an action, oldest first.
  package func audit(of action: Int64) async throws -> [AuditRow] {
    let rows = try await pool.query(
      "SELECT at, who, what, detail FROM audit WHERE action = \(action) ORDER BY id")
    return try rows.map { row in
      AuditRow(
        at: try row.decode("at", as: Date.self), who: try row.decode("who", as: String.self),
        what: try row.decode("what", as: String.self),
        detail: try row.decode("detail", as: String?.self))
    }
  }

  private func actions(_ condition: SQL) async throws -> [ActionRow] {
    let rows = try await pool.query(
      """
      SELECT a.*, coalesce(nullif(i.title, ''), left(i.text, 200)) AS title, i.url, coalesce(p.author, i.author) AS shown_author,
        left(i.text, 600) AS text, d.probability, d.reason AS because
      FROM actions a
      LEFT JOIN items i ON i.id = a.item
      LEFT JOIN posts p ON p.item = a.item
      LEFT JOIN decisions d ON d.id = a.decision
      \(condition)
      """)
    return try rows.compactMap(Self.actionRow)
  }

  private static func actionRow(_ row: Row) throws -> ActionRow? {
    guard let account = AccountName(try row.decode("account", as: String.self)),
      let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)),
      let target = PostTarget(account.network, uri: try row.decode("uri", as: String.self)),
      let state = ActionState(rawValue: try row.decode("state", as: String.self))
    else { return nil }
    return ActionRow(
      id: try row.decode("id", as: Int64.self), account: account, kind: kind, target: target,
      state: state, item: try row.decode("item", as: Int64?.self),
      title: try row.decode("title", as: String?.self),
      url: try row.decode("url", as: String?.self),
      author: try row.decode("shown_author", as: String?.self),
      text: try row.decode("text", as: String?.self),
      probability: try row.decode("probability", as: Double?.self),
      because: try row.decode("because", as: String?.self),
      version: try row.decode("version", as: String.self),
      reason: try row.decode("reason", as: String.self),
      certificate: Certificate(
        right: try row.decode("certified_right", as: Int.self),
        of: try row.decode("certified_count", as: Int.self)),
      approvedBy: try row.decode("approved_by", as: String?.self),
      proposedAt: try row.decode("proposed_at", as: Date.self),
      decidedAt: try row.decode("decided_at", as: Date?.self),
      notBefore: try row.decode("not_before", as: Date?.self),
      expires: try row.decode("expires_at", as: Date.self),
      settledAt: try row.decode("settled_at", as: Date?.self),
      attempts: try row.decode("attempts", as: Int.self),
      remote: try row.decode("remote", as: String?.self),
      isByHand: try row.decode("by_hand", as: Bool.self),
      note: try row.decode("note", as: String?.self))
  }
}
