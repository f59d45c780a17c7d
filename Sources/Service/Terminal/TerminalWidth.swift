// How many columns a text takes: a table or a bar that counts characters falls apart at the first Chinese title.

extension TerminalText {
  /// The columns that `text` takes on a terminal; control characters take none.
  package static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + width($1) }
  }

  /// The text cut to `columns`, with `…` where something was cut, then filled up with spaces if `pads`.
  package static func fit(_ text: String, columns: Int, pads: Bool = false) -> String {
    var used = 0
    var kept = ""
    let whole = width(text)
    let room = whole <= columns ? columns : columns - 1
    for character in text {
      let next = width(character)
      guard used + next <= room else { break }
      kept.append(character)
      used += next
    }
    if whole > columns, columns > 0 {
      kept += "…"
      used += 1
    }
    return pads ? kept + String(repeating: " ", count: max(0, columns - used)) : kept
  }

  /// A character is as wide as its widest scalar, as terminals draw it.
  private static func width(_ character: Character) -> Int {
    character.unicodeScalars.map(width).max() ?? 0
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// The blocks that are wide or full-width in EastAsianWidth.txt, and characters drawn as emoji.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x1100: false
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
