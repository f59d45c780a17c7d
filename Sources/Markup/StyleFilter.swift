// Inline style that only colours, sizes and aligns may stay: one value with a character that could open a function, a
// comment, an escape or an address costs the whole attribute.

/// Keeps the harmless declarations of a `style` attribute.
enum StyleFilter {
  private static let properties = ByteTable(
    """
    azimuth background-color border-bottom-color border-collapse border-color border-left-color border-right-color \
    border-top-color clear color cursor direction display elevation float font font-family font-size font-style \
    font-variant font-weight height letter-spacing line-height overflow pause pause-after pause-before pitch \
    pitch-range richness speak speak-header speak-numeral speak-punctuation speech-rate stress text-align \
    text-decoration text-indent unicode-bidi vertical-align voice-family volume white-space width
    """.split(separator: " ").map(String.init), folding: true)
  private static let families = ByteTable(
    ["background", "border", "margin", "padding"], folding: true)
  private static let keywords = ByteTable(
    """
    auto aqua black block blue bold both bottom brown center collapse dashed dotted fuchsia gray green !important \
    italic left lime maroon medium none navy normal nowrap olive pointer purple red right solid silver teal top \
    transparent underline white yellow
    """.split(separator: " ").map(String.init))
  private static let units = ByteTable([
    "", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", ",", ")",
  ])
  private static let longest = 2_000

  /// The declarations that may stay, as `name: value;`, one blank between them.
  static func filter(_ given: [UInt8]) -> [UInt8] {
    guard given.count <= longest else { return [] }
    let style = withoutAddresses(given)
    guard isPlain(style) else { return [] }
    return unsafe style.withUnsafeBufferPointer { buffer in
      let source = unsafe Bytes(buffer)
      var result: [UInt8] = []
      var start = 0
      while start < source.count {
        let end = source.index(of: 0x3B, from: start) ?? source.count
        guard append(source.part(start, end), to: &result) else { return [] }
        start = end + 1
      }
      return result
    }
  }

  /// With a blank for each `url(…)`: the picture goes, and what stands beside it stays.
  private static func withoutAddresses(_ style: [UInt8]) -> [UInt8] {
    guard style.contains(0x28) else { return style }
    return unsafe style.withUnsafeBufferPointer { buffer in
      let source = unsafe Bytes(buffer)
      var result: [UInt8] = []
      var position = 0
      while position < source.count {
        if let end = endOfAddress(source, at: position) {
          result.append(0x20)
          position = end
        } else {
          result.append(source[position])
          position += 1
        }
      }
      return result
    }
  }

  /// Behind the `)` of a `url(` at `position` that holds one word.
  private static func endOfAddress(_ source: Bytes, at position: Int) -> Int? {
    guard position + 4 < source.count, source[position + 3] == 0x28,
      source[position].lowered == 0x75, source[position + 1].lowered == 0x72,
      source[position + 2].lowered == 0x6C,
      let close = source.index(of: 0x29, from: position + 4)
    else { return nil }
    let word = source.part(position + 4, close).trimmed
    return word.isEmpty || word.contains { $0.isSpace || $0 == 0x28 } ? nil : close + 1
  }

  /// Letters, digits and `:,;#%.! -` only, quotes around plain words, parentheses around numbers.
  private static func isPlain(_ style: [UInt8]) -> Bool {
    var closer: UInt8 = 0
    for byte in style {
      if closer != 0 {
        if byte == closer {
          closer = 0
        } else if closer == 0x29 {
          guard byte.isDigit || byte == 0x2C || byte == 0x25 || byte.isSpace else { return false }
        } else if !(byte.isLetter || byte.isDigit || byte.isSpace || byte == 0x2D || byte == 0x5F) {
          return false
        }
      } else if byte == 0x22 || byte == 0x27 {
        closer = byte
      } else if byte == 0x28 {
        closer = 0x29
      } else {
        guard byte.isLetter || byte.isDigit || byte.isSpace || isMark(byte) else { return false }
      }
    }
    return closer == 0
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3A, 0x2C, 0x3B, 0x23, 0x25, 0x2E, 0x21, 0x2D, 0x5F: true
    default: false
    }
  }

  /// Appends one declaration if it may stay; false when it is none.
  private static func append(_ declaration: Bytes, to result: inout [UInt8]) -> Bool {
    let trimmed = declaration.trimmed
    guard !trimmed.isEmpty else { return true }
    guard let colon = declaration.index(of: 0x3A, from: 0),
      declaration.index(of: 0x3A, from: colon + 1) == nil
    else { return false }
    let name = declaration.part(0, colon).trimmed
    var low = colon + 1
    while low < declaration.count, declaration[low].isSpace { low += 1 }
    let value = declaration.part(low, declaration.count)
    guard !name.isEmpty, !value.isEmpty, isAllowed(name, value) else { return !name.isEmpty }
    if !result.isEmpty { result.append(0x20) }
    unsafe result.append(contentsOf: name.buffer)
    result.append(contentsOf: [0x3A, 0x20])
    unsafe result.append(contentsOf: value.buffer)
    result.append(0x3B)
    return true
  }

  private static func isAllowed(_ name: Bytes, _ value: Bytes) -> Bool {
    if properties.find(name) != nil { return true }
    let family = name.part(0, name.index(of: 0x2D, from: 0) ?? name.count)
    guard families.find(family) != nil else { return false }
    return words(of: value).allSatisfy { keywords.find($0) != nil || isMeasure($0) }
  }

  private static func words(of value: Bytes) -> [Bytes] {
    var words: [Bytes] = []
    var start = 0
    for end in 0...value.count where end == value.count || value[end].isSpace {
      if end > start { words.append(value.part(start, end)) }
      start = end + 1
    }
    return words
  }

  /// A colour, or a number of at most two digits on each side of the point with a unit.
  private static func isMeasure(_ word: Bytes) -> Bool {
    if word[0] == 0x23 {
      return word.count > 1 && word.dropFirst().allSatisfy { $0.hexValue != nil }
    }
    if word.has("rgb(", at: 0) {
      return word.dropFirst(4).allSatisfy { $0.isDigit || $0 == 0x2C || $0 == 0x25 || $0 == 0x29 }
    }
    var position = 0
    while position < min(2, word.count), word[position].isDigit { position += 1 }
    if position < word.count, word[position] == 0x2E { position += 1 }
    let fraction = position
    while position < min(fraction + 2, word.count), word[position].isDigit { position += 1 }
    return units.find(word.part(position, word.count)) != nil
  }
}
