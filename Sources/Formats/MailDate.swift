// "Sat, 07 Sep 2002 09:42:31 GMT": nearly every date of RSS has this form, so it is read without cutting it into words.
// What differs in any way is left to the reader of spoken dates.

/// A reader of one date of RFC 822 (section 5) with the year of four digits of RFC 1123.
struct MailDate {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The date, or nil when the text has another form.
  mutating func read() -> CalendarDate? {
    if bytes.count > 5, bytes[3] == 0x2C, bytes[4] == 0x20 { position = 5 }
    var date = CalendarDate()
    guard let day = number(1...2), take(0x20), let month = month(), take(0x20),
      let year = number(4...4), take(0x20), let hour = number(1...2), take(0x3A),
      let minute = number(2...2)
    else { return nil }
    (date.year, date.month, date.day) = (year, month, day)
    (date.hour, date.minute) = (hour, minute)
    if take(0x3A) {
      guard let second = number(2...2) else { return nil }
      date.second = second
    }
    guard take(0x20), let offset = zone() else { return nil }
    date.offset = offset
    return date
  }

  private static let months = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

  private mutating func month() -> Int? {
    guard position + 3 <= bytes.count else { return nil }
    let name = bytes[position..<position + 3]
    position += 3
    for number in 1...12 {
      let known = Self.months[(number * 3 - 3)..<(number * 3)]
      if zip(name, known).allSatisfy({ $0 | 0x20 == $1 }) { return number }
    }
    return nil
  }

  /// `GMT`, `UTC`, `UT`, `Z`, or an offset; nothing may follow.
  private mutating func zone() -> Int? {
    let rest = bytes[position...]
    for name in ["GMT", "UTC", "UT", "Z"] where rest.elementsEqual(name.utf8) { return 0 }
    let isEast = take(0x2B)
    guard isEast || take(0x2D), let digits = number(4...4), position == bytes.count,
      digits <= 1400, digits % 100 < 60
    else { return nil }
    return (isEast ? 1 : -1) * (digits / 100 * 3600 + digits % 100 * 60)
  }

  private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    let start = position
    while position < bytes.count, position - start < digits.upperBound, bytes[position].isDigit {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
    }
    return position - start >= digits.lowerBound ? value : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
