// JSON read in one walk and without a tree: a feed of fifteen megabytes would make a tree of a hundred. A document that
// was cut in the middle still holds complete items, and a standard decoder throws them away.

import Feed
import Markup

/// Walks over JSON (RFC 8259), leniently about commas and raw control characters.
struct JSONCursor {
  private let bytes: [UInt8]
  private var position = 0
  /// The document ended inside a value.
  private(set) var brokeOff = false
  /// Something stood where JSON has nothing of the kind.
  private(set) var isLost = false
  /// Bytes of text that are still taken; what is longer is cut.
  var room = Int.max

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Nothing more can be read.
  var hasEnded: Bool { brokeOff || isLost }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  // MARK: Values

  /// Gives each key of the object that stands here, with the cursor before its value; what `member` leaves is skipped.
  ///
  /// False, and nothing read, when it is no object.
  mutating func object(_ member: (inout JSONCursor, String) -> Void) -> Bool {
    guard open(0x7B) else { return false }
    while !closes(0x7D), !hasEnded {
      guard peek == 0x22 else {
        lose()
        continue
      }
      var key: [UInt8] = []
      string(into: &key, most: 64)
      skipSpace()
      if peek == 0x3A { position += 1 }
      read { member(&$0, key.text) }
    }
    return true
  }

  /// Gives the cursor before each element of the array that stands here; what `element` leaves is skipped.
  ///
  /// False, and nothing read, when it is no array.
  mutating func array(_ element: (inout JSONCursor) -> Void) -> Bool {
    guard open(0x5B) else { return false }
    while !closes(0x5D), !hasEnded { read(element) }
    return true
  }

  /// A string without white space around, or a number as it was written; nil for anything else and for what is empty.
  mutating func text() -> String? {
    skipSpace()
    guard let byte = peek else { return nil }
    if byte == 0x22 {
      var found: [UInt8] = []
      string(into: &found, most: room)
      let text = brokeOff ? "" : DamagedText.string(found[...])
      room -= text.utf8.count
      return text.isEmpty ? nil : text
    }
    guard byte == 0x2D || byte.isDigit else { return nil }
    let start = position
    skipWord()
    return brokeOff ? nil : bytes[start..<position].prefix(Self.longestNumber).text
  }

  /// A string as it stands, white space around it included; nil, and nothing read, when there is none.
  mutating func verbatim() -> String? {
    skipSpace()
    guard peek == 0x22 else { return nil }
    var found: [UInt8] = []
    string(into: &found, most: room)
    return brokeOff ? nil : found.text
  }

  private static let longestNumber = 64

  private mutating func read(_ body: (inout JSONCursor) -> Void) {
    skipSpace()
    let start = position
    body(&self)
    if position == start, !hasEnded { skip() }
  }

  /// The first byte of the value that stands here; nil at the end.
  mutating func lead() -> UInt8? {
    skipSpace()
    return peek
  }

  // MARK: Structure

  private mutating func open(_ bracket: UInt8) -> Bool {
    skipSpace()
    guard peek == bracket else { return false }
    position += 1
    return true
  }

  private mutating func closes(_ bracket: UInt8) -> Bool {
    skipSpace()
    guard let byte = peek else {
      brokeOff = true
      return true
    }
    guard byte == bracket else { return false }
    position += 1
    return true
  }

  private mutating func lose() {
    brokeOff = position >= bytes.count
    isLost = !brokeOff
  }

  private mutating func skipSpace() {
    while let byte = peek, byte <= 0x20 || byte == 0x2C { position += 1 }
  }

  /// Passes over one value, however deep it is.
  private mutating func skip() {
    var depth = 0
    repeat {
      skipSpace()
      guard let byte = peek else { return lose() }
      switch byte {
      case 0x7B, 0x5B:
        depth += 1
        position += 1
      case 0x7D, 0x5D:
        guard depth > 0 else { return lose() }
        depth -= 1
        position += 1
      case 0x22: skipString()
      case 0x3A where depth > 0: position += 1
      default: skipWord()
      }
    } while depth > 0 && !hasEnded
  }

  /// Passes over a number, `true`, `false` or `null`.
  private mutating func skipWord() {
    let start = position
    while let byte = peek, byte.isDigit || byte.isWordByte { position += 1 }
    if position == start || position == bytes.count { lose() }
  }

  private mutating func skipString() {
    var nothing: [UInt8] = []
    string(into: &nothing, most: 0)
  }

  // MARK: Strings

  /// Reads the string that starts here; at most so many of its bytes are kept.
  private mutating func string(into result: inout [UInt8], most: Int) {
    position += 1
    while position < bytes.count {
      let start = position
      position = endOfPlain(from: start)
      result += bytes[start..<position].prefix(max(0, most - result.count))
      guard let byte = peek else { break }
      position += 1
      if byte == 0x22 { return trimCut(&result) }
      guard escape(into: &result, isKept: result.count < most) else { break }
    }
    position = bytes.count
    brokeOff = true
  }

  /// The next quote or backslash.
  private func endOfPlain(from start: Int) -> Int {
    let span = bytes.span
    var end = start
    while end < span.count, span[end] != 0x22, span[end] != 0x5C { end += 1 }
    return end
  }

  /// Takes away the beginning of a character that the limit cut in two.
  private func trimCut(_ result: inout [UInt8]) {
    guard let last = result.last, last >= 0x80 else { return }
    let lead = result.lastIndex { $0 & 0xC0 == 0xC0 } ?? 0
    let wanted = result[lead] >= 0xF0 ? 4 : result[lead] >= 0xE0 ? 3 : 2
    if result.count - lead < wanted { result.removeSubrange(lead...) }
  }

  private mutating func escape(into result: inout [UInt8], isKept: Bool) -> Bool {
    guard let byte = peek else { return false }
    position += 1
    var character = byte
    switch byte {
    case 0x6E: character = 0x0A
    case 0x74: character = 0x09
    case 0x72: character = 0x0D
    case 0x62, 0x66: character = 0x20
    case 0x75: return unicode(into: &result, isKept)
    default: break
    }
    if isKept { result.append(character) }
    return true
  }

  /// `\uXXXX`, in pairs where it must be; half a pair becomes U+FFFD.
  private mutating func unicode(into result: inout [UInt8], _ isKept: Bool) -> Bool {
    guard var code = hex() else { return false }
    if (0xD800...0xDBFF).contains(code), bytes[position...].starts(with: [0x5C, 0x75]) {
      let back = position
      position += 2
      if let low = hex(), (0xDC00...0xDFFF).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = back
      }
    }
    // Control characters are no text.
    guard isKept, code >= 0x20 || code == 0x09 || code == 0x0A else { return true }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    UTF8.encode(scalar).map { result.append(contentsOf: $0) }
    return true
  }

  private mutating func hex() -> UInt32? {
    guard position + 4 <= bytes.count,
      let code = HexDigits.value(bytes[position..<position + 4])
    else { return nil }
    position += 4
    return code
  }
}

extension UInt8 {
  /// What numbers and the three words of JSON are made of, digits aside.
  fileprivate var isWordByte: Bool {
    (0x61...0x7A).contains(self | 0x20) || self == 0x2B || self == 0x2D || self == 0x2E
  }
}
