// JSON as a tree. Our own reader, because a feed that was cut in the middle still holds complete items, and a
// standard decoder throws them away.

/// A JSON value.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  /// A number as it was written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The member of an object.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The elements of an array.
  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// A string without white space around, or a number as text; nil when empty.
  var text: String? {
    switch self {
    case .string(let text):
      let trimmed = DamagedText.string(Array(text.utf8)[...])
      return trimmed.isEmpty ? nil : trimmed
    case .number(let text): return text
    default: return nil
    }
  }
}

/// Reads JSON (RFC 8259), leniently about trailing commas and raw control characters.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  /// The document ended inside a value; elements that were not complete are missing.
  private(set) var brokeOff = false

  private static let deepest = 128

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The value, or nil when this is no JSON.
  mutating func read() -> JSONValue? { value() }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte <= 0x20 || byte == 0x2C { position += 1 }
  }

  private mutating func value() -> JSONValue? {
    skipSpace()
    guard let byte = peek, depth < Self.deepest else {
      brokeOff = brokeOff || position >= bytes.count
      return nil
    }
    switch byte {
    case 0x7B: return nested { $0.object() }
    case 0x5B: return nested { $0.array() }
    case 0x22: return string().map { .string($0) }
    case 0x2D, 0x30...0x39: return number()
    default: return word()
    }
  }

  private mutating func nested(_ read: (inout JSONReader) -> JSONValue?) -> JSONValue? {
    depth += 1
    position += 1
    defer { depth -= 1 }
    return read(&self)
  }

  private mutating func array() -> JSONValue? {
    var elements: [JSONValue] = []
    while true {
      skipSpace()
      if peek == 0x5D {
        position += 1
        return .array(elements)
      }
      guard let element = value(), !brokeOff else { return brokeOff ? .array(elements) : nil }
      elements.append(element)
    }
  }

  private mutating func object() -> JSONValue? {
    var members: [String: JSONValue] = [:]
    while true {
      skipSpace()
      if peek == 0x7D {
        position += 1
        return .object(members)
      }
      guard peek == 0x22, let key = string() else {
        brokeOff = brokeOff || position >= bytes.count
        return brokeOff ? .object(members) : nil
      }
      skipSpace()
      if peek == 0x3A { position += 1 }
      let member = value()
      // Of what was cut only lists are worth keeping: they hold complete elements.
      if let member, !brokeOff || isList(member) { members[key] = member }
      if brokeOff { return .object(members) }
      guard member != nil else { return nil }
    }
  }

  private func isList(_ value: JSONValue) -> Bool {
    switch value {
    case .array: true
    case .object(let members): depth == 1 || members.values.contains { isList($0) }
    default: false
    }
  }

  private mutating func number() -> JSONValue? {
    let start = position
    while let byte = peek, byte.isDigit || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
      position += 1
    }
    if position == bytes.count { brokeOff = true }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func word() -> JSONValue? {
    for (name, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    {
      let rest = bytes[position...].prefix(name.utf8.count)
      if rest.elementsEqual(name.utf8) {
        position += name.utf8.count
        return value
      }
      if position + rest.count == bytes.count, name.utf8.starts(with: rest) { brokeOff = true }
    }
    return nil
  }

  // MARK: Strings

  private mutating func string() -> String? {
    position += 1
    var result: [UInt8] = []
    var start = position
    while let byte = peek {
      switch byte {
      case 0x22:
        result += bytes[start..<position]
        position += 1
        return String(decoding: result, as: UTF8.self)
      case 0x5C:
        result += bytes[start..<position]
        position += 1
        guard escape(into: &result) else { break }
        start = position
      default: position += 1
      }
    }
    position = bytes.count
    brokeOff = true
    return nil
  }

  private mutating func escape(into result: inout [UInt8]) -> Bool {
    guard let byte = peek else { return false }
    position += 1
    switch byte {
    case 0x6E: result.append(0x0A)
    case 0x74: result.append(0x09)
    case 0x72: result.append(0x0D)
    case 0x62, 0x66: result.append(0x20)
    case 0x75: return unicode(into: &result)
    default: result.append(byte)
    }
    return true
  }

  /// `\uXXXX`, in pairs where it must be; half a pair becomes U+FFFD.
  private mutating func unicode(into result: inout [UInt8]) -> Bool {
    guard var code = hex() else { return false }
    if (0xD800...0xDBFF).contains(code), bytes[position...].starts(with: [0x5C, 0x75]) {
      let back = position
      position += 2
      if let low = hex(), (0xDC00...0xDFFF).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = back
      }
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    // Control characters are no text.
    if code >= 0x20 || code == 0x09 || code == 0x0A { result += String(scalar).utf8 }
    return true
  }

  private mutating func hex() -> UInt32? {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { return nil }
    position += 4
    return code
  }
}
