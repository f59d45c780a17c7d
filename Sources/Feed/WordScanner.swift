// Words for comparing. What differs between two ways of writing the same sentence is gone: case, white space, quotes,
// dashes, dots, entities that were escaped once too often, invisible characters.

/// Cuts a text into the words that count when two texts are compared.
struct WordScanner {
  private var words: [String] = []
  private var word = ""
  /// A dot or comma that belongs to the number it stands in, if a digit follows: `1.2.3`, `1,234`.
  private var separator: Unicode.Scalar?
  private let limit: Int

  /// The first `limit` words of `text`, in lower case; a Han or kana character is a word of its own.
  static func words(of text: String, limit: Int = .max) -> [String] {
    var scanner = WordScanner(limit: limit)
    scanner.scan(text.unicodeScalars)
    return scanner.words
  }

  private init(limit: Int) {
    self.limit = limit
  }

  private mutating func scan(_ scalars: String.UnicodeScalarView) {
    var place = scalars.startIndex
    while place < scalars.endIndex, words.count < limit {
      let scalar = scalars[place]
      place = scalars.index(after: place)
      if scalar == "&", let end = Self.entity(scalars[place...]) {
        if !Self.apostrophes.contains(String(scalars[place..<end])) { close() }
        place = scalars.index(after: end)
      } else {
        take(scalar)
      }
    }
    if words.count < limit { close() }
  }

  private static let apostrophes: Set<String> = [
    "#39", "#039", "#x27", "apos", "#8217", "#x2019", "rsquo",
  ]

  /// Where the `;` of an entity stands whose name begins here.
  private static func entity(_ rest: Substring.UnicodeScalarView) -> String.Index? {
    let name = rest.prefix(8).prefix {
      $0 == "#" || $0.isASCII && $0.properties.isAlphabetic || digit($0)
    }
    guard !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == ";" else {
      return nil
    }
    return name.endIndex
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x30...0x39:
      if let separator { word.unicodeScalars.append(separator) }
      append(scalar)
    case 0x61...0x7A: append(scalar)
    case 0x41...0x5A: append(Unicode.Scalar(UInt8(scalar.value) + 32))
    case 0x2E, 0x2C:
      let isInNumber = separator == nil && word.unicodeScalars.last.map(Self.digit) ?? false
      if isInNumber { separator = scalar } else { close() }
    case 0x23, 0x2B:  // C#, C++
      if word.isEmpty || separator != nil { close() } else { append(scalar) }
    case 0x27: break
    case 0..<0x80: close()
    default: takeWide(scalar)
    }
  }

  private mutating func takeWide(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    // Apostrophes, the soft hyphen, and what nobody sees.
    case 0x2018, 0x2019, 0x02BC, 0x00AD, 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE00...0xFE0F: return
    // Ideographs and kana, written without spaces.
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      alone(scalar)
      return
    default: break
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter:
      dropSeparator()
      word += properties.lowercaseMapping
    case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      append(scalar)
    case .otherSymbol: alone(scalar)
    default: close()
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if !Self.digit(scalar) { dropSeparator() }
    separator = nil
    word.unicodeScalars.append(scalar)
  }

  /// A separator that no digit followed ends the word before it.
  private mutating func dropSeparator() {
    if separator != nil { close() }
  }

  private mutating func alone(_ scalar: Unicode.Scalar) {
    close()
    words.append(String(Character(scalar)))
  }

  private mutating func close() {
    separator = nil
    guard !word.isEmpty else { return }
    words.append(word)
    word = ""
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x30 && scalar.value <= 0x39
  }
}
