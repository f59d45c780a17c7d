// What a feed itself says about being asked: in its document (ttl, skipHours, skipDays, sy:updatePeriod) and in the
// headers of its last answer.

package import FoundationEssentials

/// A feed's own wishes, as of its last answer.
package struct PollHints: Sendable, Hashable {
  /// Between two pulls, as the document asks; 0 when it asks for nothing.
  package var interval: TimeInterval
  /// How long the last answer said that it stays fresh.
  package var freshness: TimeInterval
  package var pauses: PollPauses

  /// Wishes beyond a day are mistakes more often than wishes: there are feeds that ask for sixteen years.
  package static let longest: TimeInterval = 86_400

  package init(
    interval: TimeInterval = 0, freshness: TimeInterval = 0, pauses: PollPauses = PollPauses()
  ) {
    self.interval = Self.capped(interval)
    self.freshness = Self.capped(freshness)
    self.pauses = pauses
  }

  /// What a document says; its answer's freshness is known elsewhere.
  package init(document: FeedDocument, freshness: TimeInterval = 0) {
    self.init(
      interval: max(Self.minutes(document.ttl), Self.updateInterval(of: document)),
      freshness: freshness,
      pauses: PollPauses(hours: document.skipHours, days: document.skipDays))
  }

  /// The shortest time to the next pull.
  package var floor: TimeInterval { max(interval, freshness) }

  /// `ttl` is a number of minutes (RSS 2.0).
  private static func minutes(_ ttl: String?) -> TimeInterval {
    (ttl.flatMap { Double($0) } ?? 0) * 60
  }

  /// So many times (1) in a period (a day): RSS 1.0 module "Syndication".
  private static func updateInterval(of document: FeedDocument) -> TimeInterval {
    guard document.updatePeriod != nil || document.updateFrequency != nil else { return 0 }
    let periods: [String: TimeInterval] = [
      "hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000,
      "yearly": 31_536_000,
    ]
    guard let period = periods[document.updatePeriod?.lowercased() ?? "daily"] else { return 0 }
    let times = document.updateFrequency.flatMap { Double($0) } ?? 1
    return times > 0 ? period / times : 0
  }

  private static func capped(_ seconds: TimeInterval) -> TimeInterval {
    seconds > 0 ? min(seconds, longest) : 0
  }
}
