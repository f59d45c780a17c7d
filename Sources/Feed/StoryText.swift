// An item as it is compared with another: words and shingles, worked out once.

/// One telling of a story.
package struct StoryText: Sendable {
  let titleWords: [String]
  let page: String?
  let shingles: [UInt64]
  /// The numbers in the text, as written.
  let numbers: Set<String>

  package init(title: String, text: String, url: String?) {
    let words = SaidWords.of(text, limit: StoryShingles.wordLimit)
    titleWords = SaidWords.of(title)
    page = url.flatMap(PageKey.of)
    shingles = StoryShingles(words: words).ordered
    numbers = Set(words.filter(Self.isNumber))
  }

  /// A word with a digit in it: an amount, a date, a version.
  static func isNumber(_ word: String) -> Bool {
    word.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }
}
