// Times as they are typed: a full time, a day, or, where a past is meant, a length of time before now.

import Foundation
import Service

/// Reads times of the command line.
enum Moment {
  /// A time in ISO 8601 with its zone, or a day (its start in UTC).
  static func parse(_ text: String) throws(UsageError) -> Date {
    if let date = try? Date.ISO8601FormatStyle().parse(text) { return date }
    if let date = try? Date.ISO8601FormatStyle().parse("\(text)T00:00:00Z") { return date }
    throw UsageError("'\(text)' is not a time like 2026-01-31T08:00:00Z or 2026-01-31")
  }

  /// The same, or a length of time before `now` (`24h`, `7d`).
  static func since(_ text: String, now: Date) throws(UsageError) -> Date {
    if let span = TimeSpan.parse(text) {
      return now.addingTimeInterval(-TimeInterval(span.components.seconds))
    }
    do {
      return try parse(text)
    } catch {
      throw UsageError(
        "'\(text)' is neither \(TimeSpan.shape) nor a time like 2026-01-31T08:00:00Z")
    }
  }
}
