// Bytes without a word on their encoding that are no UTF-8: a feed from before 2005. Asian encodings show themselves by
// the rows of their tables that a language uses all the time; what shows nothing is windows-1252.

/// Guesses among the encodings that were common before UTF-8.
enum EncodingGuess {
  /// The likeliest encoding of text that names none; nil when none stands out.
  ///
  /// Counts, over the first bytes, how many pairs fall into the everyday rows of each encoding (kana, hangul, the first
  /// level of hanzi), and how the single bytes of an alphabet lie in its rows.
  static func name(_ bytes: ArraySlice<UInt8>) -> String? {
    let sample = bytes.prefix(65_536)
    let high = sample.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
    guard high >= 8 else { return nil }
    let best = pairs.map { (name: $0.name, share: share(sample, $0, high)) }
      .filter { $0.share > 0.75 }
      .max { $0.share < $1.share }
    return best?.name ?? thai(sample, high) ?? alphabet(sample, high)
  }

  /// An encoding of two bytes: what leads, what may follow, and the rows that are used daily.
  private struct Pairs {
    let name: String
    let leads: [ClosedRange<UInt8>]
    let trails: [ClosedRange<UInt8>]
    let daily: [ClosedRange<UInt8>]
    /// A row without which it is not this language: kana, else a quote before a letter passes for Japanese.
    var needed: ClosedRange<UInt8>? = nil
  }

  private static let pairs: [Pairs] = [
    Pairs(
      name: "cp932", leads: [0x81...0x9F, 0xE0...0xFC], trails: [0x40...0x7E, 0x80...0xFC],
      daily: [0x81...0x83, 0x88...0x97], needed: 0x82...0x83),
    Pairs(
      name: "euc-jp", leads: [0xA1...0xFE], trails: [0xA1...0xFE],
      daily: [0xA1...0xA1, 0xA4...0xA5, 0xB0...0xCF], needed: 0xA4...0xA5),
    Pairs(name: "cp949", leads: [0xA1...0xFE], trails: [0xA1...0xFE], daily: [0xB0...0xC8]),
    Pairs(
      name: "big5", leads: [0xA1...0xF9], trails: [0x40...0x7E, 0xA1...0xFE], daily: [0xA1...0xC6]),
    Pairs(
      name: "gb18030", leads: [0xA1...0xF7], trails: [0xA1...0xFE],
      daily: [0xA1...0xA1, 0xA3...0xA3, 0xB0...0xD7]),
  ]

  /// Which part of the high bytes stands in daily pairs; 0 when something cannot be read.
  private static func share(_ bytes: ArraySlice<UInt8>, _ kind: Pairs, _ high: Int) -> Double {
    var daily = 0
    var needed = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      guard byte >= 0x80 else {
        index += 1
        continue
      }
      guard index + 1 < bytes.endIndex else { break }
      let next = bytes[index + 1]
      guard kind.leads.contains(where: { $0.contains(byte) }),
        kind.trails.contains(where: { $0.contains(next) })
      else { return 0 }
      if kind.daily.contains(where: { $0.contains(byte) }) { daily += next >= 0x80 ? 2 : 1 }
      if let row = kind.needed, row.contains(byte) { needed += 2 }
      index += 2
    }
    guard kind.needed == nil || needed * 5 > high else { return 0 }
    return Double(daily) / Double(high)
  }

  /// Other alphabets are runs of high letters, mostly small ones, which KOI8 and windows keep in different rows.
  ///
  /// Greek has its accented letters where Cyrillic has capitals that hardly begin a word; Hebrew has no capitals, and
  /// nothing where Cyrillic has its last five letters, which a hundred letters do not do without.
  private static func alphabet(_ bytes: ArraySlice<UInt8>, _ high: Int) -> String? {
    var runs = 0
    var rows = [Int](repeating: 0, count: 256)
    var before: UInt8 = 0
    for byte in bytes {
      if byte >= 0xC0, before >= 0xC0 { runs += 1 }
      rows[Int(byte)] += 1
      before = byte
    }
    guard runs * 10 > high * 6 else { return nil }
    let count = { (range: ClosedRange<Int>) in rows[range].reduce(0, +) }
    let small = count(0xE0...0xFF)
    if count(0xC0...0xDF) * 10 > high * 7 { return "koi8-r" }
    if count(0xDC...0xDF) * 25 > high, small * 10 > high * 6 { return "windows-1253" }
    guard small * 10 > high * 7 else { return nil }
    let isHebrew = high >= 100 && count(0xC0...0xDF) == 0 && count(0xFB...0xFF) == 0
    return isHebrew ? "windows-1255" : "windows-1251"
  }

  /// Thai has no blanks between words: long runs, with vowels and tones of a few rows between the consonants.
  private static func thai(_ bytes: ArraySlice<UInt8>, _ high: Int) -> String? {
    var runs = 0
    var vowels = 0
    var before: UInt8 = 0
    for byte in bytes where byte >= 0x80 || before >= 0x80 {
      if byte >= 0x80, before < 0x80 { runs += 1 }
      if (0xD0...0xDA).contains(byte) || (0xE0...0xEE).contains(byte) { vowels += 1 }
      before = byte
      if byte >= 0x80, byte < 0xA1 || byte > 0xFB || (0xDB...0xDE).contains(byte) { return nil }
    }
    let isThai = high > runs * 5 && vowels * 4 > high && vowels * 10 < high * 6
    return isThai ? "windows-874" : nil
  }
}
