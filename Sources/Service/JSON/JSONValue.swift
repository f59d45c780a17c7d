// JSON as a value whose objects keep their order: a row that people read should begin with its id, and the same row
// should always be the same bytes.

/// Any JSON value.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  /// In the order given; of two members with one key the later counts.
  case object([JSONMember])
  /// An array of numbers in single precision, each written as briefly as `Float` allows; parsing makes `.array`.
  case vector([Float])
}

/// One key of an object with its value.
package struct JSONMember: Sendable, Hashable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// The value of a key; nil when it is absent or this is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var int: Int? { if case .int(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// A number, whole or not.
  package var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// What this is, for messages: `a text`, `an object`.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .int, .double: "a number"
    case .string: "a text"
    case .array, .vector: "a list"
    case .object: "an object"
    }
  }

  /// The value or null.
  package static func optional<Wrapped>(
    _ value: Wrapped?, _ make: (Wrapped) -> JSONValue
  ) -> JSONValue {
    value.map(make) ?? .null
  }

  /// A text or null.
  package static func text(_ value: String?) -> JSONValue { optional(value, JSONValue.string) }

  /// A list of texts.
  package static func texts(_ values: [String]) -> JSONValue {
    .array(values.map(JSONValue.string))
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(nilLiteral: ()) { self = .null }
  /// Keeps the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember($0.0, $0.1) })
  }
}
