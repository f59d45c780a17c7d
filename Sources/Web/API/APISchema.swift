// What a value has to look like: the part of JSON Schema that the API needs, as a value. The document shows it, requests
// are held against it before a handler sees them, and tests hold every answer against it; so none of the three can lie.

package import Service

/// A schema (JSON Schema 2020-12, as OpenAPI 3.1 has it).
package indirect enum APISchema: Sendable, Hashable {
  case anything
  case boolean
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// Any finite number.
  case real
  /// Of so many characters (Unicode scalars), on one line where a person writes it.
  case line(ClosedRange<Int>)
  /// Any text.
  case text
  /// RFC 3339.
  case time
  case choice([String])
  case list(APISchema, max: Int)
  /// Names of any kind, each with a value of this one.
  case map(APISchema)
  case object([APIMember])
  case nullable(APISchema)
  /// One that the document has among its components.
  case named(String, APISchema)

  /// The number of a row.
  package static let id = APISchema.integer(1...Int.max)
  /// How many.
  package static let count = APISchema.integer(0...Int.max)
  /// A probability.
  package static let chance = APISchema.number(0...1)
}

/// A member of an object.
package struct APIMember: Sendable, Hashable {
  package let name: String
  package let schema: APISchema
  package let note: String?
  package let isRequired: Bool

  package init(
    _ name: String, _ schema: APISchema, _ note: String? = nil, isRequired: Bool = true
  ) {
    self.name = name
    self.schema = schema
    self.note = note
    self.isRequired = isRequired
  }
}

extension APISchema {
  /// No control characters: U+0000 fits in no database, and the others on no line.
  static let linePattern = "^[^\\u0000-\\u001f\\u007f]*$"

  /// As the document shows it; what is named stands elsewhere and is referred to.
  ///
  /// A request has to have the members that are listed and no others (`isClosed`); an answer may grow.
  package func json(isClosed: Bool) -> JSONValue {
    switch self {
    case .anything: .object([])
    case .boolean: ["type": "boolean"]
    case .integer(let range): .object(Self.whole(range))
    case .number(let range):
      [
        "type": "number", "minimum": .double(range.lowerBound),
        "maximum": .double(range.upperBound),
      ]
    case .real: ["type": "number"]
    case .line(let letters):
      [
        "type": "string", "minLength": .int(letters.lowerBound),
        "maxLength": .int(letters.upperBound), "pattern": .string(Self.linePattern),
      ]
    case .text: ["type": "string"]
    case .time: ["type": "string", "format": "date-time"]
    case .choice(let words): ["type": "string", "enum": .texts(words)]
    case .list(let element, let most):
      ["type": "array", "items": element.json(isClosed: isClosed), "maxItems": .int(most)]
    case .map(let value):
      ["type": "object", "additionalProperties": value.json(isClosed: isClosed)]
    case .object(let members): .object(Self.members(members, isClosed: isClosed))
    case .nullable(let schema): ["anyOf": [schema.json(isClosed: isClosed), ["type": "null"]]]
    case .named(let name, _): ["$ref": .string("#/components/schemas/\(name)")]
    }
  }

  private static func whole(_ range: ClosedRange<Int>) -> [JSONMember] {
    [JSONMember("type", "integer"), JSONMember("format", "int64")]
      + (range.lowerBound == .min ? [] : [JSONMember("minimum", .int(range.lowerBound))])
      + (range.upperBound == .max ? [] : [JSONMember("maximum", .int(range.upperBound))])
  }

  private static func members(_ members: [APIMember], isClosed: Bool) -> [JSONMember] {
    let properties = members.map { member in
      JSONMember(member.name, member.schema.json(isClosed: isClosed).described(member.note))
    }
    return [
      JSONMember("type", "object"), JSONMember("properties", .object(properties)),
      JSONMember("required", .texts(members.filter(\.isRequired).map(\.name))),
    ] + (isClosed ? [JSONMember("additionalProperties", .bool(false))] : [])
  }

  /// The named schemas within, those within them too.
  var names: [String: APISchema] {
    switch self {
    case .named(let name, let schema):
      schema.names.merging([name: schema]) { first, _ in first }
    case .list(let inner, _), .map(let inner), .nullable(let inner): inner.names
    case .object(let members):
      members.reduce(into: [:]) { names, member in
        names.merge(member.schema.names) { first, _ in first }
      }
    default: [:]
    }
  }
}

extension JSONValue {
  /// The same object with a description.
  func described(_ note: String?) -> JSONValue {
    guard let note, case .object(let members) = self else { return self }
    return .object(members + [JSONMember("description", .string(note))])
  }
}
