// Which likes may have been taken back, what posts themselves say of likes that no list has, and the end of a label.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// So many posts that say that they are liked are taken over at once; the rest comes next time.
  private static let viewsMax = 500

  /// Listed likes at and above a place of a list that are not among `uris`, the newest first.
  package func missingMarks(
    of account: AccountName, _ kind: ActionKind, from floor: Int64, except uris: [String],
    limit: Int
  ) async throws -> [AccountMark] {
    try await marks(
      """
      SELECT m.account, m.kind, m.uri, m.reference, m.remote, m.place, m.witness, m.found_at FROM account_marks m
      WHERE m.account = \(account.text) AND m.kind = \(kind.rawValue) AND m.witness = 'list' AND m.gone_at IS NULL
        AND m.place >= \(floor) AND NOT m.uri = ANY(\(uris)) ORDER BY m.place DESC LIMIT \(limit)
      """)
  }

  /// Likes with a label whose post has come again without saying that it is liked.
  package func doubtfulMarks(
    of account: AccountName, limit: Int
  ) async throws -> [AccountMark] {
    try await marks(
      """
      SELECT m.account, m.kind, m.uri, m.reference, m.remote, m.place, m.witness, m.found_at FROM account_marks m
      WHERE m.account = \(account.text) AND m.gone_at IS NULL AND m.label IS NOT NULL AND m.network <> 'x'
        AND EXISTS (SELECT FROM posts p WHERE (p.account, p.uri) = (m.account, m.uri) AND p.seen_at > m.seen_at
          AND NOT m.kind = ANY(p.done))
      ORDER BY m.seen_at DESC, m.uri LIMIT \(limit)
      """)
  }

  /// What posts of an account's timelines say was done with them, and nobody else has told.
  package func viewedMarks(of account: AccountName, at now: Date) async throws -> [AccountMark] {
    try await marks(
      """
      SELECT DISTINCT ON (p.uri, k.kind) p.account, k.kind, p.uri, p.reference, NULL::text AS remote,
        NULL::bigint AS place, 'view' AS witness, p.seen_at AS found_at
      FROM posts p CROSS JOIN LATERAL unnest(p.done) AS k (kind)
      LEFT JOIN account_marks m ON (m.account, m.kind, m.uri) = (p.account, k.kind, p.uri)
      WHERE p.account = \(account.text) AND (m.uri IS NULL OR m.gone_at < p.seen_at AND NOT \(Self.isHeld(at: now)))
      ORDER BY p.uri, k.kind, p.seen_at DESC LIMIT \(Self.viewsMax)
      """)
  }

  /// Forgets the order of a list, because something was passed over; reading it to its end finds it again.
  package func forgetPlaces(of account: AccountName, _ kind: ActionKind) async throws {
    try await pool.execute(
      """
      UPDATE account_marks SET place = NULL
      WHERE account = \(account.text) AND kind = \(kind.rawValue) AND place IS NOT NULL
      """)
  }

  private func marks(_ query: SQL) async throws -> [AccountMark] {
    try await pool.query(query).compactMap { row in
      guard let account = AccountName(try row.decode("account", as: String.self)),
        let kind = ActionKind(rawValue: try row.decode("kind", as: String.self)),
        let target = PostTarget(account.network, uri: try row.decode("uri", as: String.self))
      else { return nil }
      var mark = AccountMark(account, kind, target, at: try row.decode("found_at", as: Date.self))
      mark.reference = try row.decode("reference", as: String.self)
      mark.remote = try row.decode("remote", as: String?.self)
      mark.place = try row.decode("place", as: Int64?.self)
      mark.witness =
        AccountMark.Witness(rawValue: try row.decode("witness", as: String.self)) ?? .list
      return mark
    }
  }

  /// Writes down that a like is there after all; its place in the list is not known then.
  package func confirm(_ mark: AccountMark, at now: Date) async throws {
    try await pool.execute(
      """
      UPDATE account_marks SET seen_at = \(now), place = NULL
      WHERE account = \(mark.account.text) AND kind = \(mark.kind.rawValue) AND uri = \(mark.target.uri)
      """)
  }

  /// Withdraws what was learned from likes that were taken back; gives how many labels that were.
  package func withdraw(_ marks: [AccountMark], at now: Date) async throws -> Int {
    guard !marks.isEmpty else { return 0 }
    return try await pool.transaction { transaction in
      try await Self.withdrawMarks(
        """
        (m.account, m.kind, m.uri) IN (SELECT * FROM unnest(\(marks.map(\.account.text)),
          \(marks.map(\.kind.rawValue)), \(marks.map(\.target.uri))))
        """, transaction, at: now)
    }
  }

  /// Ends the rows `m` for which a condition holds, with the labels and documents that hang on no other row.
  static func withdrawMarks(
    _ condition: SQL, _ transaction: Transaction, at now: Date
  ) async throws -> Int {
    let gone = try await transaction.query(
      """
      UPDATE account_marks m SET gone_at = \(now) WHERE m.gone_at IS NULL AND \(condition)
      RETURNING m.label, m.document
      """)
    let labels = try gone.compactMap { try $0.decode("label", as: Int64?.self) }
    let documents = try gone.compactMap { try $0.decode("document", as: Int64?.self) }
    try await transaction.execute(
      """
      UPDATE documents d SET deleted_at = \(now)
      WHERE d.id = ANY(\(documents)) AND d.deleted_at IS NULL AND d.replaced_at IS NULL
        AND NOT EXISTS (SELECT FROM account_marks m WHERE m.document = d.id AND m.gone_at IS NULL)
      """)
    return try await transaction.execute(
      """
      INSERT INTO feedback (item, document, label, origin, given_at, withdraws)
      SELECT l.item, l.document, 'withdrawn', l.origin, \(now), l.id FROM labels l
      WHERE l.id = ANY(\(labels))
        AND NOT EXISTS (SELECT FROM account_marks m WHERE m.label = l.id AND m.gone_at IS NULL)
      """)
  }
}
