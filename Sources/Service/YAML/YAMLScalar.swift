// What a plain scalar means. YAML 1.2's core schema (section 10.3.2), so that `NO`, `on` and `12:30` stay text:
// libyaml itself gives only text and takes no side.

/// The meaning of a scalar.
package enum YAMLScalar: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)

  /// Resolves a plain (unquoted) scalar.
  package init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default: self = YAMLScalar.number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> YAMLScalar? {
    guard let first = text.utf8.first, isNumberStart(first) else { return nil }
    if text.hasPrefix("0o") { return digits(text.dropFirst(2), radix: 8) }
    if text.hasPrefix("0x") { return digits(text.dropFirst(2), radix: 16) }
    if let special = special(text) { return special }
    if let int = Int(text) { return .int(int) }
    return isDecimal(text) ? Double(text).map(YAMLScalar.double) : nil
  }

  /// No sign stands behind the letter of the base.
  private static func digits(_ text: Substring, radix: Int) -> YAMLScalar? {
    guard let first = text.utf8.first, ![0x2B, 0x2D].contains(first) else { return nil }
    return Int(text, radix: radix).map(YAMLScalar.int)
  }

  private static func isNumberStart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E].contains(byte)
  }

  private static func special(_ text: String) -> YAMLScalar? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": .double(-.infinity)
    case ".nan", ".NaN", ".NAN": .double(.nan)
    default: nil
    }
  }

  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, as the schema writes it.
  private static func isDecimal(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    func skip(_ bytes: [UInt8]) -> Bool {
      guard let first = rest.first, bytes.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = skip(Array("+-".utf8))
    let whole = digits()
    let fraction = skip(Array(".".utf8)) ? digits() : 0
    guard whole + fraction > 0 else { return false }
    if skip(Array("eE".utf8)) {
      _ = skip(Array("+-".utf8))
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  func summary(of text: String) -> String {
    switch self {
    case .null: "empty"
    case .bool(let value): "\(value)"
    case .int, .double: "the number \(text)"
    case .string: "the text '\(TerminalText.excerpt(text, limit: 60))'"
    }
  }
}
