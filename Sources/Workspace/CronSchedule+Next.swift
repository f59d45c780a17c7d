// When a schedule is due next, on the clocks of one time zone. Days are counted, not searched by a calendar: cron's
// rules are about numbers, and the zone is asked only where a number has to become a moment.

package import Foundation

extension CronSchedule {
  /// Beyond this many days nothing is due: the longest wait there is, for a 29 February on one weekday, is 40 years.
  private static let horizon = 41 * 366

  /// The first due moment after `date`; nil for a day that never comes, such as 30 February.
  ///
  /// A time that the clocks skip is due at the first moment after the gap; a time that they show twice is due at its
  /// first showing only.
  package func next(after date: Date, in zone: TimeZone) -> Date? {
    let clock = ZoneClock(zone)
    let after = Int(date.timeIntervalSince1970.rounded(.down))
    // The day before counts too: a zone may skip a whole day.
    let first = (after + clock.offset(at: after)).floored(by: 86_400) - 1
    let times = hours.sorted().flatMap { hour in
      minutes.sorted().map { hour * 3_600 + $0 * 60 }
    }
    for day in first...(first + Self.horizon) where matches(day: day) {
      let moment = { clock.moment(showing: day * 86_400 + times[$0]) }
      // Later times are never earlier moments, so halving finds the first one.
      var (low, high) = (0, times.count)
      while low < high {
        let middle = (low + high) / 2
        if moment(middle) > after { high = middle } else { low = middle + 1 }
      }
      if low < times.count { return Date(timeIntervalSince1970: TimeInterval(moment(low))) }
    }
    return nil
  }

  /// Whether a day, counted from 1970, is one of the schedule's.
  func matches(day: Int) -> Bool {
    let (month, dayOfMonth) = Self.civil(day)
    guard months.contains(month) else { return false }
    let isDay = daysOfMonth.contains(dayOfMonth)
    // 1 January 1970 was a Thursday.
    let isWeekday = daysOfWeek.contains((day + 4) - (day + 4).floored(by: 7) * 7)
    return eitherDay ? isDay || isWeekday : isDay && isWeekday
  }

  /// Month and day of the Gregorian calendar, after Howard Hinnant's "chrono-compatible low-level date algorithms".
  private static func civil(_ days: Int) -> (month: Int, day: Int) {
    let shifted = days + 719_468
    let dayOfEra = shifted - shifted.floored(by: 146_097) * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    return (march < 10 ? march + 3 : march - 9, dayOfYear - (153 * march + 2) / 5 + 1)
  }
}

/// Moments, in seconds since 1970, and what clocks show at them, in the same seconds as if it were UTC.
private struct ZoneClock {
  private let zone: TimeZone

  init(_ zone: TimeZone) { self.zone = zone }

  func offset(at moment: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(moment)))
  }

  /// The first moment at which the clocks show a time; where they skip it, the first moment after.
  func moment(showing time: Int) -> Int {
    // No offset is more than a day from the ones around it.
    let offsets = Set([time - 86_400, time, time + 86_400].map(offset))
    let shown = offsets.map { time - $0 }.filter { $0 + offset(at: $0) == time }
    if let first = shown.min() { return first }
    let candidates = offsets.map { time - $0 }
    return endOfGap(from: candidates.min() ?? time, to: candidates.max() ?? time)
  }

  /// Where the offset changes between two moments.
  private func endOfGap(from start: Int, to end: Int) -> Int {
    let before = offset(at: start)
    var (low, high) = (start, end)
    while low + 1 < high {
      let middle = (low + high) / 2
      if offset(at: middle) == before { low = middle } else { high = middle }
    }
    return high
  }
}

extension Int {
  /// The quotient, rounded down for negative numbers too.
  fileprivate func floored(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
