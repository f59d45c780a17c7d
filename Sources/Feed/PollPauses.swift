// The hours and days in which a feed asks not to be asked (RSS 2.0, `skipHours` and `skipDays`; both in GMT).

package import FoundationEssentials

/// When a feed asks for silence.
package struct PollPauses: Sendable, Hashable {
  /// Bit 0 is midnight to one o'clock.
  package let hours: UInt32
  /// Bit 0 is Sunday.
  package let days: UInt8

  /// A pass takes a while: what is due so shortly before a pause waits for its end.
  static let margin: TimeInterval = 10 * 60
  private static let allHours: UInt32 = 0xFF_FFFF
  private static let allDays: UInt8 = 0x7F
  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// Nobody means "never": hours that leave none, or days that leave none, say nothing.
  package init(hours: UInt32 = 0, days: UInt8 = 0) {
    let hours = hours & Self.allHours
    let days = days & Self.allDays
    self.hours = hours == Self.allHours ? 0 : hours
    self.days = days == Self.allDays ? 0 : days
  }

  /// Reads both lists as feeds write them.
  ///
  /// RSS 0.91 counted the hours from 1 to 24, RSS 2.0 counts from 0: 24 is midnight. Days may be cut to three letters.
  package init(hours: [String], days: [String]) {
    var hourBits: UInt32 = 0
    for hour in hours.compactMap({ Int($0) }) where (0...24).contains(hour) {
      hourBits |= 1 << UInt32(hour % 24)
    }
    var dayBits: UInt8 = 0
    for day in days.compactMap({
      Self.dayNames.firstIndex(of: $0.lowercased().prefix(3).description)
    }) {
      dayBits |= 1 << UInt8(day)
    }
    self.init(hours: hourBits, days: dayBits)
  }

  /// Whether a feed may be asked at a moment, and for a little while after it.
  package func allow(_ moment: Date) -> Bool {
    guard hours != 0 || days != 0 else { return true }
    return isOpen(moment) && isOpen(moment.addingTimeInterval(Self.margin))
  }

  /// The moment itself, or the end of the pause that it falls into; `random` spreads feeds over half an hour there.
  package func open(from moment: Date, random: Double) -> Date {
    if allow(moment) { return moment }
    let hour = (moment.timeIntervalSince1970 / 3_600).rounded(.down)
    // A week has 168 hours, and one of them is open.
    for next in 1...168 {
      let start = Date(timeIntervalSince1970: (hour + Double(next)) * 3_600)
      if allow(start) { return start.addingTimeInterval(random * 1_800) }
    }
    return moment
  }

  private func isOpen(_ moment: Date) -> Bool {
    let hour = Int((moment.timeIntervalSince1970 / 3_600).rounded(.down))
    let day = Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))
    // 1970 began on a Thursday.
    let weekday = ((day + 4) % 7 + 7) % 7
    return hours & (1 << UInt32((hour % 24 + 24) % 24)) == 0 && days & (1 << UInt8(weekday)) == 0
  }
}
