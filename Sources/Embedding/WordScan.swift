// One pass over a text: each scalar is normalised and either joins the current word or ends it. Normalising and
// cutting at once means that a text's tail beyond the limit is never looked at.

/// The state of one pass.
struct WordScan {
  private let tokenizer: WordPieceTokenizer
  private let limit: Int
  private var ids: [Int32]
  private var word: [UInt8] = []
  private var scalars = 0

  init(tokenizer: WordPieceTokenizer, limit: Int) {
    self.tokenizer = tokenizer
    self.limit = max(limit, 2)
    ids = [tokenizer.first]
    ids.reserveCapacity(min(self.limit, 64))
    word.reserveCapacity(64)
  }

  /// True once nothing more can count.
  @inline(__always)
  var isFull: Bool { ids.count >= limit - 1 }

  @inline(__always)
  mutating func takeASCII(_ byte: UInt8) {
    switch byte {
    case 0x61...0x7A, 0x30...0x39:
      word.append(byte)
      scalars += 1
    case 0x41...0x5A:
      word.append(byte | 0x20)
      scalars += 1
    case 0x20, 0x09, 0x0A, 0x0D:
      endWord()
    case 0x00...0x1F, 0x7F:
      break
    default:
      single(UInt32(byte))
    }
  }

  mutating func take(_ scalar: UInt32) {
    if (0xAC00...0xD7A3).contains(scalar) { return takeHangul(scalar) }
    let (outcome, value) = tokenizer.classes.look(scalar)
    switch outcome {
    case .keep: join(scalar)
    case .removed: break
    case .space: endWord()
    case .ideograph, .punctuation: single(scalar)
    case .one, .several:
      let apart = tokenizer.classes.isIdeograph(scalar)
      if apart { endWord() }
      if outcome == .one {
        takeNormalised(value)
      } else {
        for part in tokenizer.classes.sequence(at: value) { takeNormalised(part) }
      }
      if apart { endWord() }
    }
  }

  /// Canonical decomposition of a syllable (Unicode, section 3.12): lead, vowel, and a tail if it has one.
  private mutating func takeHangul(_ scalar: UInt32) {
    let index = scalar - 0xAC00
    join(0x1100 + index / 588)
    join(0x1161 + index % 588 / 28)
    if index % 28 > 0 { join(0x11A7 + index % 28) }
  }

  /// A replacement is final: it is punctuation or part of a word.
  private mutating func takeNormalised(_ scalar: UInt32) {
    switch tokenizer.classes.look(scalar).outcome {
    case .punctuation, .ideograph: single(scalar)
    default: join(scalar)
    }
  }

  private mutating func single(_ scalar: UInt32) {
    endWord()
    join(scalar)
    endWord()
  }

  @inline(__always)
  private mutating func join(_ scalar: UInt32) {
    scalars += 1
    // Far beyond any known word: count on, but keep nothing.
    guard scalars <= 128 else { return }
    if scalar < 0x80 {
      word.append(UInt8(truncatingIfNeeded: scalar))
    } else if let scalar = Unicode.Scalar(scalar) {
      word.append(contentsOf: Unicode.UTF8.encode(scalar) ?? .init())
    }
  }

  mutating func append(_ id: Int32) { ids.append(id) }

  @inline(__always)
  mutating func endWord() {
    guard !word.isEmpty else { return }
    tokenizer.appendPieces(of: word, scalars: scalars, to: &ids)
    word.removeAll(keepingCapacity: true)
    scalars = 0
  }

  mutating func finish() -> [Int32] {
    if !isFull { endWord() }
    if ids.count > limit - 1 { ids.removeSubrange((limit - 1)...) }
    ids.append(tokenizer.last)
    return ids
  }
}
