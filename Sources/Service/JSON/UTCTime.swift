// Times to the outside are UTC, to the second, in one shape. Written by hand because a formatter costs a hundred times
// as much for each row.

package import FoundationEssentials

/// The one shape of a time in rows, logs and messages.
package enum UTCTime {
  /// The time as `YYYY-MM-DDTHH:MM:SSZ`, cut to the second; nil outside the years 0 to 9999.
  package static func text(_ date: Date) -> String? {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    guard (-62_167_219_200..<253_402_300_800).contains(seconds) else { return nil }
    let total = Int(seconds)
    let days = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    let rest = total - days * 86_400
    let (year, month, day) = civil(days)
    let clock = "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    return "\(two(year / 100))\(two(year % 100))-\(two(month))-\(two(day))T\(clock)Z"
  }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// Days since 1970 to a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1
    )
  }
}
