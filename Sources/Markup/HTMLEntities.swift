// Character references, named and numeric, as browsers read them: feeds escape once, twice, and with the numbers of
// windows-1252.

/// Resolves character references.
package enum HTMLEntities {
  /// One reference resolved: what it stands for, and how many bytes it took.
  struct Reference {
    var first: UInt32
    var second: UInt32 = 0
    var length: Int
    /// One that XML knows without a DTD.
    var isXML = false
  }

  /// The longest name in the list is `CounterClockwiseContourIntegral`.
  private static let longestName = 32
  private static let names = Names()

  /// Resolves every reference in the text once; what is none stays as it is.
  package static func decode(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    var text = text
    return text.withUTF8 { source in
      var result: [UInt8] = []
      result.reserveCapacity(source.count)
      unsafe decode(Bytes(source), into: &result)
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// Resolves every reference in the bytes once and appends what comes out.
  ///
  /// In an attribute an old name without its semicolon must not run into a letter, a digit or `=`.
  package static func decode(
    _ source: Bytes, into result: inout [UInt8], inAttribute: Bool = false
  ) {
    var position = 0
    while position < source.count {
      let run = source.index(of: 0x26, from: position) ?? source.count
      unsafe result.append(contentsOf: source.part(position, run).buffer)
      position = run
      guard position < source.count else { return }
      if let reference = reference(source, at: position),
        !inAttribute || !source.runsOn(from: position, reference.length)
      {
        append(reference, to: &result)
        position += reference.length
      } else {
        result.append(0x26)
        position += 1
      }
    }
  }

  /// The reference that starts at the `&` at `position`; nil when there is none.
  ///
  /// With `strict` a named one needs its semicolon, as in XML.
  static func reference(_ source: Bytes, at position: Int, strict: Bool = false) -> Reference? {
    guard position + 2 < source.count else { return nil }
    if source[position + 1] == 0x23 { return numeric(source, at: position) }
    return named(source, at: position, strict: strict)
  }

  /// Appends the characters of a reference; code points no text may hold add nothing.
  static func append(_ reference: Reference, to result: inout [UInt8]) {
    for value in [reference.first, reference.second] where value != 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      UTF8.encode(scalar).map { result.append(contentsOf: $0) }
    }
  }

  private static func named(_ source: Bytes, at position: Int, strict: Bool) -> Reference? {
    let start = position + 1
    var end = start
    let limit = min(source.count, start + longestName)
    while end < limit, source[end].isLetter || source[end].isDigit { end += 1 }
    guard end > start else { return nil }
    if end < source.count, source[end] == 0x3B, let found = names.find(source.part(start, end)) {
      let name = source.part(start, end)
      return Reference(
        first: strict ? inXHTML(name) ?? found.first : found.first, second: found.second,
        length: end + 1 - position, isXML: isXML(name))
    }
    guard !strict else { return nil }
    while end > start + 1 {
      if let found = names.find(source.part(start, end)), found.legacy {
        return Reference(first: found.first, second: found.second, length: end - position)
      }
      end -= 1
    }
    return nil
  }

  /// XHTML 1.0's entity sets, the ones XML feeds mean, have two names where HTML 5 differs: the angle brackets.
  private static func inXHTML(_ name: Bytes) -> UInt32? {
    if name == "lang" { return 0x2329 }
    return name == "rang" ? 0x232A : nil
  }

  private static func isXML(_ name: Bytes) -> Bool {
    name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos"
  }

  private static func numeric(_ source: Bytes, at position: Int) -> Reference? {
    let isHex = source[position + 2] | 0x20 == 0x78
    let start = position + (isHex ? 3 : 2)
    var end = start
    var value: UInt32 = 0
    while end < source.count, let digit = source[end].hexValue, isHex || digit < 10 {
      value = min(value &* (isHex ? 16 : 10) &+ UInt32(digit), 0x11_0000)
      end += 1
    }
    guard end > start else { return nil }
    let isClosed = end < source.count && source[end] == 0x3B
    if isClosed { end += 1 }
    let meant = readable(value)
    return Reference(first: meant, length: end - position, isXML: isClosed && meant != 0)
  }

  /// The code point a browser shows for a number: 0x80–0x9F are meant as windows-1252 (HTML standard, 13.2.5.80).
  ///
  /// 0 for what no text may hold.
  static func readable(_ value: UInt32) -> UInt32 {
    if value >= 0x80, value <= 0x9F { return UInt32(windows1252[Int(value - 0x80)]) }
    if value < 0x20, value != 0x09, value != 0x0A, value != 0x0D { return 0 }
    let isText =
      value <= 0x10_FFFF && !(0xD800...0xDFFF).contains(value) && value & 0xFFFE != 0xFFFE
    return isText ? value : 0
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The list, unpacked.
  private struct Names: Sendable {
    private let table: ByteTable
    private var first: [UInt32] = []
    private var second: [UInt32] = []
    private var legacy: [Bool] = []

    init() {
      var keys: [String] = []
      for word in HTMLEntityNames.list.description.split(whereSeparator: { $0 == " " || $0 == "\n" }
      ) {
        let sides = word.split(separator: "=")
        guard sides.count == 2 else { continue }
        let codes = sides[1].split(separator: "+").compactMap { UInt32($0, radix: 16) }
        legacy.append(sides[0].hasSuffix("!"))
        keys.append(String(sides[0].hasSuffix("!") ? sides[0].dropLast() : sides[0]))
        first.append(codes.first ?? 0)
        second.append(codes.count > 1 ? codes[1] : 0)
      }
      table = ByteTable(keys)
    }

    func find(_ name: Bytes) -> (first: UInt32, second: UInt32, legacy: Bool)? {
      guard let number = table.find(name) else { return nil }
      return (first[number], second[number], legacy[number])
    }
  }
}

extension Bytes {
  /// Whether what stands at `position` is a name without semicolon that goes on: `&copy=1` in an address.
  fileprivate func runsOn(from position: Int, _ length: Int) -> Bool {
    let next = position + length
    guard next < count, self[next - 1] != 0x3B, self[position + 1] != 0x23 else { return false }
    return self[next].isLetter || self[next].isDigit || self[next] == 0x3D
  }
}
