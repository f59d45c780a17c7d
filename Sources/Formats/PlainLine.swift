// Text for people and for the model: no tags, no runs of white space, titles on one line.

import Markup

/// Plain text of one line.
enum PlainLine {
  /// A title as one line; decoded once more only when what is left still looks like HTML.
  ///
  /// Titles are often escaped twice; "2 < 3" and a talk about `<head>` are not.
  static func title(_ rendered: EntryAdapter.Rendered) -> String {
    var line = oneLine(rendered.plain)
    if HTMLLook.isLikely(line) { line = oneLine(PlainText.fromHTML(line)) }
    return line
  }

  /// Every run of white space as one space.
  static func oneLine(_ text: String) -> String { join(text) { _ in 0x20 } }

  /// Runs of white space as one space, or as one line end where they held one.
  static func squeezed(_ text: String) -> String { join(text) { $0 ? 0x0A : 0x20 } }

  private static func join(_ text: String, _ separator: (Bool) -> UInt8) -> String {
    if text.isOneLine { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var isGap = false
    var hadLine = false
    for byte in text.utf8 {
      if byte <= 0x20 || byte == 0x7F {
        isGap = true
        hadLine = hadLine || byte == 0x0A || byte == 0x0D
        continue
      }
      if isGap, !result.isEmpty { result.append(separator(hadLine)) }
      isGap = false
      hadLine = false
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
