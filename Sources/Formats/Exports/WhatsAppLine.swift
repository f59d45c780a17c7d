// How a message begins in a WhatsApp export: a date and a time in the notation of one of dozens of locales, between
// brackets (iOS) or before a dash (Android). Digits of all scripts count; the marks of direction that are strewn in do
// not.

/// The beginning of a message.
struct WhatsAppLine: Hashable {
  /// Three numbers in the order in which they stand.
  struct Day: Hashable {
    var numbers: [Int]
    /// Whether a number is written without a zero before it.
    var isBare: Bool
  }

  private(set) var day = Day(numbers: [], isBare: false)
  private(set) var hour = 0
  private(set) var minute = 0
  private(set) var second = 0
  /// Of a clock of twelve hours: whether it is after noon.
  private(set) var half: Bool?
  let isBracketed: Bool
  /// What follows: `Ada: hello`.
  private(set) var rest = ""

  /// Reads the beginning of a line; nil when no message begins here.
  init?(_ line: String) {
    guard line.utf8.count > 12, Self.mayBegin(line) else { return nil }
    var scan = HeadScan(line)
    isBracketed = scan.take("[")
    guard let day = scan.day() else { return nil }
    self.day = day
    guard let before = scan.words(upTo: 20), let hour = scan.number(1...2), hour < 25,
      scan.take(":") || scan.take("."), let minute = scan.number(2...2), minute < 60
    else { return nil }
    (self.hour, self.minute) = (hour, minute)
    if scan.take(":") || scan.take(".") {
      guard let second = scan.number(2...2), second < 61 else { return nil }
      self.second = second
    }
    guard let after = scan.end(isBracketed: isBracketed) else { return nil }
    half = DayHalf.isAfternoon(before) ?? DayHalf.isAfternoon(after)
    rest = scan.rest
  }

  /// Most lines begin no message; they are told by their first character.
  private static func mayBegin(_ line: String) -> Bool {
    guard let first = line.unicodeScalars.first(where: { !HeadScan.isInvisible($0) }) else {
      return false
    }
    return first == "[" || HeadScan.digit(first) != nil
  }

  /// The hour from 0 to 24.
  var fullHour: Int {
    guard let half, hour <= 12 else { return hour }
    return hour % 12 + (half ? 12 : 0)
  }
}

/// Walks over the beginning of a line.
private struct HeadScan {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  /// No locale needs more for its date and time.
  private static let longest = 72

  private let line: String

  init(_ line: String) {
    self.line = line
    scalars = Array(line.unicodeScalars.prefix(Self.longest))
  }

  /// Marks of direction and joiners.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0x061C: true
    default: false
    }
  }

  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil
    }
    guard scalar.properties.numericType == .decimal else { return nil }
    return scalar.properties.numericValue.map { Int($0) }
  }

  private mutating func peek() -> Unicode.Scalar? {
    while position < scalars.count, Self.isInvisible(scalars[position]) { position += 1 }
    return position < scalars.count ? scalars[position] : nil
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < digits.upperBound, let next = peek(), let digit = Self.digit(next) {
      value = value * 10 + digit
      count += 1
      position += 1
    }
    return digits.contains(count) ? value : nil
  }

  /// `12/07/22`, `2022-07-12`, `2022. 7. 12.`, `2022년 7월 12일`.
  mutating func day() -> WhatsAppLine.Day? {
    var numbers: [Int] = []
    var isBare = false
    for place in 0..<3 {
      let start = position
      guard let number = number(1...4) else { return nil }
      isBare = isBare || position - start == 1
      numbers.append(number)
      guard place < 2 else { break }
      guard separator() else { return nil }
    }
    return WhatsAppLine.Day(numbers: numbers, isBare: isBare)
  }

  private mutating func separator() -> Bool {
    var count = 0
    while count < 3, let next = peek(), "/.-年月년월\u{2011} \u{A0}".unicodeScalars.contains(next) {
      count += 1
      position += 1
    }
    return count > 0
  }

  /// The letters up to the next digit: a comma, "at", a half of the day.
  mutating func words(upTo most: Int) -> String? {
    var text = ""
    while let next = peek(), Self.digit(next) == nil {
      guard text.unicodeScalars.count < most, next != "[", next != "]", next != ":" else {
        return nil
      }
      text.unicodeScalars.append(next)
      position += 1
    }
    return text.isEmpty ? nil : text
  }

  /// The letters between the time and what ends the beginning: `]`, ` - `, or in old exports `: ` and `, `.
  mutating func end(isBracketed: Bool) -> String? {
    var text = ""
    while let next = peek(), Self.digit(next) == nil, text.unicodeScalars.count < 16 {
      position += 1
      if isBracketed {
        if next == "]" { return text }
      } else if isDash(next) || (text.isEmpty && next == ":") || next == "," {
        if peekIsSpace() { return text }
      }
      text.unicodeScalars.append(next)
    }
    return nil
  }

  private func isDash(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || scalar == "–" }

  private mutating func peekIsSpace() -> Bool {
    guard let next = peek() else { return false }
    return next.properties.isWhitespace
  }

  /// What follows the beginning, without the space before it.
  var rest: String {
    var rest = line.unicodeScalars.dropFirst(position)
    if let first = rest.first, first.properties.isWhitespace { rest = rest.dropFirst() }
    return String(rest)
  }
}

/// The halves of a day in the languages whose phones write twelve hours.
enum DayHalf {
  /// Nil when the words name no half.
  static func isAfternoon(_ words: String) -> Bool? {
    var parts = words.lowercased().unicodeScalars.split { !$0.properties.isAlphabetic }.map {
      String(String.UnicodeScalarView($0.drop { "日일".unicodeScalars.contains($0) }))
    }
    // `p. m.`
    parts.append(parts.suffix(2).joined())
    if parts.contains(where: afternoon.contains) { return true }
    return parts.contains(where: morning.contains) ? false : nil
  }

  private static let afternoon: Set<String> = [
    "pm", "μμ", "下午", "晚上", "午後", "오후", "م", "em", "ch", "ös", "öös", "du", "ip", "odp", "बाद", "ب",
    "pmuhr", "atpm",
  ]
  private static let morning: Set<String> = [
    "am", "πμ", "上午", "早上", "凌晨", "午前", "오전", "ص", "fm", "sa", "öö", "de", "ap", "dop", "पूर्व", "ق",
    "atam",
  ]
}
