// The words of which only the stem counts. What the stem of a word is depends on the language that the item is in, so
// there is a table for each language, made once; of an item only the words are stemmed that could be meant.

import Feed

/// Finds which of many phrases occur in a text in any of their forms.
struct RuleStems: Sendable {
  private struct Table: Sendable {
    var phrases = RulePhrases()
    /// The number in `phrases` of each phrase; nil for one without a word.
    var numbers: [Int?] = []
    /// How the words of the phrases begin: Snowball leaves the first letters of a word alone.
    var openings: Set<String> = []
  }

  /// Letters of a word's opening.
  private static let openingLength = 2

  private(set) var count = 0
  private var tables: [String: Table] = [:]
  /// For languages that Snowball does not know: words as they are.
  private var plain = Table()

  /// Adds a phrase and returns its number.
  mutating func add(_ phrase: String) -> Int {
    let words = RuleWords.words(phrase, withMarks: true)
    for language in Stemmer.languages {
      guard let stemmer = Stemmer(language: language) else { continue }
      Self.add(words.map { Self.folded(stemmer.stem($0)) }, to: &tables[language, default: Table()])
    }
    Self.add(words.map(Self.folded), to: &plain)
    count += 1
    return count - 1
  }

  private static func add(_ stems: [String], to table: inout Table) {
    table.numbers.append(table.phrases.add(words: stems))
    table.openings.formUnion(stems.map(opening))
  }

  /// For each phrase, by its number, whether it occurs in `text`; without a language the text counts as English.
  func found(in text: String, language: LanguageTag?) -> [Bool] {
    guard count > 0 else { return [] }
    let code = language?.primary ?? "en"
    let table = tables[code] ?? plain
    let stemmer = Stemmer(language: code)
    let stems = RuleWords.words(text, withMarks: true).map { word in
      let plain = Self.folded(word)
      guard table.openings.contains(Self.opening(plain)) else { return plain }
      return stemmer.map { Self.folded($0.stem(word)) } ?? plain
    }
    let found = table.phrases.found(in: stems)
    return table.numbers.map { number in number.map { found[$0] } ?? false }
  }

  private static func opening(_ word: String) -> String {
    String(word.unicodeScalars.prefix(openingLength))
  }

  private static func folded(_ word: String) -> String {
    var folded: [UInt8] = []
    for scalar in word.unicodeScalars { RuleFolding.append(scalar, to: &folded) }
    return String(decoding: folded, as: UTF8.self)
  }
}
