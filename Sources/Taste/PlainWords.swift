// The words of plain text, hashed as they are read. Most text is plain: then no word need be made to be counted, which
// is what a hundred thousand items spend their time on.

/// The hashed words of texts whose letters are all ASCII.
enum PlainWords {
  /// What ``TermCounts`` counts, in order; nil where a letter has to be folded.
  ///
  /// The same words as `RuleWords` finds: runs of letters and digits with the `+` or `#` at their end. Typographic
  /// spaces, dashes and quotation marks (U+2000 … U+203F, but for the joiners) part words like any other punctuation.
  static func hashes(_ text: String) -> [UInt64]? {
    let bytes = text.utf8Span.span
    var hashes: [UInt64] = []
    hashes.reserveCapacity(bytes.count / 6 + 1)
    var word = HashedWord()
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case 0x61...0x7A, 0x30...0x39, 0x41...0x5A:
        if word.hasSuffix { word.finish(into: &hashes) }
        word.append(byte | ((0x41...0x5A).contains(byte) ? 0x20 : 0))
      case 0x2B, 0x23: word.appendSuffix(byte)
      case 0..<0x80: word.finish(into: &hashes)
      case 0xE2 where isPunctuation(bytes, at: place):
        place += 2
        word.finish(into: &hashes)
      default: return nil
      }
    }
    word.finish(into: &hashes)
    return hashes
  }

  /// Whether the bytes after 0xE2 are those of U+2000 … U+203F without U+200B … U+200D.
  private static func isPunctuation(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    place + 1 < bytes.count && bytes[place] == 0x80 && !(0x8B...0x8D).contains(bytes[place + 1])
  }
}

/// A word as it is read: FNV-1a, 64 bits, of its beginning, the same in every process, unlike Swift's own hashes.
struct HashedWord {
  /// So many letters of a word are compared: in most languages that have endings they hold the stem, and no language
  /// need be known.
  private static let lettersMax = 6

  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private(set) var hasSuffix = false
  private var letters = 0
  private var bytes = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes += 1
    if !UTF8.isContinuation(byte) { letters += 1 }
    if letters <= Self.lettersMax { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  @inline(__always)
  mutating func appendSuffix(_ byte: UInt8) {
    guard bytes > 0 else { return }
    append(byte)
    hasSuffix = true
  }

  /// A single ASCII letter or digit is no word.
  @inline(__always)
  mutating func finish(into hashes: inout [UInt64]) {
    if bytes > 1 { hashes.append(hash) }
    if bytes > 0 { self = HashedWord() }
  }
}
