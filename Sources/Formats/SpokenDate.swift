// A date as programs and people write it: RFC 822, asctime, "Friday, December 8, 2017 - 3:07pm". Cut into tokens;
// time, zone and names are recognised and taken out, and what is left must be day, month and year.

/// A reader of one date that is not ISO 8601.
struct SpokenDate {
  var tokens: [DateToken] = []
  var result = CalendarDate()
  private var month: Int?
  private var weekday: Int?
  private var hasOffset = false
  var hasTime = false
  var afternoon: Bool?
  private var zoneWord: String?

  init(_ bytes: ArraySlice<UInt8>) { tokens = DateToken.cut(Array(bytes)) }

  /// The date, or nil when something in it has no meaning.
  mutating func read() -> CalendarDate? {
    guard !tokens.isEmpty else { return nil }
    readClock()
    guard readWords() else { return nil }
    readOffset()
    guard readDay() else { return nil }
    applyHalf()
    if let zoneWord, !hasOffset {
      guard let offset = ZoneName.offset(zoneWord, on: result) else { return nil }
      result.offset = offset
    }
    return result
  }

  // MARK: Words

  private static let fillers: Set<String> = [
    "at", "um", "de", "del", "den", "le", "el", "il", "the", "of", "on", "a", "à", "o", "om", "kl",
    "die", "der", "klo", "г", "в", "года", "t", "uhr", "st", "nd", "rd", "th", "er", "eme", "ος",
    "年", "月", "日", "년", "월", "일", "号", "d", "di", "alle", "ore", "as", "às", "og",
  ]

  /// Gives every word a meaning; false when one has none.
  private mutating func readWords() -> Bool {
    if tokens.contains(where: { ["년", "월", "오후", "오전"].contains($0.word) }) { zoneWord = "kst" }
    let named = tokens.indices.filter { tokens[$0].kind == .word && !tokens[$0].used }
    let months = named.filter { CalendarNames.month(tokens[$0].word) != nil }
    // In "mar., 01 déc." the first is a Tuesday.
    let chosen = months.last { CalendarNames.weekday(tokens[$0].word) == nil } ?? months.last
    for index in named {
      let word = tokens[index].word
      tokens[index].used = true
      if index == chosen {
        month = CalendarNames.month(word)
      } else if let day = CalendarNames.weekday(word) {
        weekday = weekday ?? day
      } else if ZoneName.offset(word, on: result) != nil {
        zoneWord = word
      } else if hasTime, index == tokens.count - 1, !tokens[index].joined {
        // A zone that nobody knows costs its hours, not the date.
        result.offset = ZoneName.military(word) ?? 0
      } else if !Self.fillers.contains(word) {
        // A day in a language that is not in the table may stand first.
        guard index == 0, tokens.count > 3, !tokens[1].joined || tokens[1].kind == .mark else {
          return false
        }
      }
    }
    return true
  }

  // MARK: Zone

  /// `+0200`, `-07:00`, `GMT+2`: a sign and digits behind the time or behind a zone's name.
  private mutating func readOffset() {
    for index in tokens.indices where isMark(index, 0x2B) || isMark(index, 0x2D) {
      guard isNumber(index + 1), tokens[index + 1].joined else { continue }
      let afterZone = index > 0 && tokens[index].joined && tokens[index - 1].word == zoneWord
      let afterTime = hasTime && tokens[..<index].contains { $0.used && $0.kind == .number }
      guard afterZone || afterTime || tokens[index].mark == 0x2B else { continue }
      let sign = tokens[index].mark == 0x2B ? 1 : -1
      let number = tokens[index + 1]
      let minutes = isMark(index + 2, 0x3A) && isNumber(index + 3) ? tokens[index + 3].value : nil
      switch number.digits {
      case 4 where number.value <= 1400:
        result.offset = sign * (number.value / 100 * 3600 + number.value % 100 * 60)
      case 1, 2:
        result.offset = sign * (number.value * 3600 + (minutes ?? 0) * 60)
      default: continue
      }
      hasOffset = true
      use(index..<(minutes == nil ? index + 2 : index + 4))
      // Some programs print it twice.
      let next = index + 2
      if isMark(next, tokens[index].mark), isNumber(next + 1), tokens[next + 1].digits == 4 {
        use(next..<next + 2)
      }
      return
    }
  }

  // MARK: Day

  private mutating func readDay() -> Bool {
    let numbers = tokens.filter { $0.kind == .number && !$0.used }
    let meaningless = tokens.contains { token in
      token.kind == .mark && ![0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x27, 0x2B, 0x7C].contains(token.mark)
    }
    guard !meaningless else { return false }
    if let month {
      let isBareZone =
        hasTime && numbers.count == 3 && numbers[2].digits == 4 && numbers[2].value == 0
      return readDay(isBareZone ? numbers.dropLast() : numbers, month: month)
    }
    guard numbers.count == 3 else { return false }
    return readNumericDay(numbers)
  }

  private mutating func readDay(_ numbers: [DateToken], month: Int) -> Bool {
    result.month = month
    let isYear = { (token: DateToken) in token.digits == 4 || token.value > 31 }
    switch numbers.count {
    case 1 where numbers[0].digits == 4:
      result.year = numbers[0].value
    case 2:
      let yearFirst = isYear(numbers[0]) && !isYear(numbers[1])
      let day = yearFirst ? numbers[1] : numbers[0]
      result.day = day.value
      return setYear(yearFirst ? numbers[0] : numbers[1])
    default: return false
    }
    return true
  }

  private mutating func readNumericDay(_ numbers: [DateToken]) -> Bool {
    let (first, second, third) = (numbers[0], numbers[1], numbers[2])
    if first.digits == 4 {
      result.month = second.value
      result.day = third.value
      return setYear(first)
    }
    guard setYear(third) else { return false }
    let slashed = tokens.contains { $0.mark == 0x2F }
    var monthFirst = slashed
    if first.value > 12 { monthFirst = false }
    if second.value > 12 { monthFirst = true }
    if first.value <= 12, second.value <= 12, let weekday {
      monthFirst = matches(first.value, second.value, weekday, orElse: monthFirst)
    }
    result.month = monthFirst ? first.value : second.value
    result.day = monthFirst ? second.value : first.value
    return true
  }

  /// Which of two readings falls on the day of the week that was written.
  private func matches(_ first: Int, _ second: Int, _ weekday: Int, orElse usual: Bool) -> Bool {
    var american = result
    (american.month, american.day) = (first, second)
    var european = result
    (european.month, european.day) = (second, first)
    if american.weekday == weekday, european.weekday != weekday { return true }
    if european.weekday == weekday, american.weekday != weekday { return false }
    return usual
  }

  private mutating func setYear(_ token: DateToken) -> Bool {
    switch token.digits {
    case 4: result.year = token.value
    case 2: result.year = CalendarDate.fullYear(token.value)
    // A program that prints the year since 1900.
    case 3 where token.value < 200: result.year = 1900 + token.value
    default: return false
    }
    return true
  }
}
