// `=?utf-8?Q?caf=C3=A9?=`: how a header says what ASCII cannot (RFC 2047).

import Feed

/// Decodes the words of headers.
enum EncodedWord {
  /// The text with its encoded words decoded; what is none stays as it is.
  static func decoded(_ text: String) -> String {
    guard text.utf8Range(of: "=?") != nil else { return text }
    var out = ""
    var rest = text[...]
    var wasWord = false
    // The bytes of one character may be spread over words of one charset.
    var open: (charset: String, bytes: [UInt8]) = ("", [])
    func close() {
      out += string(open.bytes, open.charset)
      open.bytes = []
    }
    while let start = rest.utf8Range(of: "=?") {
      let between = rest[..<start.lowerBound]
      guard let word = Word(rest[start.upperBound...]) else {
        close()
        out += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        wasWord = false
        continue
      }
      // White space between two words is not part of the text (6.2).
      if !(wasWord && between.allSatisfy(\.isWhitespace)) || word.charset != open.charset {
        close()
        if !(wasWord && between.allSatisfy(\.isWhitespace)) { out += between }
      }
      open = (word.charset, open.bytes + word.bytes)
      rest = word.rest
      wasWord = true
    }
    close()
    return out + rest
  }

  private static func string(_ bytes: [UInt8], _ charset: String) -> String {
    guard !bytes.isEmpty else { return "" }
    let utf8 = TextEncoding.decode(bytes, contentType: "text/plain; charset=\(charset)").utf8
    return String(decoding: utf8, as: UTF8.self)
  }

  /// One word behind its `=?`.
  private struct Word {
    let charset: String
    let bytes: [UInt8]
    let rest: Substring

    init?(_ text: Substring) {
      let parts = text.split(separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let end = parts[2].utf8Range(of: "?="), parts[1].count == 1 else {
        return nil
      }
      // A language may follow the charset (RFC 2231, 5).
      charset = parts[0].prefix { $0 != "*" }.lowercased()
      let content = parts[2][..<end.lowerBound]
      switch parts[1].lowercased() {
      case "b":
        guard let decoded = Base64.decode(String(content)) else { return nil }
        bytes = decoded
      case "q":
        bytes = QuotedPrintable.decode(Array(content.replacing("_", with: "=20").utf8)[...])
      default: return nil
      }
      rest = parts[2][end.upperBound...]
    }
  }
}

/// RFC 2045, 6.7, leniently: what is no escape stays as it is.
enum QuotedPrintable {
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      guard byte == 0x3D else {
        result.append(byte)
        position += 1
        continue
      }
      let next = bytes[(position + 1)...].prefix(2)
      if next.count == 2, let value = HexDigits.value(next) {
        result.append(UInt8(truncatingIfNeeded: value))
        position += 3
      } else if let end = softBreak(bytes, after: position) {
        position = end
      } else {
        result.append(byte)
        position += 1
      }
    }
    return result
  }

  /// Behind the line end that follows the `=`, with nothing but spaces between.
  private static func softBreak(_ bytes: ArraySlice<UInt8>, after place: Int) -> Int? {
    var position = place + 1
    while position < bytes.endIndex, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
    guard position < bytes.endIndex else { return position }
    if bytes[position] == 0x0D { position += 1 }
    guard position < bytes.endIndex else { return position }
    return bytes[position] == 0x0A ? position + 1 : nil
  }
}
