// Five fields of cron, checked when the settings are read: a digest that never comes is noticed a week too late.

/// A cron line: minute, hour, day of month, month, day of week.
package struct CronSchedule: Sendable, Hashable {
  /// As written.
  package let text: String
  package let minutes: Set<Int>
  package let hours: Set<Int>
  package let daysOfMonth: Set<Int>
  package let months: Set<Int>
  /// 0 is Sunday.
  package let daysOfWeek: Set<Int>
  /// Cron's odd rule: when both kinds of day are limited, either is enough.
  package let eitherDay: Bool

  private static let monthNames = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
  ]
  private static let dayNames = [
    "sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6,
  ]

  /// Reads `text`; nil when it is no cron line.
  ///
  /// Lists, ranges, steps and English names (`mon`, `jan`) are understood.
  package init?(_ text: String) {
    let fields = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard fields.count == 5,
      let minutes = Self.values(fields[0], 0...59, [:]),
      let hours = Self.values(fields[1], 0...23, [:]),
      let daysOfMonth = Self.values(fields[2], 1...31, [:]),
      let months = Self.values(fields[3], 1...12, Self.monthNames),
      let weekdays = Self.values(fields[4], 0...7, Self.dayNames)
    else { return nil }
    self.text = text
    self.minutes = minutes
    self.hours = hours
    self.daysOfMonth = daysOfMonth
    self.months = months
    daysOfWeek = Set(weekdays.map { $0 % 7 })
    eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
  }

  private static func values(
    _ field: String, _ range: ClosedRange<Int>, _ names: [String: Int]
  ) -> Set<Int>? {
    var values: Set<Int> = []
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      guard let found = choice(String(part), range, names) else { return nil }
      values.formUnion(found)
    }
    return values
  }

  /// `*`, `7`, `1-5`, each with `/step` behind it.
  private static func choice(
    _ part: String, _ range: ClosedRange<Int>, _ names: [String: Int]
  ) -> [Int]? {
    let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var step = 1
    if halves.count == 2 {
      guard let given = Int(halves[1]), range.contains(given), given > 0 else { return nil }
      step = given
    }
    guard let bounds = bounds(String(halves[0]), range, names, isOpen: halves.count == 2) else {
      return nil
    }
    return Array(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
  }

  private static func bounds(
    _ text: String, _ range: ClosedRange<Int>, _ names: [String: Int], isOpen: Bool
  ) -> ClosedRange<Int>? {
    func number(_ text: Substring) -> Int? {
      let value = names[text.lowercased()] ?? (text.utf8.first == 0x2B ? nil : Int(text))
      return value.flatMap { range.contains($0) ? $0 : nil }
    }
    if text == "*" { return range }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = ends.first.flatMap(number) else { return nil }
    if ends.count == 1 { return first...(isOpen ? range.upperBound : first) }
    guard ends.count == 2, let last = number(ends[1]), first <= last else { return nil }
    return first...last
  }
}
