// The percent-encoding of one and the same address differs from feed to feed: `%7e`, `%7E` and `~`, `é` and `%C3%A9`.

/// Percent-encoding: read, and in its normal form.
package enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// `text` with upper-case escapes, none for unreserved characters, and one for each byte that a URL cannot hold.
  ///
  /// RFC 3986 §6.2.2.1 and §6.2.2.2; bytes beyond ASCII as RFC 3987 §3.1 maps them. A `%` that escapes nothing stays.
  static func normalized(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || !isPlain($0) }) else {
      return String(text)
    }
    var normal: [UInt8] = []
    normal.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "%"), let escaped = value(bytes, at: place) {
        if isUnreserved(escaped) { normal.append(escaped) } else { escape(escaped, into: &normal) }
        place += 3
        continue
      }
      if isPlain(byte) { normal.append(byte) } else { escape(byte, into: &normal) }
      place += 1
    }
    return String(decoding: normal, as: UTF8.self)
  }

  /// The bytes that `text` stands for: `%2E` is a dot.
  ///
  /// RFC 3986 §2.1; what escapes nothing stays as it is. Others write the same with another `mark`.
  package static func decoded(
    _ text: some StringProtocol, mark: UInt8 = UInt8(ascii: "%")
  ) -> [UInt8] {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == mark, let escaped = value(bytes, at: place) {
        plain.append(escaped)
        place += 3
      } else {
        plain.append(bytes[place])
        place += 1
      }
    }
    return plain
  }

  /// `text` as a value of a query or a part of a path: all but unreserved characters escaped (RFC 3986 §2.4).
  package static func encoded(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) { escaped.append(byte) } else { escape(byte, into: &escaped) }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func value(_ bytes: [UInt8], at place: Int) -> UInt8? {
    guard place + 2 < bytes.count else { return nil }
    return HexDigits.value(bytes[(place + 1)...(place + 2)]).map { UInt8(truncatingIfNeeded: $0) }
  }

  private static func escape(_ byte: UInt8, into normal: inout [UInt8]) {
    normal += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// RFC 3986 §2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// Printable ASCII that is not kept out of URLs altogether.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "<")
      && byte != UInt8(ascii: ">")
  }
}
