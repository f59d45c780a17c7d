// Words in threes: what two tellings of one story have in common even where one was shortened or edited, and what two
// stories about one event do not.

/// The word shingles of a text (Broder 1997), hashed, in the order of the text.
package struct StoryShingles: Sendable {
  /// Words read; what is longer is told apart by its beginning.
  static let wordLimit = 1_000
  /// Words a shingle.
  static let width = 3

  let ordered: [UInt64]

  init(words: [String]) {
    let hashes = words.map(Self.hash)
    guard hashes.count >= Self.width else {
      ordered = hashes.isEmpty ? [] : [hashes.reduce(0, Self.mix)]
      return
    }
    ordered = (0...(hashes.count - Self.width)).map { start in
      hashes[start..<(start + Self.width)].reduce(0, Self.mix)
    }
  }

  /// FNV-1a, 64 bits (Fowler, Noll, Vo); the same in every process, unlike `Hasher`.
  static func hash(_ word: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  /// Folds one hash into another.
  static func mix(_ state: UInt64, _ value: UInt64) -> UInt64 { scramble(state &* 31 &+ value) }

  /// One step of SplitMix64 from `value`.
  static func scramble(_ value: UInt64) -> UInt64 { SplitMix64.mixed(value &+ SplitMix64.step) }
}
