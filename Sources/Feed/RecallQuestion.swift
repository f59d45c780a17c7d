// What somebody types to find something again, read the way search engines have taught people to write it: words,
// "an exact phrase", and -what must not occur (as PostgreSQL's websearch_to_tsquery reads it).

/// A question to memory, taken apart.
package struct RecallQuestion: Sendable, Hashable {
  /// More words than this say nothing more about what is looked for.
  private static let wordsMax = 32
  /// What opens and closes a phrase, in the ways that keyboards and editors write it.
  private static let quotes: Set<Character> = ["\"", "“", "”", "„", "«", "»"]

  /// What is looked for by its meaning: everything but what was excluded.
  package private(set) var meaning = ""
  /// Words that speak for a passage, each once, as they were typed.
  package private(set) var words: [String] = []
  /// What has to occur exactly so.
  package private(set) var phrases: [String] = []
  /// Words and phrases that must not occur; a phrase has a space.
  package private(set) var excluded: [String] = []

  /// Reads a question; whatever is typed can be read.
  package init(_ text: String) {
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else {
        take(&rest)
      }
    }
  }

  /// Takes one word or one phrase, with the minus before it.
  private mutating func take(_ rest: inout Substring) {
    let isExcluded = rest.first == "-" && rest.dropFirst().first.map { !$0.isWhitespace } ?? false
    if isExcluded { rest = rest.dropFirst() }
    if let opening = rest.first, Self.quotes.contains(opening),
      let end = rest.dropFirst().firstIndex(where: { Self.quotes.contains($0) })
    {
      let phrase = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[end...].dropFirst()
      add(Self.pieces(phrase).joined(separator: " "), isPhrase: true, isExcluded: isExcluded)
    } else {
      let end = rest.firstIndex { $0.isWhitespace } ?? rest.endIndex
      add(String(rest[..<end]), isPhrase: false, isExcluded: isExcluded)
      rest = rest[end...]
    }
  }

  private mutating func add(_ piece: String, isPhrase: Bool, isExcluded: Bool) {
    let bare = Self.bare(piece)
    if !isExcluded, !piece.isEmpty { meaning += meaning.isEmpty ? piece : " \(piece)" }
    guard !bare.isEmpty else { return }
    if isExcluded {
      if excluded.count < Self.wordsMax { excluded.append(bare) }
    } else if isPhrase {
      if phrases.count < Self.wordsMax { phrases.append(bare) }
    } else if words.count < Self.wordsMax, !words.contains(bare) {
      words.append(bare)
    }
  }

  private static func pieces(_ phrase: Substring) -> [Substring] {
    phrase.split(whereSeparator: \.isWhitespace)
  }

  /// Without what stands around a word: `(word),` is `word`.
  private static func bare(_ piece: String) -> String {
    let isPart = { (character: Character) in character.isLetter || character.isNumber }
    guard let first = piece.firstIndex(where: isPart), let last = piece.lastIndex(where: isPart)
    else { return "" }
    return String(piece[first...last])
  }
}
