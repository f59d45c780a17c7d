// Text of strangers on a terminal. A title may carry escape sequences that rename the window, hide what stands before
// it, or turn the reading direction round; what is printed here is only what can be read.

/// Makes untrusted text safe to show.
package enum TerminalText {
  /// The text on one line: escape sequences, control characters and direction marks are gone.
  package static func clean(_ text: String) -> String {
    stripped(text, keepsLines: false)
  }

  /// The same, with line feeds kept.
  package static func cleanLines(_ text: String) -> String {
    stripped(text, keepsLines: true)
  }

  /// The text with everything that ``clean(_:)`` would drop written as `\u{1B}`, for logs.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case _ where isHarmful(scalar):
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(hex)}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The first `limit` characters of the cleaned text, with `…` where something was cut.
  package static func excerpt(_ text: String, limit: Int) -> String {
    // Cleaning is linear; cutting first keeps it so for a text of a megabyte.
    let cleaned = clean(String(text.prefix(limit * 4)))
    return cleaned.count <= limit && text.count <= limit * 4
      ? cleaned : String(cleaned.prefix(limit - 1)) + "…"
  }

  private static func stripped(_ text: String, keepsLines: Bool) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    var sequence = EscapeSequence.none
    for scalar in text.unicodeScalars {
      guard !sequence.consumes(scalar) else { continue }
      switch scalar {
      case "\n": result.append(keepsLines ? "\n" : " ")
      case "\t", "\r", "\u{85}", "\u{2028}", "\u{2029}": result.append(" ")
      case _ where isHarmful(scalar): break
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Control characters, and marks that reorder or hide text.
  ///
  /// Joiners (U+200C, U+200D) stay: scripts and emoji need them.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}

/// Recognises an escape sequence scalar by scalar (ECMA-48, sections 5.3 to 5.6).
enum EscapeSequence {
  case none
  case escape
  /// `ESC [`: parameters until a final byte.
  case control
  /// `ESC ]`, `ESC P`, …: text until BEL or `ESC \`.
  case string
  case stringEscape

  /// True when `scalar` belongs to a sequence and is not to be shown.
  mutating func consumes(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    switch self {
    case .none: return begins(value)
    case .escape: return afterEscape(value)
    case .control:
      if (0x20...0x3F).contains(value) { return true }
      self = .none
      return (0x40...0x7E).contains(value) || begins(value)
    case .string:
      if value == 0x07 || value == 0x9C { self = .none }
      if value == 0x1B { self = .stringEscape }
      // A line feed ends an unfinished string, or one stray escape would swallow the rest.
      if value == 0x0A { self = .none }
      return value != 0x0A
    case .stringEscape:
      self = .none
      return value == 0x5C || afterEscape(value)
    }
  }

  private mutating func begins(_ value: UInt32) -> Bool {
    switch value {
    case 0x1B: self = .escape
    case 0x9B: self = .control
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: self = .string
    default: return false
    }
    return true
  }

  private mutating func afterEscape(_ value: UInt32) -> Bool {
    switch value {
    case 0x5B: self = .control
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: self = .string
    case 0x20...0x2F: self = .escape
    case 0x30...0x7E: self = .none
    default:
      self = .none
      return begins(value)
    }
    return true
  }
}
