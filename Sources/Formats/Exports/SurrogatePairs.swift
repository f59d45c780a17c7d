// `&#55357;&#56846;`: a character beyond the first 65,536 written as the two halves that UTF-16 makes of it. XML knows
// no such characters (XML 1.0, 2.2), so the halves are joined before it is read.

/// Joins surrogates that were written as character references.
enum SurrogatePairs {
  /// The bytes with each pair as one reference; a half without its other becomes U+FFFD.
  static func joined(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      guard bytes[position] == 0x26, let high = reference(bytes, at: position),
        (0xD800...0xDFFF).contains(high.code)
      else {
        result.append(bytes[position])
        position += 1
        continue
      }
      position = high.end
      var code: UInt32 = 0xFFFD
      if high.code < 0xDC00, let low = reference(bytes, at: position),
        (0xDC00...0xDFFF).contains(low.code)
      {
        code = 0x10000 + (high.code - 0xD800) << 10 + (low.code - 0xDC00)
        position = low.end
      }
      result += Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    }
    return result
  }

  /// `&#55357;` or `&#xD83D;`.
  private static func reference(
    _ bytes: ArraySlice<UInt8>, at start: Int
  ) -> (code: UInt32, end: Int)? {
    guard bytes[start...].starts(with: [0x26, 0x23]) else { return nil }
    let inner = bytes[(start + 2)...].prefix(9)
    guard let end = inner.firstIndex(of: 0x3B) else { return nil }
    let isHex = inner.first == 0x78 || inner.first == 0x58
    let digits = String(decoding: isHex ? inner[..<end].dropFirst() : inner[..<end], as: UTF8.self)
    return UInt32(digits, radix: isHex ? 16 : 10).map { ($0, end + 1) }
  }
}
