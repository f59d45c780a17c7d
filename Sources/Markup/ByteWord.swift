// Eight bytes at once: most of a document needs no second look, and to see that eight bytes at a time is what makes
// reading it cheap. The tests are those of Anderson, "Bit Twiddling Hacks" ("determine if a word has a zero byte").

/// Eight bytes as one number, the first in the lowest bits.
package struct ByteWord {
  private let value: UInt64

  @inline(__always)
  init(_ value: UInt64) { self.value = value }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  var isASCII: Bool { value & Self.highs == 0 }

  /// Whether one of the bytes is this one.
  @inline(__always)
  func has(_ byte: UInt8) -> Bool { Self.hasZero(value ^ (Self.ones &* UInt64(byte))) }

  /// Whether one of the bytes, its bit 1 set, is this one: `<` and `>` differ in nothing else.
  @inline(__always)
  func hasEither(_ byte: UInt8) -> Bool {
    Self.hasZero((value | 0x0202_0202_0202_0202) ^ (Self.ones &* UInt64(byte)))
  }

  /// Whether one of the bytes is less than `limit`, which is at most 128.
  @inline(__always)
  func has(below limit: UInt8) -> Bool {
    (value &- Self.ones &* UInt64(limit)) & ~value & Self.highs != 0
  }

  /// Whether two blanks stand side by side, or one at the end.
  @inline(__always)
  var hasLooseBlank: Bool {
    let other = value ^ 0x2020_2020_2020_2020
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let blanks = ~(((other & low) &+ low) | other | low)
    return blanks & (blanks << 8) != 0 || blanks >> 63 != 0
  }

  @inline(__always)
  private static func hasZero(_ word: UInt64) -> Bool { (word &- ones) & ~word & highs != 0 }
}

extension Bytes {
  /// Goes on from `start` by eight bytes as long as `test` holds for them.
  @inline(__always)
  func skipWords(from start: Int, while test: (ByteWord) -> Bool) -> Int {
    let raw = unsafe UnsafeRawBufferPointer(buffer)
    var position = start
    while position + 8 <= count {
      let word = unsafe raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      guard test(ByteWord(UInt64(littleEndian: word))) else { break }
      position += 8
    }
    return position
  }

  /// Whether the bytes are UTF-8 (Unicode 16, table 3-7).
  var isUTF8: Bool {
    var position = 0
    while position < count {
      position = skipWords(from: position) { $0.isASCII }
      let stop = Swift.min(position + 8, count)
      while position < stop {
        let length = self[position] < 0x80 ? 1 : scalarLength(at: position)
        guard length > 0 else { return false }
        position += length
      }
    }
    return true
  }

  /// Whether this byte is among them.
  package func has(_ byte: UInt8) -> Bool { index(of: byte, from: 0) != nil }

  fileprivate var isASCII: Bool {
    let rest = skipWords(from: 0) { $0.isASCII }
    return part(rest, count).allSatisfy { $0 < 0x80 }
  }
}

extension ArraySlice<UInt8> {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  package var text: String { unsafe withUnsafeBufferPointer { unsafe Bytes($0).string } }

  /// Whether this byte is among them.
  package func has(_ byte: UInt8) -> Bool {
    unsafe withUnsafeBufferPointer { unsafe Bytes($0).has(byte) }
  }

  package var isASCII: Bool { unsafe withUnsafeBufferPointer { unsafe Bytes($0).isASCII } }
}

extension [UInt8] {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  package var text: String { self[...].text }
}

extension String {
  /// Whether this byte is among those of its UTF-8.
  package func has(_ byte: UInt8) -> Bool {
    var text = self
    return text.withUTF8 { unsafe Bytes($0).has(byte) }
  }

  /// Whether it is one line without blanks at its ends, and without two in a row.
  package var isOneLine: Bool {
    var text = self
    return text.withUTF8 { unsafe Bytes($0).isOneLine }
  }
}

extension Bytes {
  fileprivate var isOneLine: Bool {
    var position = 0
    var before: UInt8 = 0x20
    while position < count {
      if before != 0x20 {
        position = skipWords(from: position) {
          !$0.has(below: 0x20) && !$0.has(0x7F) && !$0.hasLooseBlank
        }
      }
      let stop = Swift.min(position + 8, count)
      while position < stop {
        let byte = self[position]
        guard byte >= 0x20, byte != 0x7F, byte != 0x20 || before != 0x20 else { return false }
        before = byte
        position += 1
      }
    }
    return before != 0x20 || count == 0
  }
}
