// The table `account_marks`: what the person does on their networks becomes labels, one for each account, post and kind,
// whichever way it came; what they take back there takes back its label.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// What stands in `feedback` as the origin of these labels.
  static let markOrigin = "network"
  /// A network may show for so long what has just been taken back.
  private static let echo: TimeInterval = 900

  /// What is known of a list of an account, by the names of the posts.
  package func marks(
    of account: AccountName, _ kind: ActionKind, at now: Date
  ) async throws -> [String: KnownMark] {
    let rows = try await pool.query(
      """
      SELECT m.uri, m.place, m.gone_at IS NOT NULL AS is_gone, \(Self.isHeld(at: now)) AS is_held
      FROM account_marks m WHERE m.account = \(account.text) AND m.kind = \(kind.rawValue)
      """)
    return try Dictionary(
      rows.map { row in
        (
          try row.decode("uri", as: String.self),
          KnownMark(
            place: try row.decode("place", as: Int64?.self),
            isGone: try row.decode("is_gone", as: Bool.self),
            isHeld: try row.decode("is_held", as: Bool.self))
        )
      }
    ) { first, _ in first }
  }

  /// Whether `m` is being taken back, or just was.
  static func isHeld(at now: Date) -> SQL {
    """
    (coalesce(m.gone_at > \(now.addingTimeInterval(-echo)), false) OR EXISTS (SELECT FROM actions a
      WHERE (a.account, a.kind, a.uri) = (m.account, m.kind, m.uri) AND a.state = 'undoing'))
    """
  }

  /// Takes over what Gleaner has done on an account, so that it is not taken for the person's own.
  ///
  /// What they approved has its label already, and what Gleaner did by itself gets none.
  package func adoptActions(of account: AccountName, at now: Date) async throws {
    try await pool.execute(
      """
      INSERT INTO account_marks (account, kind, network, uri, item, label, witness, reference, remote, found_at,
        seen_at, gone_at)
      SELECT a.account, a.kind, a.network, a.uri, a.item,
        (SELECT max(l.id) FROM labels l WHERE l.item = a.item AND l.origin = 'action-' || a.id),
        'ledger', a.reference, a.remote, \(now), \(now),
        CASE WHEN a.state = 'undone' THEN coalesce(a.settled_at, \(now)) END
      FROM actions a
      WHERE a.account = \(account.text) AND a.state IN ('sending', 'unknown', 'done', 'undoing', 'undone')
        AND EXISTS (SELECT FROM action_attempts t WHERE t.action = a.id AND t.effect = 'send' AND NOT t.is_rehearsed
          AND (t.outcome IS NULL OR t.outcome IN ('done', 'unclear', 'lapsed')))
      ON CONFLICT (account, kind, uri) DO NOTHING
      """)
  }

  /// Writes what was found, and the labels that follow; gives how many labels are new.
  ///
  /// A post that is an item labels that item, any other is remembered as a document. What has its label already, because
  /// the person approved it here or because it stands in an import, gets no second. A post that nobody can see teaches nothing.
  package func add(_ found: [AccountMark], at now: Date) async throws -> Int {
    let items = try await items(of: found.map(\.target))
    let marks = found.filter { items[$0.target.uri] != nil || $0.document != nil }
    guard !marks.isEmpty else { return 0 }
    let documents = marks.filter { items[$0.target.uri] == nil }.compactMap(\.document)
    let before = try await newestLabel()
    _ = try await remember(documents, origin: Self.markOrigin, at: now)
    try await pool.transaction { transaction in
      try await transaction.execute(Self.labels(marks, items, at: now))
      try await transaction.execute(Self.insertion(marks, items, at: now))
      try await transaction.execute(Self.viewed(marks))
    }
    return try await labelCount(of: marks, after: before)
  }

  /// Writes down that these were seen, and where they stand now.
  package func seen(_ marks: [AccountMark], at now: Date) async throws {
    guard !marks.isEmpty else { return }
    try await pool.execute(
      """
      UPDATE account_marks m SET seen_at = \(now), witness = 'list', place = coalesce(n.place, m.place),
        reference = coalesce(nullif(n.reference, ''), m.reference), remote = coalesce(n.remote, m.remote)
      FROM unnest(\(marks.map(\.account.text)), \(marks.map(\.kind.rawValue)), \(marks.map(\.target.uri)),
        \(marks.map(\.reference)), \(marks.map(\.remote)), \(marks.map(\.place)))
        AS n (account, kind, uri, reference, remote, place)
      WHERE (m.account, m.kind, m.uri) = (n.account, n.kind, n.uri)
      """)
  }

  /// The originals of posts that are items.
  private func items(of targets: [PostTarget]) async throws -> [String: Int64] {
    let rows = try await pool.query(
      """
      SELECT p.uri, min(coalesce(i.duplicate_of, i.id)) AS item
      FROM posts p JOIN items i ON i.id = p.item
      WHERE p.uri = ANY(\(targets.map(\.uri))) AND p.network = ANY(\(targets.map(\.network.rawValue)))
      GROUP BY p.uri
      """)
    return try Dictionary(
      rows.map { (try $0.decode("uri", as: String.self), try $0.decode("item", as: Int64.self)) }
    ) { first, _ in first }
  }

  private func newestLabel() async throws -> Int64 {
    let rows = try await pool.query("SELECT coalesce(max(id), 0) AS id FROM feedback")
    return try rows.first?.decode("id", as: Int64.self) ?? 0
  }

  private func labelCount(of marks: [AccountMark], after label: Int64) async throws -> Int {
    let rows = try await pool.query(
      """
      SELECT count(DISTINCT label) AS n FROM account_marks
      WHERE label > \(label) AND uri = ANY(\(marks.map(\.target.uri)))
      """)
    return try rows.first?.decode("n", as: Int.self) ?? 0
  }
}

// The statements of what is found.
extension Database {
  /// Labels of items that have none of that kind which stands.
  private static func labels(
    _ marks: [AccountMark], _ items: [String: Int64], at now: Date
  ) -> SQL {
    """
    INSERT INTO feedback (item, label, origin, given_at)
    SELECT DISTINCT ON (n.item, n.kind) n.item, n.kind, \(markOrigin), n.at
    FROM unnest(\(marks.map { items[$0.target.uri] }), \(marks.map(\.kind.rawValue)), \(marks.map(\.at)))
      AS n (item, kind, at)
    WHERE n.item IS NOT NULL
      AND NOT EXISTS (SELECT FROM labels l WHERE l.item = n.item AND l.label = n.kind)
    ORDER BY n.item, n.kind, n.at
    """
  }

  private static func insertion(
    _ marks: [AccountMark], _ items: [String: Int64], at now: Date
  ) -> SQL {
    """
    INSERT INTO account_marks (account, kind, network, uri, item, document, label, witness, reference, remote, place,
      found_at, seen_at)
    SELECT DISTINCT ON (n.account, n.kind, n.uri) n.account, n.kind, n.network, n.uri, n.item, d.id,
      (SELECT max(l.id) FROM labels l WHERE l.label = n.kind AND (l.item = n.item OR l.document = d.id)),
      n.witness, n.reference, n.remote, n.place, \(now), \(now)
    FROM unnest(\(marks.map(\.account.text)), \(marks.map(\.kind.rawValue)),
      \(marks.map(\.target.network.rawValue)), \(marks.map(\.target.uri)), \(marks.map { items[$0.target.uri] }),
      \(marks.map { items[$0.target.uri] == nil ? $0.document?.key : nil }), \(marks.map(\.witness.rawValue)),
      \(marks.map(\.reference)), \(marks.map(\.remote)), \(marks.map(\.place)))
      AS n (account, kind, network, uri, item, key, witness, reference, remote, place)
    LEFT JOIN documents d ON d.kind = 'like' AND d.key = n.key AND d.replaced_at IS NULL AND d.deleted_at IS NULL
    ON CONFLICT (account, kind, uri) DO UPDATE SET item = excluded.item, document = excluded.document,
      label = excluded.label, witness = excluded.witness, reference = excluded.reference,
      remote = excluded.remote, place = excluded.place, seen_at = excluded.seen_at, gone_at = NULL
    """
  }

  /// What is done needs no proposal.
  private static func viewed(_ marks: [AccountMark]) -> SQL {
    """
    UPDATE posts p SET done = array_append(p.done, n.kind)
    FROM unnest(\(marks.map(\.account.text)), \(marks.map(\.kind.rawValue)), \(marks.map(\.target.uri)))
      AS n (account, kind, uri)
    WHERE (p.account, p.uri) = (n.account, n.uri) AND NOT n.kind = ANY(p.done)
    """
  }
}
