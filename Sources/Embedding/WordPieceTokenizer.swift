// Text to the numbers a BERT model was trained on. It must agree piece by piece with Hugging Face's `tokenizers`
// (BertNormalizer, BertPreTokenizer, WordPiece): a different piece is a different vector.

/// BERT's uncased WordPiece tokenizer.
package struct WordPieceTokenizer: Sendable {
  /// Words of more scalars than this are unknown, as in the models' training.
  private static let longestWord = 100
  /// More pieces than any real vocabulary holds; node numbers of the trie have 24 bits.
  private static let largestVocabulary = 1 << 20

  let pieces: PieceTrie
  let classes = ScalarClasses()
  let unknown: Int32
  let first: Int32
  let last: Int32
  /// Pieces that keep their meaning when a text spells them out: `tokenizers` finds them before all else.
  let special: [(bytes: [UInt8], id: Int32)]
  /// Pieces in the vocabulary.
  package let count: Int

  /// Reads `vocab.txt`: one piece a line, its number is the line's, from 0.
  ///
  /// Throws ``EmbeddingError/Code/badVocabulary`` when `[UNK]`, `[CLS]` or `[SEP]` is missing or the file is too big.
  package init(vocabulary: [UInt8]) throws(EmbeddingError) {
    guard vocabulary.count < 1 << 24 else {
      throw EmbeddingError(
        .badVocabulary, "larger than 16 MB; not a vocabulary", context: "vocab.txt")
    }
    var trie = PieceTrie()
    var lines = vocabulary.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count <= Self.largestVocabulary else {
      throw EmbeddingError(
        .badVocabulary, "has \(lines.count) pieces; too many", context: "vocab.txt")
    }
    for (number, line) in lines.enumerated() {
      trie.insert(line.last == 0x0D ? line.dropLast() : line, id: Int32(number))
    }
    pieces = trie
    count = lines.count
    unknown = try Self.required("[UNK]", trie)
    first = try Self.required("[CLS]", trie)
    last = try Self.required("[SEP]", trie)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
      trie.id(of: name).map { (Array(name.utf8), $0) }
    }
  }

  private static func required(_ name: String, _ trie: PieceTrie) throws(EmbeddingError) -> Int32 {
    if let id = trie.id(of: name) { return id }
    throw EmbeddingError(
      .badVocabulary, "has no \(name); a BERT vocabulary has one piece a line", context: "vocab.txt"
    )
  }

  /// The pieces of `text` between `[CLS]` and `[SEP]`, `limit` (at least 2) in all.
  package func encode(_ text: String, limit: Int = 256) -> [Int32] {
    var text = text
    return text.withUTF8 { bytes in
      var scan = WordScan(tokenizer: self, limit: limit)
      var index = 0
      while index < bytes.count, !scan.isFull {
        let byte = unsafe bytes[index]
        if byte == 0x5B, let found = unsafe specialPiece(bytes, at: index) {
          scan.endWord()
          scan.append(found.id)
          index += found.bytes.count
        } else if byte < 0x80 {
          scan.takeASCII(byte)
          index += 1
        } else {
          let (scalar, length) = unsafe Self.scalar(bytes, at: index)
          scan.take(scalar)
          index += length
        }
      }
      return scan.finish()
    }
  }

  private func specialPiece(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (bytes: [UInt8], id: Int32)? {
    special.first { piece in
      index + piece.bytes.count <= bytes.count
        && piece.bytes.indices.allSatisfy { unsafe bytes[index + $0] == piece.bytes[$0] }
    }
  }

  /// A String is valid UTF-8, so the first byte tells the length.
  @inline(__always)
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: UInt32, length: Int) {
    let lead = unsafe UInt32(bytes[index])
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = lead & (0xFF >> UInt32(length + 1))
    for offset in 1..<length { scalar = unsafe scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (scalar, length)
  }

  /// Appends the pieces of one normalised word, or `[UNK]`.
  @inline(__always)
  func appendPieces(of word: [UInt8], scalars: Int, to ids: inout [Int32]) {
    let before = ids.count
    var index = 0
    var root = PieceTrie.beginning
    while scalars <= Self.longestWord, index < word.count,
      let piece = pieces.longest(in: word, from: index, below: root)
    {
      ids.append(piece.id)
      index = piece.end
      root = PieceTrie.continuation
    }
    guard index < word.count else { return }
    ids.removeSubrange(before...)
    ids.append(unknown)
  }
}
