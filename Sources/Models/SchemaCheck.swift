// Whether an answer fits its schema. "Strict" is a promise of the provider's; we look. Only the words of JSON Schema are
// known that a strict mode allows and our schemas use; others forbid nothing.

import Service

/// Holds values against a JSON Schema (draft 2020-12, a part of it).
enum SchemaCheck {
  private static let depthMax = 32

  /// The first thing that does not fit, with its place; nil where all does.
  static func objection(
    to value: JSONValue, by schema: JSONValue, at place: String = "answer", depth: Int = 0
  ) -> String? {
    guard depth < depthMax else { return "\(place) is nested too deeply" }
    if let wrong = wrongKind(value, schema) {
      return "\(place) is \(value.kind), expected \(wrong)"
    }
    if let choices = schema["enum"]?.array, !choices.contains(value) {
      return "\(place) is none of \(JSONValue.array(choices).jsonText)"
    }
    if let wrong = wrongSize(value, schema) { return "\(place) \(wrong)" }
    switch value {
    case .object(let members): return objection(to: members, schema, place, depth)
    case .array(let values):
      guard let items = schema["items"] else { return nil }
      return values.lazy.enumerated().compactMap {
        objection(to: $1, by: items, at: "\(place)[\($0)]", depth: depth + 1)
      }.first
    default: return nil
    }
  }

  private static func objection(
    to members: [JSONMember], _ schema: JSONValue, _ place: String, _ depth: Int
  ) -> String? {
    let present = Set(members.map(\.key))
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    if let missing = required.first(where: { !present.contains($0) }) {
      return "\(place) lacks '\(missing)'"
    }
    for member in members {
      guard let part = schema["properties"]?[member.key] else {
        if schema["additionalProperties"] == false {
          return
            "\(place) has '\(TerminalText.excerpt(member.key, limit: 40))', which is not expected"
        }
        continue
      }
      let found = objection(
        to: member.value, by: part, at: "\(place).\(member.key)", depth: depth + 1)
      if let found { return found }
    }
    return nil
  }

  /// The names of the kinds that are allowed, where the value is of none of them.
  private static func wrongKind(_ value: JSONValue, _ schema: JSONValue) -> String? {
    guard let type = schema["type"] else { return nil }
    let names = type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? []
    return names.isEmpty || names.contains { isKind($0, value) }
      ? nil : names.joined(separator: " or ")
  }

  private static func isKind(_ name: String, _ value: JSONValue) -> Bool {
    switch (name, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
      ("null", .null), ("integer", .int), ("number", .int), ("number", .double):
      true
    // 90.0 is an integer too.
    case ("integer", .double(let number)): number == number.rounded()
    default: false
    }
  }

  private static func wrongSize(_ value: JSONValue, _ schema: JSONValue) -> String? {
    if let number = value.double {
      if let least = schema["minimum"]?.double, number < least { return "is below \(least)" }
      if let most = schema["maximum"]?.double, number > most { return "is above \(most)" }
    }
    if let text = value.string, let most = schema["maxLength"]?.int,
      text.unicodeScalars.count > most
    {
      return "is longer than \(most) characters"
    }
    if let list = value.array, let most = schema["maxItems"]?.int, list.count > most {
      return "has more than \(most) elements"
    }
    return nil
  }
}
