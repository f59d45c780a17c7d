// The strings of JSON on their way out. What a terminal would act on is escaped, so a row that somebody looks at is as
// safe as a row that a program reads; all the rest is found eight bytes at a time and copied whole.

/// Writes strings as JSON.
enum JSONText {
  /// Appends a string in quotes; `relieve` may empty the bytes between two pieces of a long one.
  static func append(
    _ text: String, to bytes: inout [UInt8], relieve: (inout [UInt8]) -> Void = { _ in }
  ) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      while start < utf8.count {
        let end = unsafe endOfPiece(utf8, from: start)
        unsafe escape(utf8, start..<end, into: &bytes)
        start = end
        if start < utf8.count { relieve(&bytes) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let piece = 64 << 10

  /// At most a piece on, and not inside a character.
  private static func endOfPiece(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = min(start + piece, utf8.count)
    while end < utf8.count, unsafe utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private static func escape(
    _ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]
  ) {
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      index = unsafe endOfPlain(utf8, index, range.upperBound)
      let stop = min(index + 8, range.upperBound)
      while index < stop {
        let (value, length) = unsafe escaped(utf8, index)
        if let value {
          unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
          append(escape: value, to: &bytes)
          start = index + length
        }
        index += length
      }
    }
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<range.upperBound]))
  }

  /// Goes on by eight bytes while none of them could need an escape (Anderson, Bit Twiddling Hacks: "determine if a
  /// word has a zero byte", "… a byte less than n").
  @inline(__always)
  private static func endOfPlain(
    _ utf8: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    let raw = UnsafeRawBufferPointer(utf8)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= end {
      let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      var found = (word &- ones &* 0x20) & ~word
      for byte: UInt64 in [0x22, 0x5C, 0x7F, 0xC2, 0xE2] {
        let other = word ^ (ones &* byte)
        found |= (other &- ones) & ~other
      }
      guard found & (ones &* 0x80) == 0 else { return index }
      index += 8
    }
    return index
  }

  /// The scalar at `index` if it has to be escaped, and the bytes to move on by.
  ///
  /// Beyond ASCII these are U+0080…9F (C2 80…9F) and U+2028 and 2029 (E2 80 A8 and A9).
  @inline(__always)
  private static func escaped(
    _ utf8: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> (UInt32?, Int) {
    let byte = unsafe utf8[index]
    if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { return (UInt32(byte), 1) }
    if byte == 0xC2, unsafe utf8[index + 1] < 0xA0 { return (UInt32(unsafe utf8[index + 1]), 2) }
    if byte == 0xE2, unsafe utf8[index + 1] == 0x80, unsafe utf8[index + 2] & 0xFE == 0xA8 {
      return (0x2000 | UInt32(unsafe utf8[index + 2] & 0x3F), 3)
    }
    return (nil, 1)
  }

  private static func append(escape value: UInt32, to bytes: inout [UInt8]) {
    switch value {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x0A: bytes.append(contentsOf: [0x5C, UInt8(ascii: "n")])
    case 0x0D: bytes.append(contentsOf: [0x5C, UInt8(ascii: "r")])
    case 0x09: bytes.append(contentsOf: [0x5C, UInt8(ascii: "t")])
    default:
      let hex = String(value, radix: 16)
      bytes += "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8
    }
  }
}
