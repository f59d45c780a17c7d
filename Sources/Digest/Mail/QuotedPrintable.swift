// Text as mail carries it to everybody (RFC 2045, section 6.7): lines of 76 bytes at most, nothing but ASCII, and readable
// where it was ASCII before.

/// Writes quoted-printable.
package enum QuotedPrintable {
  private static let lineMax = 76
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// The text, its lines ending in CR LF.
  package static func encode(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line(Array($0.utf8)) }.joined(separator: "\r\n")
  }

  private static func line(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var used = 0
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let piece = piece(byte, isFirst: used == 0, isLast: isLast)
      // A soft break needs a place itself, unless the line ends here.
      if used + piece.count > lineMax - (isLast ? 0 : 1) {
        out += Array("=\r\n".utf8)
        used = 0
      }
      out += piece
      used += piece.count
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A point that begins a line is encoded too: it means something to SMTP, and not every server undoes it.
  private static func piece(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> [UInt8] {
    let isSpace = byte == 0x20 || byte == 0x09
    let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D && !(isFirst && byte == 0x2E)
    if isPlain || isSpace && !isLast { return [byte] }
    return [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
