// When a source is asked again: a pure function of how the last pull ended. Errors back off and never stop a source.

import Feed
import Formats
package import FoundationEssentials

/// Plans the next pull of a web source.
package enum PullPlan {
  /// Between two pulls that went well.
  static let interval: TimeInterval = 30 * 60
  /// The longest silence after errors: below a day, so that a source that is away at night is found again.
  static let longest: TimeInterval = 12 * 3_600

  /// The time of the next pull.
  ///
  /// - Parameters:
  ///   - failures: pulls that failed in a row, this one included; 0 after a good one.
  ///   - retryAfter: seconds that the server asked for, capped at a month.
  package static func next(now: Date, failures: Int, retryAfter: TimeInterval?) -> Date {
    let backedOff = min(interval * pow(2, min(failures, 10)), longest)
    let asked = min(retryAfter ?? 0, PullFailure.longestWait)
    return now.addingTimeInterval(max(failures == 0 ? interval : backedOff, asked))
  }

  /// Whether a web source's time has come.
  ///
  /// A pull that lies in the future was made by a clock that has been put right since: what it planned is void.
  package static func isDue(nextPullAt: Date?, pulledAt: Date?, now: Date) -> Bool {
    guard let nextPullAt, let pulledAt, pulledAt <= now else { return true }
    return nextPullAt <= now
  }

  /// Reads `Retry-After`, which is a number of seconds or an HTTP date (RFC 9110 §10.2.3).
  package static func retryAfter(_ value: String?, now: Date) -> TimeInterval? {
    guard let value else { return nil }
    if let seconds = TimeInterval(value) { return seconds >= 0 ? seconds : nil }
    return FeedDate.parse(value).map { max(0, $0.timeIntervalSince(now)) }
  }

  private static func pow(_ base: Int, _ exponent: Int) -> TimeInterval {
    TimeInterval(1 << exponent)
  }
}
