// JSON in, over bytes, exactly RFC 8259: what the filters read comes from other people's programs, and a lenient
// reader would only move the surprise to a later place.

extension JSONValue {
  /// Parses one JSON text; `line` is the number of its first line, for messages.
  ///
  /// Lone surrogates become U+FFFD; whole numbers that do not fit in 64 bits become doubles. Nesting beyond 512 levels
  /// is refused.
  package init(parsing bytes: [UInt8], line: Int = 1) throws(JSONError) {
    var parser = JSONParser(bytes)
    do throws(JSONParser.Mistake) {
      self = try parser.document()
    } catch {
      throw parser.located(error, firstLine: line)
    }
  }
}

/// A recursive descent parser; positions are byte offsets until something is wrong.
struct JSONParser {
  struct Mistake: Error {
    let offset: Int
    let message: String
  }

  static let depthMax = 512

  let bytes: [UInt8]
  var index = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func document() throws(Mistake) -> JSONValue {
    skipSpace()
    let value = try value()
    skipSpace()
    guard index == bytes.count else { throw mistake("something follows the value") }
    return value
  }

  private mutating func value() throws(Mistake) -> JSONValue {
    guard index < bytes.count else { throw mistake("expected a value, found the end") }
    switch bytes[index] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), 0x30...0x39: return try number()
    default: throw mistake("expected a value")
    }
  }

  private mutating func object() throws(Mistake) -> JSONValue {
    try enter()
    var members: [JSONMember] = []
    skipSpace()
    if skip("}") { return .object(leave(members)) }
    repeat {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw mistake("expected a key in quotes")
      }
      let key = try string()
      skipSpace()
      guard skip(":") else { throw mistake("expected ':'") }
      skipSpace()
      members.append(JSONMember(key, try value()))
      skipSpace()
    } while skip(",")
    guard skip("}") else { throw mistake("expected ',' or '}'") }
    return .object(leave(members))
  }

  private mutating func array() throws(Mistake) -> JSONValue {
    try enter()
    var values: [JSONValue] = []
    skipSpace()
    if skip("]") { return .array(leave(values)) }
    repeat {
      skipSpace()
      values.append(try value())
      skipSpace()
    } while skip(",")
    guard skip("]") else { throw mistake("expected ',' or ']'") }
    return .array(leave(values))
  }

  private mutating func enter() throws(Mistake) {
    depth += 1
    guard depth <= Self.depthMax else {
      throw mistake("nested deeper than \(Self.depthMax) levels")
    }
    index += 1
  }

  private mutating func leave<Value>(_ value: Value) -> Value {
    depth -= 1
    return value
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(Mistake) -> JSONValue {
    for byte in word.description.utf8 {
      guard index < bytes.count, bytes[index] == byte else { throw mistake("expected '\(word)'") }
      index += 1
    }
    return value
  }

  private mutating func number() throws(Mistake) -> JSONValue {
    let start = index
    let isNegative = skip("-")
    let digitsStart = index
    if !skip("0") { try digits() }
    var isWhole = true
    if skip(".") {
      isWhole = false
      try digits()
    }
    if skip("e") || skip("E") {
      isWhole = false
      if !skip("+") { _ = skip("-") }
      try digits()
    }
    if isWhole, index - digitsStart <= 18 { return whole(digitsStart, isNegative) }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let number = Int(text) { return .int(number) }
    return .double(Double(text) ?? .infinity)
  }

  /// Up to 18 digits always fit; `-0` is a double, since no integer keeps its sign.
  private func whole(_ start: Int, _ isNegative: Bool) -> JSONValue {
    var number = 0
    for byte in bytes[start..<index] { number = number * 10 + Int(byte &- 0x30) }
    if isNegative, number == 0 { return .double(-0.0) }
    return .int(isNegative ? -number : number)
  }

  private mutating func digits() throws(Mistake) {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > start else { throw mistake("expected a digit") }
  }

  @inline(__always)
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  func mistake(_ message: String, at offset: Int? = nil) -> Mistake {
    Mistake(offset: offset ?? index, message: message)
  }

  func located(_ mistake: Mistake, firstLine: Int) -> JSONError {
    let before = bytes[..<min(mistake.offset, bytes.count)]
    let line = before.count { $0 == 0x0A }
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 }
    return JSONError(line: firstLine + line, column: column + 1, message: mistake.message)
  }
}
