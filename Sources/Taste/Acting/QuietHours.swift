// Hours in which nothing is sent, on the clocks where the person lives. What counts is what the clocks show at a moment,
// so a night with 23 or 25 hours needs no rule of its own.

package import FoundationEssentials

/// From one time of the day to another, over midnight where the second is the earlier one.
package struct QuietHours: Sendable, Hashable, CustomStringConvertible {
  private static let day = 86_400
  /// So often a clock change may fall into one night.
  private static let changesMax = 4

  /// Seconds since midnight: quiet from `start` on, until before `end`.
  package let start: Int
  package let end: Int

  /// Reads `22:00-07:00`; nil for anything else, and where both times are the same.
  package init?(_ text: String) {
    let times = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Self.seconds($0) }
    guard times.count == 2, let start = times[0], let end = times[1], start != end else {
      return nil
    }
    self.start = start
    self.end = end
  }

  package var description: String { "\(Self.clock(start))-\(Self.clock(end))" }

  /// Whether the clocks of a zone show a quiet time.
  package func contains(_ date: Date, in zone: TimeZone) -> Bool {
    let shown = Self.shown(date, in: zone)
    return start < end ? (start..<end).contains(shown) : shown >= start || shown < end
  }

  /// The first moment at or after `date` that is not quiet.
  package func firstOpen(from date: Date, in zone: TimeZone) -> Date {
    var date = date
    for _ in 0..<Self.changesMax {
      guard contains(date, in: zone) else { return date }
      let left = (end - Self.shown(date, in: zone) + Self.day) % Self.day
      // Whole seconds: clocks show no others.
      let next = Self.floor(date).addingTimeInterval(Double(left))
      date = Self.change(after: date, until: next, in: zone) ?? next
    }
    return date
  }

  /// The first moment with another offset than `date` has, up to `end`; nil for none.
  private static func change(after date: Date, until end: Date, in zone: TimeZone) -> Date? {
    let before = zone.secondsFromGMT(for: date)
    guard zone.secondsFromGMT(for: end) != before else { return nil }
    var low = Int(floor(date).timeIntervalSince1970)
    var high = Int(end.timeIntervalSince1970)
    while low + 1 < high {
      let middle = (low + high) / 2
      let isBefore =
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(middle))) == before
      if isBefore { low = middle } else { high = middle }
    }
    return Date(timeIntervalSince1970: Double(high))
  }

  /// Seconds since midnight, as the clocks show them.
  private static func shown(_ date: Date, in zone: TimeZone) -> Int {
    let local = Int(floor(date).timeIntervalSince1970) + zone.secondsFromGMT(for: date)
    return (local % day + day) % day
  }

  private static func floor(_ date: Date) -> Date {
    Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
  }

  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), hour < 24, minute < 60
    else { return nil }
    return Int(hour) * 3_600 + Int(minute) * 60
  }

  private static func clock(_ seconds: Int) -> String {
    [seconds / 3_600, seconds / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }
}
