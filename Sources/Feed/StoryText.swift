// An item as it is compared with another: words and shingles, worked out once.

/// One telling of a story.
package struct StoryText: Sendable {
  let titleWords: [String]
  let page: String?
  let shingles: [UInt64]
  /// The words of the text.
  let words: Set<String>
  /// The numbers among them.
  let numbers: Set<String>

  package init(title: String, text: String, url: String?) {
    let words = SaidWords.of(text, limit: StoryShingles.wordLimit)
    titleWords = SaidWords.of(title)
    page = url.flatMap(PageKey.of)
    shingles = StoryShingles(words: words).ordered
    self.words = Set(words)
    numbers = self.words.filter(Self.isNumber)
  }

  /// A word with a digit in it: an amount, a date, a version.
  static func isNumber(_ word: String) -> Bool {
    word.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }
}
