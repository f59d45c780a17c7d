// The words of which only the stem counts. What the stem of a word is depends on the language that the item is in, so
// there is a table for each language, made once; of an item only the words are stemmed that could be meant.

import Feed

/// Finds which of many phrases occur in a text in any of their forms.
struct RuleStems: Sendable {
  private struct Table: Sendable {
    var phrases = RulePhrases()
    /// The number in `phrases` of each phrase; nil for one without a word.
    var numbers: [Int?] = []
    /// The first letters of the words: in most languages a word and its stem have the same.
    var openings: Set<Unicode.Scalar> = []
  }

  /// Languages in which Snowball takes prefixes off too.
  private static let prefixing: Set<String> = ["ar", "ga", "id", "ta"]

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
    table.openings.formUnion(stems.compactMap(\.unicodeScalars.first))
  }

  /// For each phrase, by its number, whether it occurs in `text`; without a language the text counts as English.
  func found(in text: String, language: LanguageTag?) -> [Bool] {
    guard count > 0 else { return [] }
    let code = language?.primary ?? "en"
    let table = tables[code] ?? plain
    let stemmer = Stemmer(language: code)
    let isPrefixing = Self.prefixing.contains(code)
    let stems = RuleWords.words(text, withMarks: true).map { word in
      let plain = Self.folded(word)
      let mayBeMeant = plain.unicodeScalars.first.map(table.openings.contains) ?? false
      guard mayBeMeant || isPrefixing else { return plain }
      return stemmer.map { Self.folded($0.stem(word)) } ?? plain
    }
    let found = table.phrases.found(in: stems)
    return table.numbers.map { number in number.map { found[$0] } ?? false }
  }

  private static func folded(_ word: String) -> String {
    var folded: [UInt8] = []
    for scalar in word.unicodeScalars { RuleFolding.append(scalar, to: &folded) }
    return String(decoding: folded, as: UTF8.self)
  }
}
