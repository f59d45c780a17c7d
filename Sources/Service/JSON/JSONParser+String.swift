// The strings of JSON: the common case, plain UTF-8 without an escape, is found by one scan and copied once.

extension JSONParser {
  mutating func string() throws(Mistake) -> String {
    index += 1
    let start = index
    index = try endOfPlain(start)
    guard bytes[index] != UInt8(ascii: "\"") else {
      defer { index += 1 }
      return try text(bytes[start..<index], at: start)
    }
    var copy = Array(bytes[start..<index])
    while bytes[index] != UInt8(ascii: "\"") {
      try appendEscape(to: &copy)
      let plain = index
      index = try endOfPlain(plain)
      copy += bytes[plain..<index]
    }
    index += 1
    return try text(copy[...], at: start)
  }

  /// The next quote or backslash.
  private func endOfPlain(_ start: Int) throws(Mistake) -> Int {
    let span = bytes.span
    var next = start
    while next < span.count {
      let byte = span[next]
      if byte == 0x22 || byte == 0x5C { return next }
      guard byte >= 0x20 else { throw mistake("a control character has to be escaped", at: next) }
      next += 1
    }
    throw mistake("the text has no closing quote", at: next)
  }

  private func text(_ slice: ArraySlice<UInt8>, at start: Int) throws(Mistake) -> String {
    if let text = String(validating: slice, as: UTF8.self) { return text }
    throw mistake("the text is not valid UTF-8", at: start)
  }

  private mutating func appendEscape(to copy: inout [UInt8]) throws(Mistake) {
    let start = index
    index += 1
    guard index < bytes.count else { throw mistake("the text has no closing quote") }
    let escape = bytes[index]
    index += 1
    switch escape {
    case 0x22, 0x5C, UInt8(ascii: "/"): copy.append(escape)
    case UInt8(ascii: "b"): copy.append(0x08)
    case UInt8(ascii: "f"): copy.append(0x0C)
    case UInt8(ascii: "n"): copy.append(0x0A)
    case UInt8(ascii: "r"): copy.append(0x0D)
    case UInt8(ascii: "t"): copy.append(0x09)
    case UInt8(ascii: "u"): copy += try unicodeEscape(start)
    default: throw mistake("no such escape", at: start)
    }
  }

  /// One `\uXXXX`, or two that make a surrogate pair; a half without its other half is U+FFFD.
  private mutating func unicodeEscape(_ start: Int) throws(Mistake) -> Unicode.UTF8.EncodedScalar {
    let first = try hex(start)
    guard (0xD800...0xDFFF).contains(first) else { return encoded(first) }
    guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == 0x5C,
      bytes[index + 1] == UInt8(ascii: "u")
    else { return UTF8.encodedReplacementCharacter }
    let before = index
    index += 2
    let second = try hex(before)
    guard (0xDC00...0xDFFF).contains(second) else {
      index = before
      return UTF8.encodedReplacementCharacter
    }
    return encoded(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private func encoded(_ value: UInt32) -> Unicode.UTF8.EncodedScalar {
    Unicode.Scalar(value).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter
  }

  private mutating func hex(_ start: Int) throws(Mistake) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = hexDigit(bytes[index]) else {
        throw mistake("\\u needs four hexadecimal digits", at: start)
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }
}
