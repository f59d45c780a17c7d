// Dates as a reader says them, in the reader's time zone.

import Foundation

enum DigestDates {
  /// `Saturday, 21 November 2026`.
  static func day(_ date: Date, in zone: TimeZone) -> String {
    format(date, "EEEE, d MMMM y", zone)
  }

  /// `21 Nov, 07:00`.
  static func moment(_ date: Date, in zone: TimeZone) -> String {
    format(date, "d MMM, HH:mm", zone)
  }

  /// `2026-11-21-0700`: sorts by time, and names a file.
  static func stamp(_ date: Date, in zone: TimeZone) -> String {
    format(date, "yyyy-MM-dd-HHmm", zone)
  }

  private static func format(_ date: Date, _ pattern: String, _ zone: TimeZone) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB_POSIX")
    formatter.timeZone = zone
    formatter.dateFormat = pattern
    return formatter.string(from: date)
  }
}
