// Words as people write them, found by what they are folded to: a label that says "kase" for "Käse" is not read gladly.

/// Finds how folded words are written in a text.
enum WrittenWords {
  /// Adds to `counts` each way in which `parts` stand one after the other in `text`.
  static func count(_ parts: [String], in text: String, into counts: inout [String: Int]) {
    guard let last = parts.last else { return }
    var written: [Substring] = []
    for piece in text.split(whereSeparator: { !isPart($0) }) {
      written.append(piece)
      if written.count > parts.count { written.removeFirst() }
      guard piece.utf8.count <= 4 * last.utf8.count, written.count == parts.count else { continue }
      if zip(written, parts).allSatisfy({ RuleWords.words(String($0)) == [$1] }) {
        counts[written.joined(separator: " "), default: 0] += 1
      }
    }
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "+" || character == "#"
  }
}
