// When each source is asked next and how often it writes, as far as the database knows.

package import Feed
package import FoundationEssentials
import Service
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
    let known = try await database.stored(sources).filter { $0.pulledAt != nil }
    let rhythms = Dictionary(
      uniqueKeysWithValues: try await database.arrivals(of: known.map(\.id)).map {
        ($0.source, $0.rhythm(asOf: now).weekly)
      })
    var times: [String: SourceTimes] = [:]
    for stored in known {
      times[stored.source.address] = SourceTimes(
        next: stored.nextPullAt, isGone: stored.cause == .gone, failures: stored.failures,
        title: stored.title, weekly: rhythms[stored.id])
    }
    return times
  }

  /// `next in 3 hours, 12 items a week`; of a source that fails it is no news that it is quiet.
  package func words(now: Date) -> String {
    let asked = isGone ? "not asked any more" : next.map { "next \(Ago.ahead($0, now: now))" }
    let failed =
      failures == 0 || isGone ? nil : failures == 1 ? "failed" : "failed \(failures) times in a row"
    return [failed, asked, failures == 0 ? pace : nil].compactMap(\.self).joined(separator: ", ")
  }

  private var pace: String? {
    weekly.map { weekly in
      weekly < 0.75
        ? "less than an item a week" : "\(Count.of(Int(weekly.rounded()), "item")) a week"
    }
  }
}
