// Times without a zone: what a phone wrote down is the time that its owner saw. Which zone that was, only they know, so
// the zone is an argument, and days are counted as they were written.

package import FoundationEssentials

/// A clock on somebody's wall.
package struct LocalClock: Sendable {
  /// Seconds east of UTC at an instant.
  private let offset: @Sendable (Date) -> Int

  package init(offset: @escaping @Sendable (Date) -> Int) {
    self.offset = offset
  }

  package static let utc = LocalClock { _ in 0 }

  /// The instant at which this clock shows what a clock in Greenwich shows at `shown`.
  ///
  /// Of an hour that a clock shows twice the second is taken, and one that it skips is read as if it did not.
  func instant(_ shown: Date) -> Date {
    let guess = shown.addingTimeInterval(-Double(offset(shown)))
    return shown.addingTimeInterval(-Double(offset(guess)))
  }
}

/// Days as they are written in keys: `2025-03-05`.
enum DayName {
  /// The day in Greenwich.
  static func of(_ date: Date?) -> String {
    guard let date, abs(date.timeIntervalSince1970) < 1e11 else { return "undated" }
    var calendar = CalendarDate()
    calendar.setDay(sinceEpoch: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(calendar.year)-\(two(calendar.month))-\(two(calendar.day))"
  }
}
