// The words of a text, counted by their beginnings, as hashes: the scorer compares terms, and only the few that an
// explanation shows are looked up in the text again.

/// The counted terms of one text.
package struct TermCounts: Sendable, Hashable {
  /// Hashes of the beginnings of words, ascending.
  let terms: [UInt64]
  /// How often each occurs.
  let counts: [Int32]
  /// The number of words in the text.
  package let words: Int

  /// A word of the title counts so many times more: a title is what its author chose to say first, and a weight for each
  /// field of a text goes best into the counts (Robertson, Zaragoza and Taylor, Simple BM25 Extension to Multiple Weighted
  /// Fields, 2004).
  private static let titleMore = 2

  /// Folds and cuts `text` as rules do (see `RuleWords`); a single ASCII letter or digit is no word.
  ///
  /// Where every character is a word of its own, two neighbours are a term as well. `title` is said to be part of `text`.
  package init(title: String = "", text: String) {
    let whole = Self.hashes(text)
    let heading = Self.hashes(title)
    var all = whole.words + whole.pairs
    for _ in 0..<Self.titleMore { all += heading.words + heading.pairs }
    words = whole.words.count
    (terms, counts) = Self.count(all.sorted())
  }

  private static func hashes(_ text: String) -> (words: [UInt64], pairs: [UInt64]) {
    if let plain = PlainWords.hashes(text) { return (plain, []) }
    var words: [UInt64] = []
    var pairs: [UInt64] = []
    var before: UInt64?
    for word in RuleWords.words(text) where word.utf8.count > 1 {
      let hash = hash(word)
      let isAlone = word.unicodeScalars.count == 1
      if isAlone, let before { pairs.append(pair(before, hash)) }
      before = isAlone ? hash : nil
      words.append(hash)
    }
    return (words, pairs)
  }

  /// The first spelling of those `terms` that `text` has: one word, or two where each is a character.
  static func spellings(of terms: Set<UInt64>, in text: String) -> [UInt64: [String]] {
    var found: [UInt64: [String]] = [:]
    var before: (hash: UInt64, word: String)?
    for word in RuleWords.words(text) where word.utf8.count > 1 {
      let hash = hash(word)
      if terms.contains(hash), found[hash] == nil { found[hash] = [word] }
      if let before {
        let pair = pair(before.hash, hash)
        if terms.contains(pair) { found[pair] = [before.word, word] }
      }
      before = (hash, word)
    }
    return found
  }

  private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first &* 0x9E37_79B9_7F4A_7C15) ^ second
  }

  private static func count(_ sorted: [UInt64]) -> ([UInt64], [Int32]) {
    var terms: [UInt64] = []
    var counts: [Int32] = []
    for hash in sorted {
      if hash == terms.last {
        counts[counts.count - 1] += 1
      } else {
        terms.append(hash)
        counts.append(1)
      }
    }
    return (terms, counts)
  }

  private static func hash(_ word: String) -> UInt64 {
    var hashed = HashedWord()
    for byte in word.utf8 { hashed.append(byte) }
    return hashed.hash
  }
}
