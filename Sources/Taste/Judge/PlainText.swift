// Text of strangers as a judge may see it: what a person would not see is gone, and letters in another dress wear the usual
// one. Instructions hidden in tag characters or between zero-width marks are read by models and by nobody else.

/// Untrusted text, made plain.
enum PlainText {
  /// One line: white space runs are one blank; control, format, tag and private characters are gone.
  ///
  /// Lines are gone too, so that no text can forge one of the question's own. Letters of full width, mathematical and
  /// circled ones become plain, as NFKC has them (Unicode Standard Annex 15); the rest of NFKC would need tables that the
  /// mind does not have. At most `limit` scalars are looked at.
  static func line(_ text: String, limit: Int = 20_000) -> String {
    var line = String.UnicodeScalarView()
    var isParted = false
    for scalar in text.unicodeScalars.prefix(limit) {
      if scalar.properties.isWhitespace {
        isParted = true
      } else if isVisible(scalar) {
        if isParted, !line.isEmpty { line.append(" ") }
        isParted = false
        line.append(plain(scalar))
      }
    }
    return String(line)
  }

  /// Joiners go as well: without them some words of Persian or Hindi look odd, and a judge reads them all the same.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Variation selectors hide a byte each in what looks like one emoji.
    case 0xFE00...0xFE0E, 0xE0000...0xE0FFF: return false
    case 0x180B...0x180F, 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, 0xFFFC: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return false
    default: return true
    }
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".unicodeScalars)

  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    switch value {
    case 0..<0x2000: return scalar
    case 0xFF01...0xFF5E: return Unicode.Scalar(value - 0xFEE0) ?? scalar
    // Thirteen alphabets of 52 letters each, then digits.
    case 0x1D400...0x1D6A3: return letters[Int(value - 0x1D400) % 52]
    case 0x1D7CE...0x1D7FF: return Unicode.Scalar(0x30 + (value - 0x1D7CE) % 10) ?? scalar
    case 0x24B6...0x24E9: return letters[Int(value - 0x24B6)]
    default: return scalar
    }
  }

  /// Quotation marks and dashes alike, without capitals: what is compared to find out whether a quotation is true.
  static func compared(_ text: String) -> String {
    var result = ""
    for scalar in line(text).unicodeScalars {
      switch scalar {
      case "“", "”", "„", "‟", "«", "»", "「", "」", "『", "』", "〝", "〞", "＂": result += "\""
      case "‘", "’", "‚", "‛", "‹", "›", "`", "´": result += "'"
      case "‐", "‑", "–", "—", "−": result += "-"
      case "…": result += "..."
      default: result += scalar.properties.lowercaseMapping
      }
    }
    return result
  }
}
