// What a rule looks for in a text: words as they are, words in all their forms, or a pattern.

/// Any one of these has to be in the text.
package struct RuleText: Sendable, Hashable {
  /// Whole words or phrases; case and diacritics do not matter.
  package var words: [String] = []
  /// Words or phrases of which the endings do not matter: `invest` is in `investing`.
  package var stems: [String] = []
  /// Regular expressions; see ``RulePattern``.
  package var patterns: [String] = []

  package init() {}

  package init(words: [String], stems: [String] = [], patterns: [String] = []) {
    self.words = words
    self.stems = stems
    self.patterns = patterns
  }

  package var isEmpty: Bool { self == RuleText() }

  /// The same with its values folded, sorted and without repetition.
  var canonical: RuleText {
    func phrases(_ texts: [String]) -> [String] {
      Set(texts.map { RuleWords.words($0).joined(separator: " ") }).sorted()
    }
    return RuleText(
      words: phrases(words), stems: phrases(stems), patterns: Set(patterns).sorted())
  }
}

extension RuleText: ExpressibleByArrayLiteral {
  /// Whole words or phrases.
  package init(arrayLiteral words: String...) {
    self.init(words: words)
  }
}
