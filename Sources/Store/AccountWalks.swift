// The table `account_walks`: how far the lists of what the person likes are read, and when they are looked at next.

package import Feed
package import FoundationEssentials
import Postgres

/// The state of one list of one account.
package struct AccountWalk: Sendable, Hashable {
  package let account: AccountName
  package let kind: ActionKind
  /// What stood first the last time.
  package var head: String?
  /// Where older ones wait to be read.
  package var cursor: String?
  /// Whether everything down to the end has been read once.
  package var isEnded = false
  /// When it was last read well; nil where it never was.
  package var syncedAt: Date?
  package var triedAt: Date
  package var nextAt: Date
  /// Why it was not read the last time.
  package var error: String?

  package init(_ account: AccountName, _ kind: ActionKind, at now: Date) {
    (self.account, self.kind) = (account, kind)
    (triedAt, nextAt) = (now, now)
  }
}

/// What an account has taught.
package struct AccountLessons: Sendable, Hashable {
  /// Labels that stand.
  package let labels: Int
  /// When the newest of them was given.
  package let newest: Date?
  /// When one of the lists was last read well.
  package let syncedAt: Date?
  /// Whether all lists have been read to their ends.
  package let isWhole: Bool
}

extension Database {
  /// The lists of an account that were ever looked at.
  package func walks(of account: AccountName) async throws -> [ActionKind: AccountWalk] {
    let rows = try await pool.query(
      """
      SELECT kind, head, cursor, is_ended, synced_at, tried_at, next_at, error FROM account_walks
      WHERE account = \(account.text)
      """)
    var walks: [ActionKind: AccountWalk] = [:]
    for row in rows {
      guard let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)) else {
        continue
      }
      var walk = AccountWalk(account, kind, at: try row.decode("tried_at", as: Date.self))
      walk.head = try row.decode("head", as: String?.self)
      walk.cursor = try row.decode("cursor", as: String?.self)
      walk.isEnded = try row.decode("is_ended", as: Bool.self)
      walk.syncedAt = try row.decode("synced_at", as: Date?.self)
      walk.nextAt = try row.decode("next_at", as: Date.self)
      walk.error = try row.decode("error", as: String?.self)
      walks[kind] = walk
    }
    return walks
  }

  /// Keeps the state of a list.
  package func keep(_ walk: AccountWalk) async throws {
    try await pool.execute(
      """
      INSERT INTO account_walks (account, kind, head, cursor, is_ended, synced_at, tried_at, next_at, error)
      VALUES (\(walk.account.text), \(walk.kind.rawValue), \(walk.head), \(walk.cursor), \(walk.isEnded),
        \(walk.syncedAt), \(walk.triedAt), \(walk.nextAt), \(walk.error))
      ON CONFLICT (account, kind) DO UPDATE SET head = excluded.head, cursor = excluded.cursor,
        is_ended = excluded.is_ended, synced_at = excluded.synced_at, tried_at = excluded.tried_at,
        next_at = excluded.next_at, error = excluded.error
      """)
  }

  /// What was learned from each account; those that were never looked at are missing.
  package func lessons() async throws -> [AccountName: AccountLessons] {
    let rows = try await pool.query(
      """
      SELECT w.account, w.synced_at, w.is_whole, coalesce(m.labels, 0) AS labels, m.newest
      FROM (SELECT account, max(synced_at) AS synced_at, bool_and(is_ended) AS is_whole
        FROM account_walks GROUP BY account) w
      LEFT JOIN (SELECT m.account, count(DISTINCT l.id) AS labels, max(l.given_at) AS newest
        FROM account_marks m JOIN labels l ON l.id = m.label WHERE m.gone_at IS NULL GROUP BY m.account) m
        USING (account)
      """)
    var lessons: [AccountName: AccountLessons] = [:]
    for row in rows {
      guard let name = AccountName(try row.decode("account", as: String.self)) else { continue }
      lessons[name] = AccountLessons(
        labels: try row.decode("labels", as: Int.self),
        newest: try row.decode("newest", as: Date?.self),
        syncedAt: try row.decode("synced_at", as: Date?.self),
        isWhole: try row.decode("is_whole", as: Bool.self))
    }
    return lessons
  }
}
