// Which of three numbers is the day: a phone writes 03/04/25 in one country and means March, in another April. One file
// is written by one phone, so all its dates have one order; the order in which they make sense and do not run backwards
// is taken.

import FoundationEssentials

/// The order of day, month and year in one file.
struct WhatsAppDates {
  private enum Order: CaseIterable { case dayFirst, monthFirst, yearFirst }

  private var order = Order.dayFirst
  /// What to tell the person where the dates leave it open.
  private(set) var doubt: String?

  /// Finds the order of all dates of a file.
  init(_ days: [WhatsAppLine.Day], prefersMonthFirst: Bool) {
    let all = days.map(\.numbers)
    if all.first?.first ?? 0 > 31 {
      order = .yearFirst
      return
    }
    let preferred: [Order] =
      prefersMonthFirst
      ? [.monthFirst, .dayFirst, .yearFirst] : [.dayFirst, .monthFirst, .yearFirst]
    let verdicts = preferred.map { ($0, Verdict(all, $0)) }
    guard let best = verdicts.min(by: { $0.1 < $1.1 }) else { return }
    order = best.0
    let rival = verdicts.first { $0.0 != order && $0.0 != .yearFirst }
    if let rival, !(best.1 < rival.1) {
      let names = prefersMonthFirst ? "month/day" : "day/month"
      doubt = "its dates could be day/month or month/day, and were read as \(names)"
    }
  }

  /// How well an order fits: dates that are none, steps backwards, and how far apart the days are.
  private struct Verdict: Comparable {
    var impossible = 0
    var backwards = 0
    /// The number of the power of four that the span has: days in a row are likelier than the same day of each month.
    var span = 0

    init(_ days: [[Int]], _ order: Order) {
      var last = Int.min
      var low = Int.max
      var high = Int.min
      for numbers in days {
        guard let day = WhatsAppDates.number(numbers, order) else {
          impossible += 1
          continue
        }
        if day < last { backwards += 1 }
        last = day
        low = min(low, day)
        high = max(high, day)
      }
      var rest = high > low ? high - low : 0
      while rest > 0 {
        rest /= 4
        span += 1
      }
    }

    static func < (left: Verdict, right: Verdict) -> Bool {
      if left.impossible != right.impossible { return left.impossible < right.impossible }
      if left.backwards != right.backwards { return left.backwards < right.backwards }
      return left.span < right.span - 1
    }
  }

  private static func calendar(_ numbers: [Int], _ order: Order) -> CalendarDate? {
    var date = CalendarDate()
    switch order {
    case .dayFirst: (date.day, date.month, date.year) = (numbers[0], numbers[1], numbers[2])
    case .monthFirst: (date.month, date.day, date.year) = (numbers[0], numbers[1], numbers[2])
    case .yearFirst: (date.year, date.month, date.day) = (numbers[0], numbers[1], numbers[2])
    }
    if date.year < 100 { date.year += 2000 }
    // Thailand counts from the Buddha's death.
    if date.year > 2400 { date.year -= 543 }
    // There was no WhatsApp before 2009.
    return (2009...2100).contains(date.year) && date.date != nil ? date : nil
  }

  private static func number(_ numbers: [Int], _ order: Order) -> Int? {
    calendar(numbers, order).map { CalendarDate.daysSince1970($0.year, $0.month, $0.day) }
  }

  /// The time that the phone showed, as if it stood in Greenwich.
  func shown(_ line: WhatsAppLine) -> Date? {
    guard var date = Self.calendar(line.day.numbers, order) else { return nil }
    (date.hour, date.minute, date.second) = (line.fullHour, line.minute, line.second)
    return date.date
  }
}
