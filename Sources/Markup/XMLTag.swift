// One start tag with its attributes, read as leniently as people write them.

/// Reads start tags; what it found stays until the next one.
struct XMLTag {
  /// What stands at a `<`.
  enum Reading {
    /// A tag that ends before this offset.
    case tag(Int)
    /// No tag: another `<` comes before its end, at this offset.
    case text(Int)
    /// The document ends first.
    case cut
  }

  private(set) var name = Bytes.none
  /// `<name/>`.
  private(set) var isEmpty = false
  /// Written as XML wants it.
  private(set) var isClean = true
  /// There is at least one `xmlns`.
  private(set) var hasDeclarations = false
  private let document: Bytes
  private let most: Int
  private var found: [Found] = []
  private var scratch: [UInt8] = []
  private var resolved: [XMLAttribute] = []

  /// An attribute as found; `low` ≥ 0 when its value had to be rewritten into the scratch buffer.
  private struct Found {
    var name: Bytes
    var value: Bytes
    var isDeclaration: Bool
    var low = -1
    var high = -1

    init(name: Bytes, value: Bytes) {
      self.name = name
      self.value = value
      isDeclaration = name.has("xmlns", at: 0) && (name.count == 5 || name[5] == 0x3A)
    }
  }

  init(_ document: Bytes, most: Int) {
    self.document = document
    self.most = most
  }

  /// Reads the tag that starts at `open`.
  mutating func read(from open: Int) -> Reading {
    let nameEnd = document.endOfName(from: open + 1)
    found.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    isEmpty = false
    isClean = true
    hasDeclarations = false
    var cursor = nameEnd
    while true {
      let gap = cursor
      while cursor < document.count, document[cursor].isSpace { cursor += 1 }
      guard cursor < document.count else { return .cut }
      let byte = document[cursor]
      if byte == 0x3E { break }
      if byte == 0x3C { return .text(cursor) }
      if isEmpty { isClean = false }
      isEmpty = byte == 0x2F
      if byte == 0x2F || byte == 0x22 || byte == 0x27 || byte == 0x3D {
        if !isEmpty { isClean = false }
        cursor += 1
      } else if let next = attribute(at: cursor) {
        if gap == cursor { isClean = false }
        cursor = next
      } else {
        return .cut
      }
    }
    name = document.part(open + 1, nameEnd)
    return .tag(cursor + 1)
  }

  /// Enters the tag's namespace declarations; the default's prefix is empty.
  func declare(in namespaces: inout XMLNamespaces) {
    for attribute in found where attribute.isDeclaration {
      let prefix = attribute.name.part(min(6, attribute.name.count), attribute.name.count)
      namespaces.bind(prefix, to: attribute.value)
    }
  }

  /// Gives the attributes that declare no namespace, for as long as `body` runs.
  mutating func withAttributes(in namespaces: XMLNamespaces, body: (XMLAttributes) -> Void) {
    resolved.removeAll(keepingCapacity: true)
    unsafe scratch.withUnsafeBufferPointer { buffer in
      let values = unsafe Bytes(buffer)
      for one in found where !one.isDeclaration {
        let value = one.low < 0 ? one.value : values.part(one.low, one.high)
        resolved.append(XMLAttribute(name: namespaces.resolve(one.name), value: value))
      }
      unsafe resolved.withUnsafeBufferPointer { unsafe body(XMLAttributes($0)) }
    }
  }

  /// Notes the attribute at `start` and returns where it ends; nil when the document ends first.
  private mutating func attribute(at start: Int) -> Int? {
    let nameEnd = document.endOfName(from: start)
    var cursor = nameEnd
    while cursor < document.count, document[cursor].isSpace { cursor += 1 }
    guard cursor < document.count, document[cursor] == 0x3D else {
      isClean = false
      note(start, nameEnd, Bytes.none)
      return nameEnd
    }
    cursor += 1
    while cursor < document.count, document[cursor].isSpace { cursor += 1 }
    guard cursor < document.count else { return nil }
    let quote = document[cursor]
    if quote == 0x22 || quote == 0x27, let end = endOfQuoted(from: cursor + 1, quote) {
      note(start, nameEnd, document.part(cursor + 1, end))
      return end + 1
    }
    isClean = false
    if quote == 0x22 || quote == 0x27 { cursor += 1 }
    let end = endOfBare(from: cursor)
    note(start, nameEnd, document.part(cursor, end))
    return end
  }

  /// The closing quote, unless what lies between looks like a forgotten one: `>` and then `<`.
  private mutating func endOfQuoted(from start: Int, _ quote: UInt8) -> Int? {
    guard let end = document.index(of: quote, from: start) else { return nil }
    guard document.index(of: 0x3C, from: start, below: end) != nil else { return end }
    isClean = false
    guard let close = document.index(of: 0x3E, from: start, below: end) else { return end }
    return document.index(of: 0x3C, from: close, below: end) == nil ? end : nil
  }

  private func endOfBare(from start: Int) -> Int {
    var end = start
    while end < document.count, !document[end].isSpace, document[end] != 0x3E, document[end] != 0x3C
    {
      end += 1
    }
    return end
  }

  private mutating func note(_ low: Int, _ high: Int, _ value: Bytes) {
    let name = document.part(low, high)
    guard high > low, found.count < most else { return }
    guard !found.contains(where: { $0.name == name }) else {
      isClean = false
      return
    }
    var attribute = Found(name: name, value: value)
    if value.contains(where: { $0 == 0x26 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }) {
      attribute.low = scratch.count
      resolve(value)
      attribute.high = scratch.count
    }
    if attribute.isDeclaration { hasDeclarations = true }
    found.append(attribute)
  }

  /// Resolves references, and white space as XML wants it in values (XML 1.0, section 3.3.3).
  private mutating func resolve(_ value: Bytes) {
    var cursor = 0
    while cursor < value.count {
      let byte = value[cursor]
      if byte == 0x26 {
        let reference = HTMLEntities.reference(value, at: cursor, strict: true)
        if reference?.isXML != true { isClean = false }
        if let reference {
          HTMLEntities.append(reference, to: &scratch)
          cursor += reference.length
          continue
        }
      }
      let isPair = byte == 0x0D && cursor + 1 < value.count && value[cursor + 1] == 0x0A
      if !isPair { scratch.append(byte.isSpace ? 0x20 : byte) }
      cursor += 1
    }
  }
}

extension Bytes {
  static var none: Bytes { unsafe Bytes(nil, 0) }

  /// Where the XML name that starts at `start` ends.
  func endOfName(from start: Int) -> Int {
    var end = start
    while end < count, !self[end].endsXMLName { end += 1 }
    return end
  }
}

extension UInt8 {
  fileprivate var endsXMLName: Bool {
    switch self {
    case 0x09...0x0D, 0x20, 0x22, 0x27, 0x2F, 0x3C, 0x3D, 0x3E: true
    default: false
    }
  }
}
