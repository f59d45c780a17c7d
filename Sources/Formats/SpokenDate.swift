// A date as programs and people write it: RFC 822, asctime, "Friday, December 8, 2017 - 3:07pm". Cut into tokens;
// time, zone and names are recognised and taken out, and what is left must be day, month and year.

/// A reader of one date that is not ISO 8601.
struct SpokenDate {
  private enum Kind { case number, word, mark }

  private struct Token {
    let kind: Kind
    let value: Int
    let digits: Int
    let word: String
    let mark: UInt8
    /// Nothing stood between this token and the one before.
    let joined: Bool
    var used = false
  }

  private var tokens: [Token] = []
  private var result = CalendarDate()
  private var month: Int?
  private var weekday: Int?
  private var hasOffset = false
  private var hasTime = false
  private var afternoon: Bool?
  private var zoneWord: String?

  init(_ bytes: ArraySlice<UInt8>) { cut(Array(bytes)) }

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

  // MARK: Tokens

  private mutating func cut(_ bytes: [UInt8]) {
    var index = 0
    var joined = false
    while index < bytes.count, tokens.count < 40 {
      let byte = bytes[index]
      if byte <= 0x20 || byte == 0x2C {
        index += 1
        joined = false
        continue
      }
      if byte == 0x28, let close = bytes[index...].firstIndex(of: 0x29) {
        index = close + 1
        continue
      }
      let start = index
      if byte.isDigit {
        while index < bytes.count, bytes[index].isDigit { index += 1 }
        appendNumber(bytes[start..<index], joined)
      } else if Self.isLetter(byte) {
        while index < bytes.count, Self.isInWord(bytes, index) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        append(.word, word: CalendarNames.folded(word), joined: joined)
      } else {
        index += 1
        append(.mark, mark: byte, joined: joined)
      }
      joined = true
    }
  }

  private mutating func appendNumber(_ digits: ArraySlice<UInt8>, _ joined: Bool) {
    let value = digits.count <= 9 ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : Int.max
    tokens.append(
      Token(kind: .number, value: value, digits: digits.count, word: "", mark: 0, joined: joined))
  }

  private mutating func append(_ kind: Kind, word: String = "", mark: UInt8 = 0, joined: Bool) {
    tokens.append(Token(kind: kind, value: 0, digits: 0, word: word, mark: mark, joined: joined))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Letters, and the marks that hold words like `America/New_York` and `T'ai` together.
  private static func isInWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    if isLetter(bytes[index]) { return true }
    guard [0x2F, 0x5F, 0x27].contains(bytes[index]), index + 1 < bytes.count else { return false }
    return isLetter(bytes[index + 1])
  }

  private func isMark(_ index: Int, _ mark: UInt8) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .mark && tokens[index].mark == mark
  }

  private func isNumber(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .number && !tokens[index].used
  }

  private func isWord(_ index: Int, _ words: Set<String>) -> Bool {
    tokens.indices.contains(index) && words.contains(tokens[index].word)
  }

  private mutating func use(_ range: Range<Int>) {
    for index in range { tokens[index].used = true }
  }

  // MARK: Time

  private static let hours: Set<String> = ["h", "時", "시", "点", "uhr", "ч"]
  private static let minutes: Set<String> = ["m", "min", "分", "분"]
  private static let morning: Set<String> = ["am", "a", "오전", "午前", "上午", "πμ"]
  private static let evening: Set<String> = ["pm", "p", "오후", "午後", "下午", "μμ"]

  /// Finds `h:mm[:ss[.f]]`, `h時m分`, `14h30` or `3pm`, and a half of the day beside it.
  private mutating func readClock() {
    let short = tokens.indices.filter { isNumber($0) && tokens[$0].digits <= 2 }
    if let index = short.first(where: { isMark($0 + 1, 0x3A) && isNumber($0 + 2) }) {
      takeClock(index, end: readMinutes(from: index + 2))
    } else if let index = short.first(where: { isWord($0 + 1, Self.hours) }) {
      let hasMinutes = isNumber(index + 2) && tokens[index + 2].digits <= 2
      takeClock(index, end: hasMinutes ? readMinutes(from: index + 2) : index + 2)
    } else if let index = short.first(where: { readHalf(at: $0 + 1) != nil }) {
      takeClock(index, end: index + 1)
    }
  }

  private mutating func takeClock(_ index: Int, end: Int) {
    result.hour = tokens[index].value
    hasTime = true
    use(index..<end)
    if let half = readHalf(at: end) {
      afternoon = half.isEvening
      use(end..<half.end)
    } else if let half = readHalf(at: index - 1), half.end == index {
      afternoon = half.isEvening
      use(index - 1..<index)
    }
  }

  private mutating func readMinutes(from index: Int) -> Int {
    result.minute = tokens[index].value
    var end = index + 1
    if isWord(end, Self.minutes) { end += 1 }
    let colon = isMark(end, 0x3A) && isNumber(end + 1)
    let spoken = end > index + 1 && isNumber(end) && isWord(end + 1, ["秒", "초", "s", "sec"])
    guard colon || spoken else { return end }
    result.second = tokens[colon ? end + 1 : end].value
    end += 2
    if isMark(end, 0x2E) || isMark(end, 0x2C), isNumber(end + 1), tokens[end + 1].joined {
      end += 2
    }
    return end
  }

  /// `am`, `p.m.` and their like at `index`; where it ends.
  private func readHalf(at index: Int) -> (isEvening: Bool, end: Int)? {
    guard tokens.indices.contains(index), tokens[index].kind == .word else { return nil }
    let word = tokens[index].word
    let evening = Self.evening.contains(word)
    guard evening || Self.morning.contains(word) else { return nil }
    guard word.utf8.count == 1 else { return (evening, index + 1) }
    guard isMark(index + 1, 0x2E), isWord(index + 2, ["m"]) else { return nil }
    return (evening, isMark(index + 3, 0x2E) ? index + 4 : index + 3)
  }

  private mutating func applyHalf() {
    guard let afternoon, result.hour <= 12 else { return }
    result.hour = result.hour % 12 + (afternoon ? 12 : 0)
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
    if let month { return readDay(numbers, month: month) }
    guard numbers.count == 3 else { return false }
    return readNumericDay(numbers)
  }

  private mutating func readDay(_ numbers: [Token], month: Int) -> Bool {
    result.month = month
    let isYear = { (token: Token) in token.digits == 4 || token.value > 31 }
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

  private mutating func readNumericDay(_ numbers: [Token]) -> Bool {
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

  private mutating func setYear(_ token: Token) -> Bool {
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
