// The table `items`: admission is one transaction with the pull that brought them, so a kill between the two cannot
// lose an item or mark a body as read that was not.

package import Feed
package import FoundationEssentials
import Postgres

/// What an admission wrote.
package struct AdmissionCount: Sendable, Hashable {
  package var added = 0
  package var changed = 0

  package init() {}
}

extension Database {
  /// Writes items and the outcome of their pull in one transaction.
  ///
  /// An item that is stored already is written again only when its title or text changed.
  package func admit(
    _ items: [Item], outcome: PullOutcome, backFillBefore: Date?
  ) async throws -> AdmissionCount {
    try await pool.transaction { transaction in
      var count = AdmissionCount()
      if !items.isEmpty {
        count.changed = try await transaction.execute(
          Self.update(items, source: outcome.source))
        count.added = try await transaction.execute(
          Self.insert(items, outcome: outcome, backFillBefore: backFillBefore))
      }
      try await transaction.execute(Self.record(outcome))
      return count
    }
  }

  /// Records a pull that brought nothing to admit.
  package func record(_ outcome: PullOutcome) async throws {
    try await pool.execute(Self.record(outcome))
  }

  private static func update(_ items: [Item], source: Int64) -> SQL {
    """
    UPDATE items i
    SET title = n.title, text = n.text, html = n.html, url = coalesce(n.url, i.url), text_hash = n.text_hash
    FROM unnest(\(items.map(\.externalID)), \(items.map(\.url)), \(items.map(\.title)),
      \(items.map(\.text)), \(items.map(\.html)), \(items.map(\.textHash)))
      AS n (external_id, url, title, text, html, text_hash)
    WHERE i.source = \(source) AND i.external_id = n.external_id AND i.text_hash <> n.text_hash
    """
  }

  private static func insert(
    _ items: [Item], outcome: PullOutcome, backFillBefore: Date?
  ) -> SQL {
    let tags = items.map { $0.tags.joined(separator: "\u{1F}") }
    let old = items.map { item in
      backFillBefore.map { item.published.map { [limit = $0] in $0 < limit } ?? true } ?? false
    }
    return """
      INSERT INTO items (source, external_id, url, title, text, html, author, language, tags, published,
        first_seen, position, text_hash, back_fill)
      SELECT \(outcome.source), external_id, url, title, text, html, author, language,
        coalesce(string_to_array(nullif(tags, ''), E'\\x1f'), '{}'), published, \(outcome.at), position,
        text_hash, back_fill
      FROM unnest(\(items.map(\.externalID)), \(items.map(\.url)), \(items.map(\.title)),
        \(items.map(\.text)), \(items.map(\.html)), \(items.map(\.author)), \(items.map(\.language)),
        \(tags), \(items.map(\.published)), \(items.map(\.position)), \(items.map(\.textHash)), \(old))
        AS n (external_id, url, title, text, html, author, language, tags, published, position, text_hash,
          back_fill)
      ON CONFLICT (source, external_id) DO NOTHING
      """
  }

  private static func record(_ outcome: PullOutcome) -> SQL {
    let move = outcome.move
    if let failure = outcome.failure {
      return """
        UPDATE sources SET pulled_at = \(outcome.at), next_pull_at = \(outcome.nextPullAt),
          failures = failures + \(outcome.counts ? 1 : 0), error = \(failure.message),
          cause = \(failure.cause.rawValue), body_hash = coalesce(\(outcome.bodyHash), body_hash),
          moved_to = \(move?.target), moved_since = \(move?.since), moved_seen = \(move?.seen ?? 0),
        moved_same = \(move?.isSame ?? false),
          adopted = \(outcome.adopted)
        WHERE id = \(outcome.source)
        """
    }
    return """
      UPDATE sources SET pulled_at = \(outcome.at), next_pull_at = \(outcome.nextPullAt), failures = 0,
        error = NULL, cause = NULL, title = coalesce(\(outcome.title), title), etag = \(outcome.etag),
        last_modified = \(outcome.lastModified), validated_by = \(outcome.validatedBy),
        whole_at = coalesce(\(outcome.wholeAt), whole_at),
        body_hash = coalesce(\(outcome.bodyHash), body_hash), moved_to = \(move?.target),
        moved_since = \(move?.since), moved_seen = \(move?.seen ?? 0),
        moved_same = \(move?.isSame ?? false), adopted = \(outcome.adopted)
      WHERE id = \(outcome.source)
      """
  }
}

extension Item {
  /// What changes when the item says something else.
  var textHash: [UInt8] { Fingerprint(of: [title, text]).bytes }
}
