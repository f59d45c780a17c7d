// Dates as a reader says them, in the reader's time zone.

package import Foundation

/// Writes dates.
package enum DigestDates {
  /// `Saturday, 21 November 2026`.
  package static func day(_ date: Date, in zone: TimeZone) -> String {
    format(date, "EEEE, d MMMM y", zone)
  }

  /// `21 Nov, 07:00`.
  package static func moment(_ date: Date, in zone: TimeZone) -> String {
    format(date, "d MMM, HH:mm", zone)
  }

  /// `2026-11-21-0700`: sorts by time, and names a file.
  static func stamp(_ date: Date, in zone: TimeZone) -> String {
    format(date, "yyyy-MM-dd-HHmm", zone)
  }

  /// `Sat, 21 Nov 2026 06:00:00 +0000` (RFC 5322, section 3.3).
  static func mail(_ date: Date) -> String {
    format(date, "EEE, dd MMM y HH:mm:ss '+0000'", .gmt, locale: "en_US_POSIX")
  }

  private static func format(
    _ date: Date, _ pattern: String, _ zone: TimeZone, locale: String = "en_GB_POSIX"
  ) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: locale)
    formatter.timeZone = zone
    formatter.dateFormat = pattern
    return formatter.string(from: date)
  }
}
