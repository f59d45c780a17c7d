// How many tokens a text is at most, as far as can be said without the tokenizer of a model that the person chooses. Rather
// too many than too few: a question that is too long costs money or is cut by the server where it pleases.

/// Tokens, counted with care.
package enum TokenEstimate {
  /// What a byte-level tokenizer of about 100,000 pieces makes of a text, rounded up.
  ///
  /// English words have four letters and more to a piece, here three; long runs of letters and digits (hashes, Base64) two.
  /// Letters of two bytes are a piece each, those of Chinese, Japanese and Korean one and a half, and what is rare a piece
  /// for each byte after the first.
  package static func count(_ text: String) -> Int {
    var tally = Tally()
    for scalar in text.unicodeScalars { tally.add(scalar) }
    return (tally.tenths + 9) / 10
  }

  /// The longest beginning of at most so many tokens; at a space where there is one near.
  package static func prefix(_ text: String, tokens: Int) -> Substring {
    guard count(text) > tokens else { return text[...] }
    let scalars = text.unicodeScalars
    var (tally, end) = (Tally(), scalars.startIndex)
    while end < scalars.endIndex {
      tally.add(scalars[end])
      if tally.tenths > tokens * 10 { break }
      end = scalars.index(after: end)
    }
    let cut = Substring(scalars[..<end])
    guard let space = cut.lastIndex(of: " "), cut[space...].utf8.count < 24 else { return cut }
    return cut[..<space]
  }
}

/// Tokens as they come, scalar by scalar.
private struct Tally {
  /// Tenths of a token.
  private(set) var tenths = 0
  /// Letters and digits in a row.
  private var run = 0

  mutating func add(_ scalar: Unicode.Scalar) {
    let isWord =
      scalar.isASCII && (scalar.properties.isAlphabetic || Self.digits.contains(scalar))
    run = isWord ? run + 1 : 0
    tenths += isWord ? Self.word(scalar, run) : Self.other(scalar)
  }

  private static let digits: ClosedRange<Unicode.Scalar> = "0"..."9"

  private static func word(_ scalar: Unicode.Scalar, _ run: Int) -> Int {
    digits.contains(scalar) ? 5 : run <= 12 ? 3 : 6
  }

  private static func other(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20: 2
    case 0..<0x80: 8
    case 0x80..<0x800: 10
    case 0x2010..<0x2070: 10
    case 0x3000..<0xA000, 0xAC00..<0xD7B0, 0xFF00..<0xFFF0: 15
    case 0x800..<0x10000: 20
    default: 30
    }
  }
}
