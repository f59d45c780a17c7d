// The table `posts`: which items are posts of a network, and what a call about them needs. The pull of a timeline writes
// it beside the items.

package import Feed
package import FoundationEssentials
import Postgres

/// An item that is a post.
package struct PostRow: Sendable, Hashable {
  package let item: Int64
  /// Through whose timeline it came.
  package let account: AccountName
  package let target: PostTarget
  /// What a call needs beside the target's name.
  package var reference = ""
  /// Names its content: another one is another post to whoever approved it.
  package var version = ""
  package var author: String?
  package var isOwn = false
  package var isFromBot = false
  package var isPublic = true
  package var isSensitive = false
  /// What the person did with it by themselves.
  package var done: Set<ActionKind> = []
  package var declinesPrograms = false
  /// The same for all posts of a conversation; nil where nobody knows.
  package var thread: String?
  /// Who brought it, what it answers and quotes, what it shows.
  package var context: PostContext

  package init(item: Int64, account: AccountName, target: PostTarget) {
    self.item = item
    self.account = account
    self.target = target
    context = PostContext(target.network)
  }

  /// Takes over what it is now.
  package mutating func take(_ sight: PostSight) {
    (reference, version) = (sight.reference, sight.version)
    (isFromBot, declinesPrograms) = (sight.isFromBot, sight.declinesPrograms)
    (isPublic, isSensitive) = (sight.isPublic, sight.isSensitive)
    done = Set(sight.done.keys)
  }
}

extension Database {
  /// Writes posts as they are now; an approval of what one was before is an approval no more.
  package func write(_ posts: [PostRow], at now: Date) async throws {
    guard !posts.isEmpty else { return }
    try await pool.transaction { transaction in
      try await transaction.execute(Self.insertion(posts, at: now))
      try await transaction.execute(Self.joining(posts.map(\.item)))
      try await Self.addBoosts(posts, transaction)
      try await Self.withdrawEdited(.among(posts.map(\.item)), transaction, at: now)
    }
  }

  /// An answer to a post that is known belongs to the conversation of that.
  private static func joining(_ items: [Int64]) -> SQL {
    """
    UPDATE posts p SET thread = q.thread FROM posts q
    WHERE p.item = ANY(\(items)) AND q.account = p.account AND q.reference = p.thread AND q.reference <> ''
      AND q.item <> p.item AND q.thread <> p.thread
    """
  }

  /// The items of a source by their names there.
  package func itemNumbers(
    of externalIDs: [String], from source: Int64
  ) async throws -> [String: Int64] {
    let rows = try await pool.query(
      "SELECT id, external_id FROM items WHERE source = \(source) AND external_id = ANY(\(externalIDs))"
    )
    return try Dictionary(
      rows.map {
        (try $0.decode("external_id", as: String.self), try $0.decode("id", as: Int64.self))
      }
    ) { first, _ in first }
  }

  /// Keeps the place that the next pull of a timeline goes on from.
  package func advance(_ source: Int64, to cursor: String?) async throws {
    try await pool.execute(
      "UPDATE sources SET cursor = coalesce(\(cursor), cursor) WHERE id = \(source)")
  }

  private static func insertion(_ posts: [PostRow], at now: Date) -> SQL {
    """
    INSERT INTO posts (item, account, network, uri, reference, version, author, is_own, is_bot, is_public,
      is_sensitive, done, seen_at, declines_programs, thread, context)
    SELECT n.item, n.account, n.network, n.uri, n.reference, n.version, n.author, n.is_own, n.is_bot,
      n.is_public, n.is_sensitive, coalesce(string_to_array(nullif(n.done, ''), ' '), '{}'), \(now),
      n.declines, n.thread, n.context::jsonb
    FROM unnest(\(posts.map(\.item)), \(posts.map(\.account.text)), \(posts.map(\.target.network.rawValue)),
      \(posts.map(\.target.uri)), \(posts.map(\.reference)), \(posts.map(\.version)), \(posts.map(\.author)),
      \(posts.map(\.isOwn)), \(posts.map(\.isFromBot)), \(posts.map(\.isPublic)), \(posts.map(\.isSensitive)),
      \(posts.map { $0.done.map(\.rawValue).sorted().joined(separator: " ") }),
      \(posts.map(\.declinesPrograms)), \(posts.map(\.thread)), \(posts.map(\.context.storedText)))
      AS n (item, account, network, uri, reference, version, author, is_own, is_bot, is_public, is_sensitive, done,
        declines, thread, context)
    ON CONFLICT (item) DO UPDATE SET reference = excluded.reference, version = excluded.version,
      author = excluded.author, is_own = excluded.is_own, is_bot = excluded.is_bot,
      is_public = excluded.is_public, is_sensitive = excluded.is_sensitive, done = excluded.done,
      seen_at = excluded.seen_at, declines_programs = excluded.declines_programs, thread = excluded.thread,
      context = excluded.context
    """
  }

  /// Whose approvals are looked at.
  enum EditedScope {
    case among([Int64])
    case of(AccountName)
  }

  /// Back to proposed with what was approved as other content; a proposal takes over what the post is now.
  static func withdrawEdited(
    _ scope: EditedScope, _ transaction: Transaction, at now: Date
  ) async throws {
    let isMeant: SQL =
      switch scope {
      case .among(let items): "p.item = ANY(\(items))"
      case .of(let account): "a.account = \(account.text)"
      }
    try await transaction.execute(
      """
      WITH withdrawn AS (
        UPDATE actions a SET version = p.version, reference = p.reference,
          state = 'proposed', approved_by = NULL,
          note = CASE a.state WHEN 'approved' THEN 'the post was changed after it was approved' ELSE a.note END
        FROM posts p
        WHERE a.item = p.item AND a.uri = p.uri AND \(isMeant) AND a.state IN ('proposed', 'approved')
          AND a.version <> p.version
        RETURNING a.id, a.account, a.decided_at, a.note)
      INSERT INTO audit (at, who, what, account, action, detail)
      SELECT \(now), 'gleaner', 'asked again', account, id, note FROM withdrawn
      """)
  }
}
