// Times as they are typed where a past is meant: a full time, a day, or a length of time before now.

import Foundation
import Service

/// Reads times of the command line.
enum Moment {
  /// A time, the start of a day in UTC, or a length of time before `now` (`24h`, `7d`).
  static func since(_ text: String, now: Date) throws(UsageError) -> Date {
    if let span = TimeSpan.parse(text) {
      return now.addingTimeInterval(-TimeInterval(span.components.seconds))
    }
    if let date = UTCTime.parse(text) { return date }
    throw UsageError(
      "'\(text)' is neither \(TimeSpan.shape) nor a time like 2026-01-31T08:00:00Z")
  }
}
