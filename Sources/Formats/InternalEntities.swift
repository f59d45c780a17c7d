// A few old feeds define an entity of their own in the document type and use it in every identifier. Short plain ones
// are replaced here, before the parser; anything that could grow or reach outside is not.

/// Entities that a document declares for itself.
enum InternalEntities {
  private static let most = 64
  private static let longest = 256

  /// The document with its own short entities replaced; itself when it declares none.
  ///
  /// A value that holds `&`, `<` or `%` is left alone, so nothing can be nested and nothing multiplies: the result is
  /// bounded by uses × 256 bytes, and never much over the document.
  static func expanded(_ document: [UInt8]) -> [UInt8] {
    guard let subset = subset(document) else { return document }
    let table = declarations(String(decoding: document[subset], as: UTF8.self))
    guard !table.isEmpty else { return document }
    let limit = document.count + document.count / 8 + 65_536
    var result: [UInt8] = []
    result.reserveCapacity(limit + longest)
    var written = 0
    var index = subset.upperBound
    while result.count < limit, let mark = document[index...].firstIndex(of: 0x26) {
      index = mark + 1
      guard let end = document[index...].prefix(65).firstIndex(of: 0x3B),
        let value = table[String(decoding: document[index..<end], as: UTF8.self)]
      else { continue }
      result += document[written..<mark]
      result += value.utf8
      index = end + 1
      written = index
    }
    result += document[written...]
    return result
  }

  /// Where the internal subset stands, if it declares entities.
  private static func subset(_ document: [UInt8]) -> Range<Int>? {
    guard hasDoctype(document) else { return nil }
    let head = String(decoding: document.prefix(16_384), as: UTF8.self)
    guard let start = head.utf8Range(of: "<!DOCTYPE"), head.utf8Range(of: "<!ENTITY") != nil else {
      return nil
    }
    let rest = head[start.upperBound...]
    guard let open = rest.firstIndex(of: "["), let close = rest.utf8Range(of: "]>") else {
      return nil
    }
    guard open < close.lowerBound else { return nil }
    let low = head.utf8.distance(from: head.startIndex, to: open)
    let high = head.utf8.distance(from: head.startIndex, to: close.upperBound)
    return high <= document.count ? low..<high : nil
  }

  /// Whether a document type stands before the root element.
  private static func hasDoctype(_ document: [UInt8]) -> Bool {
    var index = 0
    while let mark = document[index...].firstIndex(of: 0x3C), mark + 2 < document.count {
      let next = document[mark + 1]
      if next == 0x21, document[mark + 2] == 0x44 { return true }
      if (0x61...0x7A).contains(next | 0x20) { return false }
      index = mark + 1
    }
    return false
  }

  private static func declarations(_ subset: String) -> [String: String] {
    var table: [String: String] = [:]
    var rest = subset[...]
    while table.count < most, let mark = rest.utf8Range(of: "<!ENTITY") {
      rest = rest[mark.upperBound...]
      let name = rest.drop { $0.isWhitespace }.prefix { !$0.isWhitespace && $0 != ">" }
      let value = rest[name.endIndex...].drop { $0.isWhitespace }
      guard let quote = value.first, quote == "\"" || quote == "'" else { continue }
      let text = value.dropFirst().prefix { $0 != quote }
      let isPlain = !text.contains { "&<%".contains($0) }
      if isPlain, text.utf8.count <= longest, table[String(name)] == nil {
        table[String(name)] = String(text)
      }
    }
    return table
  }
}
