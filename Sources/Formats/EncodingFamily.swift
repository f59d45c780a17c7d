// XML 1.0, appendix F: the first four bytes tell how to read the declaration that tells the encoding.

extension TextEncoding {
  /// A way to read the first line, when it is not plain ASCII.
  struct Family {
    /// What to decode with when nothing better is named.
    let name: String
    let width: Int
    /// The position of the byte that carries ASCII within a unit.
    let offset: Int

    /// Whether an encoding of this name can look like this family.
    func fits(_ encoding: String) -> Bool {
      switch width {
      case 2: encoding == name
      case 4: encoding == name
      default: !encoding.hasPrefix("utf-") && encoding != "windows-1252"
      }
    }
  }

  /// UTF-16 and UTF-32 without a mark, and EBCDIC; nil for everything that holds ASCII as ASCII.
  static func family(_ bytes: [UInt8]) -> Family? {
    let head = Array(bytes.prefix(4))
    guard head.count == 4 else { return nil }
    switch (head[0], head[1], head[2], head[3]) {
    case (0, 0, 0, 0x3C): return Family(name: "utf-32be", width: 4, offset: 3)
    case (0x3C, 0, 0, 0): return Family(name: "utf-32le", width: 4, offset: 0)
    case (0, 0x3C, 0, 0x01...): return Family(name: "utf-16be", width: 2, offset: 1)
    case (0x3C, 0, 0x01..., 0): return Family(name: "utf-16le", width: 2, offset: 0)
    case (0x4C, 0x6F, 0xA7, 0x94): return Family(name: "ibm037", width: 1, offset: 0)
    default: return nil
    }
  }

  /// The encoding that the XML declaration names, if there is one within the first bytes.
  static func declared(in bytes: [UInt8], family: Family?) -> String? {
    var head = bytes.prefix(4096)
    if let family, family.width == 1 {
      guard let converter = CharsetConverter(family.name) else { return nil }
      head = ArraySlice(converter.convert(head.prefix(256), badLimit: 256)?.utf8 ?? [])
    } else if let family {
      head = ArraySlice(
        stride(from: family.offset, to: min(bytes.count, 1024), by: family.width).map { bytes[$0] })
    }
    return label(in: String(decoding: head, as: UTF8.self))
  }

  private static func label(in text: String) -> String? {
    guard let start = text.utf8Range(of: "<?xml") else { return nil }
    let rest = text[start.upperBound...].prefix { $0 != ">" }
    guard let found = rest.utf8Range(of: "encoding") else { return nil }
    // EBCDIC of Turkey has its quotes elsewhere, and some people leave them out.
    let value = rest[found.upperBound...].utf8.drop { !$0.isLabel }
    return String(value.prefix { $0.isLabel })
  }
}

extension UInt8 {
  /// Whether it can stand in the name of an encoding (XML 1.0, production 81, and what people add to it).
  fileprivate var isLabel: Bool {
    (0x61...0x7A).contains(self | 0x20) || isDigit || [0x2D, 0x2E, 0x3A, 0x5F, 0x2B].contains(self)
  }
}

extension StringProtocol {
  /// Where an ASCII word stands first; bytes are compared, not characters.
  func utf8Range(of word: String) -> Range<Index>? {
    let needle = Array(word.utf8)
    var start = utf8.startIndex
    while let found = utf8[start...].firstIndex(of: needle[0]) {
      if let end = utf8.index(found, offsetBy: needle.count, limitedBy: utf8.endIndex),
        utf8[found..<end].elementsEqual(needle)
      {
        return found..<end
      }
      start = utf8.index(after: found)
    }
    return nil
  }
}
