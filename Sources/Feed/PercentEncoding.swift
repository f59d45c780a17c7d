// The percent-encoding of one and the same address differs from feed to feed: `%7e`, `%7E` and `~`, `é` and `%C3%A9`.

/// Percent-encoding in its normal form.
enum PercentEncoding {
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

  private static func value(_ bytes: [UInt8], at place: Int) -> UInt8? {
    guard place + 2 < bytes.count, let high = hex(bytes[place + 1]), let low = hex(bytes[place + 2])
    else { return nil }
    return high << 4 | low
  }

  private static func hex(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
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
