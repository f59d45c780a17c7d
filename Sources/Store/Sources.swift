// The table `sources`: kept in step with the files in `feeds/`, and with what each pull found.

package import Feed
package import FoundationEssentials
import Postgres

extension Database {
  /// Makes the table agree with `sources`; rows of sources that are no longer listed stay, inactive.
  ///
  /// Writes nothing when nothing changed.
  package func sync(_ sources: [Source]) async throws {
    let kinds = sources.map(\.kind.rawValue)
    let addresses = sources.map(\.address)
    let names = sources.map(\.name)
    let tags = sources.map { $0.tags.joined(separator: "\u{1F}") }
    try await pool.execute(
      """
      WITH listed AS (
        SELECT kind, address, name, coalesce(string_to_array(nullif(tags, ''), E'\\x1f'), '{}') AS tags
        FROM unnest(\(kinds), \(addresses), \(names), \(tags)) WITH ORDINALITY
          AS t (kind, address, name, tags, place)
        ORDER BY place
      ), retired AS (
        UPDATE sources s SET active = false
        WHERE active AND NOT EXISTS (
          SELECT FROM listed l WHERE (l.kind, l.address) = (s.kind, s.address))
      )
      INSERT INTO sources AS s (kind, address, name, tags)
      SELECT kind, address, name, tags FROM listed
      ON CONFLICT (kind, address) DO UPDATE
      SET name = excluded.name, tags = excluded.tags, active = true,
        -- A source that was gone is tried once more after its entry was edited, or removed and added again.
        error = CASE WHEN s.cause = 'gone' THEN NULL ELSE s.error END,
        cause = nullif(s.cause, 'gone')
      WHERE (s.name, s.tags, s.active) IS DISTINCT FROM (excluded.name, excluded.tags, true)
      """)
  }

  /// The rows of `sources`, in their order.
  package func stored(_ sources: [Source]) async throws -> [StoredSource] {
    let rows = try await pool.query(
      """
      SELECT id, kind, address, etag, last_modified, body_hash, failures, pulled_at, error,
        next_pull_at, title, cause, whole_at, validated_by, moved_to, moved_since, moved_seen, moved_same,
        adopted, identity, hint_interval, hint_freshness, skip_hours, skip_days, cursor
      FROM sources WHERE active AND address = ANY(\(sources.map(\.address)))
      """)
    var found: [String: Row] = [:]
    for row in rows {
      let kind = try row.decode("kind", as: String.self)
      found["\(kind) \(try row.decode("address", as: String.self))"] = row
    }
    return try sources.compactMap { source in
      try found["\(source.kind.rawValue) \(source.address)"].map { try Self.source(source, $0) }
    }
  }

  /// Puts sources off that were due: their domain asks for patience.
  package func postpone(_ sources: [Int64], until moment: Date) async throws {
    try await pool.execute(
      """
      UPDATE sources SET next_pull_at = \(moment)
      WHERE id = ANY(\(sources)) AND next_pull_at IS DISTINCT FROM \(moment)
      """)
  }

  /// Whether a source has brought one of these items before a time: whether a document is still the same feed.
  package func knowsAny(
    of externalIDs: [String], from source: Int64, before moment: Date
  ) async throws -> Bool {
    let rows = try await pool.query(
      """
      SELECT FROM items
      WHERE source = \(source) AND external_id = ANY(\(externalIDs)) AND first_seen < \(moment) LIMIT 1
      """)
    return !rows.isEmpty
  }

  /// When the next source of the web is due; nil when none has a time.
  package func nextPull() async throws -> Date? {
    let rows = try await pool.query(
      "SELECT min(next_pull_at) AS next FROM sources WHERE active")
    return try rows.first?.decode("next", as: Date?.self) ?? nil
  }

  private static func source(_ source: Source, _ row: Row) throws -> StoredSource {
    var stored = StoredSource(id: try row.decode("id", as: Int64.self), source: source)
    stored.etag = try row.decode("etag", as: String?.self)
    stored.lastModified = try row.decode("last_modified", as: String?.self)
    stored.bodyHash = try row.decode("body_hash", as: [UInt8]?.self)
    stored.failures = try row.decode("failures", as: Int.self)
    stored.pulledAt = try row.decode("pulled_at", as: Date?.self)
    stored.error = try row.decode("error", as: String?.self)
    stored.nextPullAt = try row.decode("next_pull_at", as: Date?.self)
    stored.title = try row.decode("title", as: String?.self)
    stored.cause = try row.decode("cause", as: String?.self).flatMap(PullCause.init)
    stored.wholeAt = try row.decode("whole_at", as: Date?.self)
    stored.validatedBy = try row.decode("validated_by", as: String?.self)
    stored.adopted = try row.decode("adopted", as: String?.self)
    stored.hints = try hints(row)
    stored.cursor = try row.decode("cursor", as: String?.self)
    if let target = try row.decode("moved_to", as: String?.self),
      let since = try row.decode("moved_since", as: Date?.self)
    {
      stored.move = Move(
        target: target, since: since, seen: try row.decode("moved_seen", as: Int.self),
        isSame: try row.decode("moved_same", as: Bool.self))
    }
    stored.identity = IdentityPolicy(rawValue: try row.decode("identity", as: Int.self)) ?? .id
    return stored
  }
}
