// Words as people write them, found by what they are folded to: a label that says "kase" for "Käse" is not read gladly.

/// How the words of some texts are written.
struct WrittenWords {
  private struct Piece {
    let written: Substring
    let folded: String
  }

  /// The words of each text, in order.
  private let texts: [[Piece]]

  init(_ texts: some Sequence<String>) {
    self.texts = texts.map { text in
      text.split { !Self.isPart($0) }.compactMap { piece in
        let words = RuleWords.words(String(piece))
        return words.count == 1 ? Piece(written: piece, folded: words[0]) : nil
      }
    }
  }

  /// How folded words that stand one after the other are mostly written; small where they often are.
  func spelling(of parts: [String]) -> String {
    var counts: [String: Int] = [:]
    for text in texts {
      for start in text.indices where text[start].folded == parts[0] {
        let pieces = text[start...].prefix(parts.count)
        guard pieces.map(\.folded) == parts else { continue }
        counts[pieces.map(\.written).joined(separator: " "), default: 0] += 1
      }
    }
    let total = counts.values.reduce(0, +)
    let small = counts.filter { $0.key == $0.key.lowercased() }
    let usual = small.values.reduce(0, +) * 3 >= total ? small : counts
    return usual.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      ?? parts.joined(separator: " ")
  }

  private static func isPart(_ character: Character) -> Bool {
    if let byte = character.asciiValue {
      return (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2B
        || byte == 0x23
    }
    return character.isLetter || character.isNumber
  }
}
