// The border between what we say and what others wrote. A border that could be guessed could be forged, so it is drawn anew
// for each question (Hines and others, Defending Against Indirect Prompt Injection Attacks With Spotlighting,
// arXiv 2403.14720, §3.1).

import Feed

/// Encloses text of strangers.
struct Datamark {
  let delimiter: String
  private let needle: [UInt8]

  init(_ delimiter: String) {
    self.delimiter = delimiter
    needle = delimiter.utf8.map(Self.lower)
  }

  /// The lines between two marks.
  func enclosed(_ lines: [String]) -> String {
    (["[\(delimiter)]"] + lines + ["[/\(delimiter)]"]).joined(separator: "\n")
  }

  /// A field as one plain line of at most so many tokens, cut with `[…]`, without the delimiter in any capitals.
  func field(_ text: String, tokens: Int) -> String {
    // No token is shorter than one scalar of ASCII, and none of these is longer than eight.
    let limit = tokens * 8 + 64
    let line = without(PlainText.line(text, limit: limit))
    let kept = TokenEstimate.prefix(line, tokens: tokens)
    let isWhole =
      kept.utf8.count == line.utf8.count && text.unicodeScalars.prefix(limit + 1).count <= limit
    return isWhole ? line : kept + " […]"
  }

  /// What is put in its place is no hexadecimal digit, so that no new one arises.
  private func without(_ line: String) -> String {
    guard !needle.isEmpty else { return line }
    let bytes = Array(line.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place...].prefix(needle.count).lazy.map(Self.lower).elementsEqual(needle) {
        result += "…".utf8
        place += needle.count
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
