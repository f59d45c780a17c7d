// How sources fare: what their last pulls found, and what became of their newest items.

package import Feed
package import FoundationEssentials
import Postgres

/// A source as its pulls and its newest items show it.
package struct SourceHealth: Sendable, Hashable {
  package let id: Int64
  package let title: String?
  package let pulledAt: Date?
  package let nextPullAt: Date?
  /// In a row.
  package let failures: Int
  package let error: String?
  package let cause: PullCause?
  /// Where it is asked since it moved for good.
  package let adopted: String?
  /// Of its newest items, and what became of them; the rest is not decided yet.
  package let came: Int
  package let kept: Int
  package let skipped: Int
  package let waiting: Int
  /// What another source had told before.
  package let duplicates: Int

  package init(
    id: Int64, title: String? = nil, pulledAt: Date? = nil, nextPullAt: Date? = nil,
    failures: Int = 0, error: String? = nil, cause: PullCause? = nil, adopted: String? = nil,
    came: Int = 0, kept: Int = 0, skipped: Int = 0, waiting: Int = 0, duplicates: Int = 0
  ) {
    self.id = id
    self.title = title
    self.pulledAt = pulledAt
    self.nextPullAt = nextPullAt
    self.failures = failures
    self.error = error
    self.cause = cause
    self.adopted = adopted
    (self.came, self.kept, self.skipped) = (came, kept, skipped)
    (self.waiting, self.duplicates) = (waiting, duplicates)
  }
}

extension Database {
  /// How sources fare, by their addresses; their `newest` items are counted.
  ///
  /// What no run has seen in a list yet is left out.
  package func health(
    ofSources addresses: [String], newest: Int
  ) async throws -> [String: SourceHealth] {
    let rows = try await pool.query(
      """
      SELECT s.id, s.address, s.title, s.pulled_at, s.next_pull_at, s.failures, s.error, s.cause, s.adopted, n.*
      FROM sources s CROSS JOIN LATERAL (
        SELECT count(*) AS came, count(*) FILTER (WHERE d.verdict = 'keep') AS kept,
          count(*) FILTER (WHERE d.verdict = 'skip') AS skipped,
          count(*) FILTER (WHERE d.verdict = 'review') AS waiting,
          count(*) FILTER (WHERE i.duplicate_of IS NOT NULL) AS duplicates
        FROM (
          SELECT id, duplicate_of FROM items WHERE source = s.id ORDER BY id DESC LIMIT \(newest)) i
        LEFT JOIN LATERAL (
          SELECT verdict FROM decisions WHERE item = i.id ORDER BY id DESC LIMIT 1) d
          ON i.duplicate_of IS NULL) n
      WHERE s.address = ANY(\(addresses))
      """)
    var health: [String: SourceHealth] = [:]
    for row in rows {
      health[try row.decode("address", as: String.self)] = try Self.health(row)
    }
    return health
  }

  private static func health(_ row: Row) throws -> SourceHealth {
    SourceHealth(
      id: try row.decode("id", as: Int64.self), title: try row.decode("title", as: String?.self),
      pulledAt: try row.decode("pulled_at", as: Date?.self),
      nextPullAt: try row.decode("next_pull_at", as: Date?.self),
      failures: try row.decode("failures", as: Int.self),
      error: try row.decode("error", as: String?.self),
      cause: try row.decode("cause", as: String?.self).flatMap(PullCause.init),
      adopted: try row.decode("adopted", as: String?.self),
      came: try row.decode("came", as: Int.self), kept: try row.decode("kept", as: Int.self),
      skipped: try row.decode("skipped", as: Int.self),
      waiting: try row.decode("waiting", as: Int.self),
      duplicates: try row.decode("duplicates", as: Int.self))
  }

  /// The addresses of sources whose last pull failed.
  package func failingSources(limit: Int) async throws -> Set<String> {
    let rows = try await pool.query(
      "SELECT address FROM sources WHERE active AND error IS NOT NULL LIMIT \(limit)")
    return Set(try rows.map { try $0.decode("address", as: String.self) })
  }

  /// The titles that feeds gave themselves, by address.
  package func sourceTitles(limit: Int) async throws -> [String: String] {
    let rows = try await pool.query(
      "SELECT address, title FROM sources WHERE title IS NOT NULL LIMIT \(limit)")
    var titles: [String: String] = [:]
    for row in rows {
      titles[try row.decode("address", as: String.self)] = try row.decode("title", as: String.self)
    }
    return titles
  }

  /// The newest items of a source, duplicates too.
  package func items(ofSource source: Int64, limit: Int) async throws -> [DecidedItem] {
    try await listed(
      """
      WHERE i.id = ANY(ARRAY(
        SELECT id FROM items WHERE source = \(source) ORDER BY id DESC LIMIT \(limit)))
      ORDER BY i.id DESC
      """)
  }
}
