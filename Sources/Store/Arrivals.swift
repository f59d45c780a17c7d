// When the items of sources came, for all sources in one query: what the times of their next pulls are made of.

package import Feed
package import FoundationEssentials
import Postgres

/// What is known of a source's past.
package struct SourceArrivals: Sendable, Hashable {
  package let source: Int64
  package let hints: PollHints
  /// When its newest items came, the newest first.
  package let arrivals: [Date]
  /// Its oldest item among the newest; nil while it has none.
  package let since: Date?

  /// What they say of the next ones.
  package func rhythm(asOf now: Date) -> PollRhythm {
    PollRhythm(arrivals: arrivals, since: since, asOf: now)
  }
}

extension Database {
  /// The arrivals of the active sources, or of some of them; with a time, of those that were pulled well then and have a next pull.
  ///
  /// An item came when it was published, or when it was seen where that is earlier or all that is known. Of an archive
  /// that came at once only what was published before that day counts.
  package func arrivals(
    of sources: [Int64]? = nil, pulledAt: Date? = nil
  ) async throws -> [SourceArrivals] {
    let rows = try await pool.query(
      """
      SELECT s.id, s.hint_interval, s.hint_freshness, s.skip_hours, s.skip_days, a.times, a.since
      FROM sources s CROSS JOIN LATERAL (
        SELECT array_agg(extract(epoch FROM least(published, first_seen))::bigint ORDER BY first_seen DESC)
          FILTER (WHERE NOT back_fill OR published < first_seen - interval '1 day') AS times,
          min(least(published, first_seen)) AS since
        FROM (
          SELECT published, first_seen, back_fill FROM items WHERE source = s.id
          ORDER BY first_seen DESC, published DESC NULLS LAST LIMIT \(PollReplay.memory)) newest) a
      WHERE active AND \(sources.map { "s.id = ANY(\($0))" as SQL } ?? "true") AND (\(pulledAt) IS NULL
        OR pulled_at = \(pulledAt) AND error IS NULL AND next_pull_at IS NOT NULL)
      """)
    return try rows.map { row in
      let times = try row.decode("times", as: [Int64]?.self) ?? []
      return SourceArrivals(
        source: try row.decode("id", as: Int64.self), hints: try Self.hints(row),
        arrivals: times.map { Date(timeIntervalSince1970: TimeInterval($0)) },
        since: try row.decode("since", as: Date?.self))
    }
  }

  /// Writes when sources are asked next.
  package func plan(_ times: [Int64: Date]) async throws {
    guard !times.isEmpty else { return }
    let (ids, dates) = (Array(times.keys), Array(times.values))
    try await pool.execute(
      """
      UPDATE sources s SET next_pull_at = t.next
      FROM unnest(\(ids), \(dates)) AS t (id, next) WHERE s.id = t.id
      """)
  }

  static func hints(_ row: Row) throws -> PollHints {
    PollHints(
      interval: TimeInterval(try row.decode("hint_interval", as: Int.self)),
      freshness: TimeInterval(try row.decode("hint_freshness", as: Int.self)),
      pauses: PollPauses(
        hours: UInt32(truncatingIfNeeded: try row.decode("skip_hours", as: Int.self)),
        days: UInt8(truncatingIfNeeded: try row.decode("skip_days", as: Int.self))))
  }

  /// The columns of hints, as they are set.
  static func wishes(_ hints: PollHints) -> SQL {
    """
    hint_interval = \(Int(hints.interval.rounded(.up))),
    hint_freshness = \(Int(hints.freshness.rounded(.up))),
    skip_hours = \(Int(hints.pauses.hours)), skip_days = \(Int(hints.pauses.days))
    """
  }
}
