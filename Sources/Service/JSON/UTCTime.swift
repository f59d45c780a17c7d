// Times to the outside are UTC, to the second, in one shape. Written by hand because a formatter costs a hundred times
// as much for each row.

package import FoundationEssentials

/// The one shape of a time in rows, logs and messages.
package enum UTCTime {
  /// The time as `YYYY-MM-DDTHH:MM:SSZ`, cut to the second; nil outside the years 0 to 9999.
  package static func text(_ date: Date) -> String? {
    var bytes: [UInt8] = []
    return append(date, to: &bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Appends the same; false, and nothing appended, where there is no such text.
  static func append(_ date: Date, to bytes: inout [UInt8]) -> Bool {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    guard (-62_167_219_200..<253_402_300_800).contains(seconds) else { return false }
    let total = Int(seconds)
    let days = total >= 0 ? total / 86_400 : (total - 86_399) / 86_400
    let rest = total - days * 86_400
    let (year, month, day) = civil(days)
    let parts = [
      (year / 100, ""), (year % 100, "-"), (month, "-"), (day, "T"), (rest / 3_600, ":"),
      (rest / 60 % 60, ":"), (rest % 60, "Z"),
    ]
    for (number, mark) in parts {
      bytes.append(0x30 + UInt8(number / 10))
      bytes.append(0x30 + UInt8(number % 10))
      bytes += mark.utf8
    }
    return true
  }

  /// A time as RFC 3339 writes it (`2026-02-01T07:00:00Z`, `…+01:00`), or a date, which is its first second.
  package static func parse(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7], 1...12),
      let day = number(bytes[8..<10], 1...31), let days = days(year, month, day)
    else { return nil }
    let midnight = Double(days) * 86_400
    if bytes.count == 10 { return Date(timeIntervalSince1970: midnight) }
    guard bytes.count >= 20, [0x54, 0x74, 0x20].contains(bytes[10]), bytes[13] == 0x3A,
      bytes[16] == 0x3A, let hour = number(bytes[11..<13], 0...23),
      let minute = number(bytes[14..<16], 0...59), let second = number(bytes[17..<19], 0...60),
      let (fraction, zone) = fraction(bytes[19...]), let offset = offset(zone)
    else { return nil }
    let clock = Double(hour * 3_600 + minute * 60 + second)
    return Date(timeIntervalSince1970: midnight + clock + fraction - Double(offset))
  }

  private static func fraction(_ bytes: ArraySlice<UInt8>) -> (Double, ArraySlice<UInt8>)? {
    guard bytes.first == 0x2E else { return (0, bytes) }
    let digits = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, let value = Double("0." + String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    return (value, bytes.dropFirst(1 + digits.count))
  }

  /// Seconds east of Greenwich.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    if bytes == [0x5A] || bytes == [0x7A] { return 0 }
    guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
      let hours = number(bytes[1..<3], 0...23), let minutes = number(bytes[4..<6], 0...59)
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (bytes[0] == 0x2D ? -1 : 1)
  }

  private static func number(
    _ digits: ArraySlice<UInt8>, _ range: ClosedRange<Int> = 0...9_999
  ) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return range.contains(value) ? value : nil
  }

  /// Days since 1970; nil for a day that its month does not have.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return civil(days) == (year, month, day) ? days : nil
  }

  /// Days since 1970 to a date of the Gregorian calendar.
  ///
  /// After Howard Hinnant, "chrono-compatible low-level date algorithms".
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
