// The only way text gets into HTML that we write.

/// Escapes text for HTML, in content and in double-quoted attributes alike.
package enum HTMLEscape {
  /// The text with `<`, `>`, `&` and `"` as references.
  package static func escape(_ text: String) -> String {
    var result: [UInt8] = []
    var text = text
    text.withUTF8 { unsafe append(Bytes($0), to: &result) }
    return String(decoding: result, as: UTF8.self)
  }

  /// Appends the bytes with `<`, `>`, `&` and, unless told otherwise, `"` as references.
  package static func append(_ span: Bytes, to result: inout [UInt8], quotes: Bool = true) {
    var start = 0
    var end = 0
    while end < span.count {
      end = span.skipWords(from: end) { !($0.hasEither(0x3E) || $0.has(0x26) || $0.has(0x22)) }
      let stop = min(end + 8, span.count)
      while end < stop {
        let byte = span[end]
        if byte.isMarkup, quotes || byte != 0x22 {
          unsafe result.append(contentsOf: span.part(start, end).buffer)
          result.append(contentsOf: reference(byte).utf8)
          start = end + 1
        }
        end += 1
      }
    }
    unsafe result.append(contentsOf: span.part(start, end).buffer)
  }

  private static func reference(_ byte: UInt8) -> String {
    switch byte {
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x26: "&amp;"
    default: "&quot;"
    }
  }
}

extension UInt8 {
  /// `<`, `>`, `&` or `"`.
  fileprivate var isMarkup: Bool { self | 2 == 0x3E || self == 0x26 || self == 0x22 }
}
