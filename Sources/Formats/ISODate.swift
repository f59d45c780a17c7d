// ISO 8601 in the forms that feeds use: calendar, week and ordinal dates, basic and extended, with a time or without.
// Strict: anything left over makes it no ISO date, and the spoken reader may try.

/// A reader of one ISO 8601 date.
struct ISODate {
  private let bytes: [UInt8]
  private var position = 0
  private var result = CalendarDate()
  private var isCompact = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The date, or nil when the text has another form.
  mutating func read() -> CalendarDate? {
    guard readDay() else { return nil }
    if position == bytes.count { return result }
    if isCompact { return readZone() && position == bytes.count ? result : nil }
    if peek == 0x54 || peek == 0x74 {
      position += 1
    } else {
      guard skipSpaces() > 0 else { return nil }
    }
    skipSpaces()
    guard readTime() else { return nil }
    skipSpaces()
    guard readZone(), position == bytes.count else { return nil }
    return result
  }

  // MARK: Day

  private mutating func readDay() -> Bool {
    if peek == 0x2D { return readCentury() }
    let run = digitRun
    switch run {
    case 4: return readYear()
    case 12, 14: return readCompact(hasSeconds: run == 14)
    case 8: return set(year: number(4), month: number(2), day: number(2))
    case 7:
      let year = number(4)
      return setOrdinal(year, number(3))
    case 6:
      let year = CalendarDate.fullYear(number(2))
      return set(year: year, month: number(2), day: number(2))
    case 5 where peek == 0x30:
      let year = CalendarDate.fullYear(number(2))
      return setOrdinal(year, number(3))
    case 2 where bytes.count == 6 && bytes[2] == 0x2D:
      let year = CalendarDate.fullYear(number(2))
      position += 1
      return digitRun == 3 && setOrdinal(year, number(3))
    case 2 where bytes.count > 5 && bytes[2] == 0x2D && bytes[5] == 0x2D:
      let year = CalendarDate.fullYear(number(2))
      position += 1
      return readMonthAndDay(year)
    default: return false
    }
  }

  /// `20110709080509`, as databases print a time.
  private mutating func readCompact(hasSeconds: Bool) -> Bool {
    let year = number(4)
    guard (1900...2100).contains(year), set(year: year, month: number(2), day: number(2)) else {
      return false
    }
    result.hour = number(2)
    result.minute = number(2)
    if hasSeconds { result.second = number(2) }
    isCompact = true
    return true
  }

  /// `-YYMM`, `-YY-MM`: the century left out.
  private mutating func readCentury() -> Bool {
    position += 1
    if digitRun == 4 {
      let year = CalendarDate.fullYear(number(2))
      return set(year: year, month: number(2), day: 1)
    }
    guard digitRun == 2 else { return false }
    let year = CalendarDate.fullYear(number(2))
    guard take(0x2D), digitRun == 2 else { return false }
    return set(year: year, month: number(2), day: 1)
  }

  private mutating func readYear() -> Bool {
    let year = number(4)
    if position == bytes.count { return set(year: year, month: 1, day: 1) }
    if peek == 0x57 || peek == 0x77 { return readWeek(year) }
    guard take(0x2D) || take(0x2F) || take(0x2E) else { return false }
    if peek == 0x57 || peek == 0x77 { return readWeek(year) }
    return readMonthAndDay(year)
  }

  private mutating func readMonthAndDay(_ year: Int) -> Bool {
    let run = digitRun
    if run == 3, position + 3 >= bytes.count || bytes[position + 3] != 0x2D {
      return setOrdinal(year, number(3))
    }
    // A zero too many before the month is an old habit of one large publisher.
    guard run == 1 || run == 2 || (run == 3 && peek == 0x30) else { return false }
    let month = number(run)
    guard take(0x2D) || take(0x2F) || take(0x2E) else {
      return set(year: year, month: month, day: 1)
    }
    let digits = digitRun
    guard digits == 1 || digits == 2 else { return false }
    return set(year: year, month: month, day: number(digits))
  }

  /// `YYYY-Www-D`: week 1 is the one that holds 4 January (ISO 8601, 3.1.1.23).
  private mutating func readWeek(_ year: Int) -> Bool {
    position += 1
    guard digitRun >= 2 else { return false }
    let week = number(2)
    _ = take(0x2D)
    let day = digitRun == 1 ? number(1) : 1
    guard (1...53).contains(week), (1...7).contains(day) else { return false }
    var fourth = CalendarDate()
    fourth.year = year
    fourth.day = 4
    let monday = CalendarDate.daysSince1970(year, 1, 4) - (fourth.weekday + 6) % 7
    result.setDay(sinceEpoch: monday + (week - 1) * 7 + day - 1)
    return true
  }

  private mutating func setOrdinal(_ year: Int, _ day: Int) -> Bool {
    guard (1...366).contains(day) else { return false }
    result.setDay(sinceEpoch: CalendarDate.daysSince1970(year, 1, 1) + day - 1)
    return result.year == year
  }

  private mutating func set(year: Int, month: Int, day: Int) -> Bool {
    result.year = year
    result.month = month
    result.day = day
    return (1...12).contains(month) && (1...31).contains(day)
  }

  // MARK: Time and zone

  private mutating func readTime() -> Bool {
    let run = digitRun
    if run == 6 || run == 4 {
      result.hour = number(2)
      result.minute = number(2)
      if run == 6 { result.second = number(2) }
      return readFraction()
    }
    guard run == 1 || run == 2 else { return false }
    result.hour = number(run)
    guard take(0x3A) else { return run == 2 }
    guard let minute = shortNumber() else { return false }
    result.minute = minute
    guard take(0x3A) else { return true }
    guard let second = shortNumber() else { return false }
    result.second = second
    return readFraction()
  }

  private mutating func readFraction() -> Bool {
    guard peek == 0x2E || peek == 0x2C else { return true }
    position += 1
    var scale = 100_000_000
    let start = position
    while let byte = peek, byte.isDigit {
      result.nanosecond += Int(byte - 0x30) * scale
      scale /= 10
      position += 1
    }
    return position > start
  }

  private mutating func readZone() -> Bool {
    guard let byte = peek else { return true }
    if byte == 0x5A || byte == 0x7A {
      position += 1
      return true
    }
    guard byte == 0x2B || byte == 0x2D else { return readZoneName() }
    position += 1
    let run = digitRun
    guard run == 1 || run == 2 || run == 4 else { return false }
    let hours = number(min(run, 2))
    if run < 4 { _ = take(0x3A) }
    let minutes = digitRun == 2 ? number(2) : 0
    guard minutes < 60 else { return false }
    result.offset = (byte == 0x2B ? 1 : -1) * (hours * 3600 + minutes * 60)
    // `-05:00Z` says both; the number is the one that someone thought about.
    if peek == 0x5A { position += 1 }
    return true
  }

  private mutating func readZoneName() -> Bool {
    let word = String(decoding: bytes[position...], as: UTF8.self)
    guard let zone = ZoneName.offset(word, on: result) else { return false }
    result.offset = zone
    position = bytes.count
    return true
  }

  // MARK: Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var digitRun: Int { bytes[position...].prefix { $0.isDigit }.count }

  private mutating func number(_ digits: Int) -> Int {
    var value = 0
    for byte in bytes[position..<min(bytes.count, position + digits)] {
      value = value * 10 + Int(byte &- 0x30)
    }
    position = min(bytes.count, position + digits)
    return value
  }

  private mutating func shortNumber() -> Int? {
    let run = digitRun
    return run == 1 || run == 2 ? number(run) : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  @discardableResult
  private mutating func skipSpaces() -> Int {
    let start = position
    while let byte = peek, byte <= 0x20 { position += 1 }
    return position - start
  }
}
