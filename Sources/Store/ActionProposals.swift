// Which kept items a wish may be about, and the wishes as they are written down: once and for all, however often that is
// tried.

package import Feed
package import FoundationEssentials
import Postgres
package import Taste

/// A kept post that nothing was decided about yet, for one kind of action.
package struct ActionOpening: Sendable, Hashable {
  package let item: Int64
  package let decision: Int64
  package let target: PostTarget
  package let reference: String
  package let version: String
  package let candidate: ActionCandidate
  package let author: String?
  package let thread: String?
}

/// A row of the ledger to be.
package struct ActionDraft: Sendable, Hashable {
  package let account: AccountName
  package let kind: ActionKind
  package let opening: ActionOpening
  /// Nil to ask the person; else approved by the policy, and not before this.
  package let approvedFrom: Date?
  package let expires: Date
  package let certificate: Certificate
  package let reason: String

  package init(
    account: AccountName, kind: ActionKind, opening: ActionOpening, approvedFrom: Date?,
    expires: Date, certificate: Certificate, reason: String
  ) {
    self.account = account
    self.kind = kind
    self.opening = opening
    self.approvedFrom = approvedFrom
    self.expires = expires
    self.certificate = certificate
    self.reason = reason
  }
}

extension Database {
  /// Posts of an account that are kept now, were first seen after `since`, and have no row of this kind; newest first, at
  /// most `limit`.
  ///
  /// What retells another item has no decision of its own, and what came with an archive is no news.
  package func actionOpenings(
    _ account: AccountName, _ kind: ActionKind, since: Date, limit: Int
  ) async throws -> [ActionOpening] {
    let rows = try await pool.query(
      """
      SELECT p.item, d.id AS decision, p.uri, p.reference, p.version, p.is_own, p.is_bot, p.is_public,
        p.is_sensitive, p.declines_programs, lower(p.author) AS author, p.thread, p.done, d.stage, d.probability
      FROM posts p
      JOIN items i ON i.id = p.item
      JOIN LATERAL (\(Self.newestOfItem)) d ON d.verdict = 'keep'
      WHERE p.account = \(account.text) AND i.duplicate_of IS NULL AND NOT i.back_fill
        AND i.first_seen > \(since)
        AND NOT EXISTS (SELECT FROM actions a
          WHERE a.account = p.account AND a.uri = p.uri AND a.kind = \(kind.rawValue))
      ORDER BY i.first_seen DESC, p.item DESC LIMIT \(limit)
      """)
    return try rows.compactMap { try Self.opening($0, account.network) }
  }

  /// Writes what has no row yet; gives the states of the rows that are new.
  package func propose(_ drafts: [ActionDraft], at now: Date) async throws -> [ActionState] {
    guard !drafts.isEmpty else { return [] }
    let rows = try await pool.query(
      """
      WITH added AS (
        INSERT INTO actions (account, network, uri, kind, state, item, decision, reference, version, reason,
          certified_right, certified_count, approved_by, proposed_at, decided_at, not_before, expires_at, author, thread)
        SELECT n.account, n.network, n.uri, n.kind, CASE WHEN n.since IS NULL THEN 'proposed' ELSE 'approved' END,
          n.item, n.decision, n.reference, n.version, n.reason, n.hits, n.count,
          CASE WHEN n.since IS NOT NULL THEN 'policy' END, \(now),
          CASE WHEN n.since IS NOT NULL THEN \(now) END, n.since, n.expires, n.author, n.thread
        FROM unnest(\(drafts.map(\.account.text)), \(drafts.map(\.account.network.rawValue)),
          \(drafts.map(\.opening.target.uri)), \(drafts.map(\.kind.rawValue)), \(drafts.map(\.opening.item)),
          \(drafts.map(\.opening.decision)), \(drafts.map(\.opening.reference)), \(drafts.map(\.opening.version)),
          \(drafts.map(\.reason)), \(drafts.map(\.certificate.right)), \(drafts.map(\.certificate.count)),
          \(drafts.map(\.approvedFrom)), \(drafts.map(\.expires)), \(drafts.map(\.opening.author)),
          \(drafts.map(\.opening.thread)))
          AS n (account, network, uri, kind, item, decision, reference, version, reason, hits, count, since, expires,
            author, thread)
        ON CONFLICT (account, uri, kind) DO NOTHING
        RETURNING id, account, state, reason),
      told AS (
        INSERT INTO audit (at, who, what, account, action, detail)
        SELECT \(now), 'gleaner', state, account, id, reason FROM added ORDER BY id)
      SELECT state FROM added ORDER BY id
      """)
    return try rows.compactMap { ActionState(rawValue: try $0.decode("state", as: String.self)) }
  }

  private static func opening(_ row: Row, _ network: Network) throws -> ActionOpening? {
    guard let target = PostTarget(network, uri: try row.decode("uri", as: String.self)) else {
      return nil
    }
    var candidate = ActionCandidate(
      network: network,
      stage: DecisionStage(rawValue: try row.decode("stage", as: String.self)) ?? .person,
      probability: try row.decode("probability", as: Double?.self))
    candidate.isOwn = try row.decode("is_own", as: Bool.self)
    candidate.isFromBot = try row.decode("is_bot", as: Bool.self)
    candidate.declinesPrograms = try row.decode("declines_programs", as: Bool.self)
    candidate.isPublic = try row.decode("is_public", as: Bool.self)
    candidate.isSensitive = try row.decode("is_sensitive", as: Bool.self)
    candidate.done = Set(
      try row.decode("done", as: [String].self).compactMap(ActionKind.init(rawValue:)))
    return ActionOpening(
      item: try row.decode("item", as: Int64.self),
      decision: try row.decode("decision", as: Int64.self), target: target,
      reference: try row.decode("reference", as: String.self),
      version: try row.decode("version", as: String.self), candidate: candidate,
      author: try row.decode("author", as: String?.self),
      thread: try row.decode("thread", as: String?.self))
  }
}
