// The time in front of a line of a log of IRC, in the three ways in which programs write it.

/// When a line was said: `10:02`, `[10:02:03]`, `2026-01-05 10:02:03`.
struct IRCTime: Equatable {
  /// Without a day it is of the day that the log is at.
  var day: CalendarDate?
  var hour: Int
  var minute: Int
  var second = 0

  /// Takes a time from the front of a line.
  init?(_ line: inout Substring) {
    var rest = line
    let isBracketed = rest.first == "["
    if isBracketed { rest = rest.dropFirst() }
    if let found = Self.day(rest) {
      day = found
      rest = rest.dropFirst(10)
      guard let gap = rest.popFirst(), gap == " " || gap == "T" else { return nil }
    }
    let clock = rest.prefix { $0.isNumber || $0 == ":" }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { $0.utf8.count == 2 ? Int($0) : nil }
    guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers[0] < 24,
      numbers.dropFirst().allSatisfy({ $0 < 60 })
    else { return nil }
    (hour, minute) = (numbers[0], numbers[1])
    if numbers.count == 3 { second = numbers[2] }
    rest = rest.dropFirst(clock.count)
    if isBracketed, rest.popFirst() != "]" { return nil }
    line = rest
  }

  /// `2026-01-05` at the front of a text; a log's name may part the numbers otherwise, or not at all.
  static func day(_ text: Substring, parts separators: String = "-") -> CalendarDate? {
    var rest = text
    var numbers: [Int] = []
    for length in [4, 2, 2] {
      if !numbers.isEmpty, let first = rest.first, separators.contains(first) {
        rest = rest.dropFirst()
      }
      let digits = rest.prefix(length)
      guard digits.utf8.count == length, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(digits)
      else { return nil }
      numbers.append(number)
      rest = rest.dropFirst(length)
    }
    var date = CalendarDate()
    (date.year, date.month, date.day) = (numbers[0], numbers[1], numbers[2])
    return (1988...2100).contains(date.year) && date.date != nil ? date : nil
  }
}
