// When each source is asked next and how often it writes, as far as the database knows.

package import Feed
package import FoundationEssentials
package import Store

/// What the database knows of a source's times.
package struct SourceTimes: Sendable, Hashable {
  package var next: Date?
  package var isGone: Bool
  /// Pulls that failed in a row.
  package var failures = 0
  /// The feed's own title.
  package var title: String?
  /// Items a week; nil before the first pull.
  package var weekly: Double?

  package init(
    next: Date? = nil, isGone: Bool, failures: Int = 0, title: String? = nil, weekly: Double? = nil
  ) {
    self.next = next
    self.isGone = isGone
    self.failures = failures
    self.title = title
    self.weekly = weekly
  }

  /// The times of sources by their address.
  package static func load(
    _ sources: [Source], _ database: Database, now: Date
  ) async throws -> [String: SourceTimes] {
    let rhythms = Dictionary(
      uniqueKeysWithValues: try await database.arrivals().map {
        ($0.source, $0.rhythm(asOf: now).weekly)
      })
    var times: [String: SourceTimes] = [:]
    for stored in try await database.stored(sources) where stored.pulledAt != nil {
      times[stored.source.address] = SourceTimes(
        next: stored.nextPullAt, isGone: stored.cause == .gone, failures: stored.failures,
        title: stored.title, weekly: rhythms[stored.id])
    }
    return times
  }
}
