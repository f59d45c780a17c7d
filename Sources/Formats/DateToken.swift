// A date cut into numbers, words and marks. Nothing has a meaning yet; what got one is marked as used.

/// A piece of a spoken date.
struct DateToken {
  enum Kind { case number, word, mark }

  let kind: Kind
  var value = 0
  var digits = 0
  /// Folded: lower case, without accents.
  var word = ""
  var mark: UInt8 = 0
  /// Nothing stood between this token and the one before.
  var joined = false
  var used = false

  /// The tokens of a text; what stands in parentheses is a comment.
  static func cut(_ bytes: [UInt8]) -> [DateToken] {
    var tokens: [DateToken] = []
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
        tokens.append(number(bytes[start..<index], joined))
      } else if Self.isLetter(byte) {
        while index < bytes.count, Self.isInWord(bytes, index) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        tokens.append(DateToken(kind: .word, word: CalendarNames.folded(word), joined: joined))
      } else {
        index += 1
        tokens.append(DateToken(kind: .mark, mark: byte, joined: joined))
      }
      joined = true
    }
    return tokens
  }

  private static func number(_ digits: ArraySlice<UInt8>, _ joined: Bool) -> DateToken {
    let value = digits.count <= 9 ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : Int.max
    return DateToken(kind: .number, value: value, digits: digits.count, joined: joined)
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
}
