// All words, stems and patterns of all rules, numbered; and what of them is in one field of an item.

import Feed

/// The fields of an item that are searched for words.
enum RuleField: Sendable, Hashable, CaseIterable {
  case title, text, tags, author, url
}

/// A ``RuleText`` with its words and stems numbered and its patterns compiled.
struct RuleNeedle: Sendable {
  let words: [Int]
  let stems: [Int]
  let patterns: [RulePattern]

  /// Whether any of it is in the field.
  func isIn(_ field: RuleFieldText) -> Bool {
    words.contains { field.words[$0] } || stems.contains { field.stems[$0] }
      || patterns.contains { pattern in field.texts.contains { pattern.isIn($0) } }
  }
}

/// One field of an item: what of the lexicon is in it, and its texts for patterns.
struct RuleFieldText: Sendable {
  var words: [Bool] = []
  var stems: [Bool] = []
  var texts: [String] = []
}

/// What the rules look for in texts.
struct RuleLexicon: Sendable {
  private var phrases = RulePhrases()
  private var stems = RuleStems()
  private var fields: Set<RuleField> = []

  /// Numbers what is looked for in `fields`; a pattern that cannot be compiled finds nothing.
  mutating func add(_ text: RuleText, in fields: Set<RuleField>) -> RuleNeedle? {
    guard !text.isEmpty else { return nil }
    self.fields.formUnion(fields)
    return RuleNeedle(
      words: text.words.compactMap { phrases.add(words: RuleWords.words($0)) },
      stems: text.stems.map { stems.add($0) },
      patterns: text.patterns.compactMap { try? RulePattern($0) })
  }

  /// What is in a field; nothing when no rule looks there.
  func read(_ texts: [String], of field: RuleField, language: LanguageTag?) -> RuleFieldText {
    guard fields.contains(field) else { return RuleFieldText() }
    // An empty word stands between the texts, so that no phrase reaches from one into the next.
    let words =
      phrases.count == 0
      ? [] : Array(texts.map { RuleWords.words($0) }.joined(separator: [RuleWords.boundary]))
    let forms = texts.map { stems.found(in: $0, language: language) }
    return RuleFieldText(
      words: phrases.found(in: words),
      stems: (0..<stems.count).map { number in forms.contains { $0[number] } }, texts: texts)
  }
}
