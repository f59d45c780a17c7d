// The words of a text, counted. Single words and pairs of neighbours, as hashes: the scorer compares terms, and only the
// few that an explanation shows are looked up in the text again.

/// The counted terms of one text.
package struct TermCounts: Sendable, Hashable {
  /// Hashes of words and word pairs, ascending.
  let terms: [UInt64]
  /// How often each occurs.
  let counts: [Int32]
  /// The number of words in the text.
  package let words: Int

  /// Folds and cuts `text` as rules do (see `RuleWords`); a single ASCII letter or digit is no word.
  package init(text: String) {
    var hashes: [UInt64] = []
    for word in RuleWords.words(text) where word.utf8.count > 1 { hashes.append(Self.hash(word)) }
    words = hashes.count
    let pairs = zip(hashes, hashes.dropFirst()).map(Self.pair)
    (terms, counts) = Self.count((hashes + pairs).sorted())
  }

  /// The spelling of those `terms` that `text` has: one word or two.
  static func spellings(of terms: Set<UInt64>, in text: String) -> [UInt64: [String]] {
    var found: [UInt64: [String]] = [:]
    var before: (hash: UInt64, word: String)?
    for word in RuleWords.words(text) where word.utf8.count > 1 {
      let hash = hash(word)
      if terms.contains(hash) { found[hash] = [word] }
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

  /// FNV-1a, 64 bits: the same in every process, unlike Swift's own hashes.
  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
