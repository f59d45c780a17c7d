// The civil calendar without a library: feeds need nothing of time zones' history or of locales, and a million
// dates a minute must not cost an allocation each.

import FoundationEssentials

/// A point on the calendar as it was written; fields are as given until `date` checks them.
struct CalendarDate: Equatable {
  var year = 1970
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0
  /// Seconds east of UTC.
  var offset = 0

  /// The instant, or nil when a field is out of range.
  ///
  /// `24:00` is the next midnight; a leap second is the second after `:59`. Years before 1000 mean "no date".
  var date: Date? {
    guard (1000...9999).contains(year), (1...12).contains(month),
      (1...Self.days(in: month, of: year)).contains(day),
      (0...24).contains(hour), (0...59).contains(minute), (0...61).contains(second),
      hour < 24 || (minute == 0 && second == 0), abs(offset) <= 18 * 3600
    else { return nil }
    let days = Self.daysSince1970(year, month, day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Date(timeIntervalSince1970: Double(seconds) + Double(nanosecond) / 1e9)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible date algorithms").
  static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  /// Sets month and day from a count of days since 1970.
  mutating func setDay(sinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// 0 for Sunday … 6 for Saturday.
  var weekday: Int {
    let days = Self.daysSince1970(year, month, day)
    return ((days + 4) % 7 + 7) % 7
  }

  /// A year of two digits as POSIX reads it: 69 … 99 are of the last century.
  static func fullYear(_ short: Int) -> Int { short < 69 ? 2000 + short : 1900 + short }
}
