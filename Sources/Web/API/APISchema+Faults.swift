// A value held against its schema: everything that is wrong, each with its place (RFC 6901), so that it can be mended at
// once.

package import Service

/// One thing that is wrong with a body or an address.
package struct APIFault: Sendable, Hashable {
  /// A JSON pointer into the body, or the name of a parameter.
  package let place: String
  package let detail: String

  var json: JSONValue { ["pointer": .string(place), "detail": .string(detail)] }
}

extension APISchema {
  /// More are not told.
  private static let faultsMax = 20

  /// What is wrong with a value; empty where nothing is.
  ///
  /// Members that are not listed are wrong.
  package func faults(in value: JSONValue, at place: String = "") -> [APIFault] {
    Array(found(in: value, at: place).prefix(Self.faultsMax))
  }

  private func found(in value: JSONValue, at place: String) -> [APIFault] {
    switch (self, value) {
    case (.anything, _), (.boolean, .bool), (.text, .string): []
    case (.named(_, let schema), _): schema.found(in: value, at: place)
    case (.nullable, .null): []
    case (.nullable(let schema), _): schema.found(in: value, at: place)
    case (.real, _) where value.double?.isFinite == true: []
    case (.integer(let range), .int(let number)):
      range.contains(number) ? [] : [fault(place)]
    case (.number(let range), _) where value.double.map(range.contains) == true: []
    case (.line(let letters), .string(let text)):
      Self.isLine(text, letters) ? [] : [fault(place)]
    case (.time, .string(let text)): UTCTime.parse(text) != nil ? [] : [fault(place)]
    case (.choice(let words), .string(let word)): words.contains(word) ? [] : [fault(place)]
    case (.list(let element, let most), .array(let values)) where values.count <= most:
      values.enumerated().flatMap { element.found(in: $1, at: "\(place)/\($0)") }
    case (.map(let schema), .object(let members)):
      members.flatMap { schema.found(in: $0.value, at: Self.path(place, $0.key)) }
    case (.object(let wanted), .object(let given)): Self.faults(wanted, given, at: place)
    default: [fault(place)]
    }
  }

  private static func faults(
    _ wanted: [APIMember], _ given: [JSONMember], at place: String
  ) -> [APIFault] {
    let missing = wanted.filter { member in
      member.isRequired && !given.contains { $0.key == member.name }
    }.map { APIFault(place: path(place, $0.name), detail: "is missing") }
    return missing
      + given.flatMap { member -> [APIFault] in
        let place = path(place, member.key)
        guard let schema = wanted.first(where: { $0.name == member.key })?.schema else {
          return [APIFault(place: place, detail: "is not known here")]
        }
        return schema.found(in: member.value, at: place)
      }
  }

  private static func isLine(_ text: String, _ letters: ClosedRange<Int>) -> Bool {
    letters.contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
  }

  /// RFC 6901, section 3.
  private static func path(_ place: String, _ key: String) -> String {
    "\(place)/\(key.replacing("~", with: "~0").replacing("/", with: "~1"))"
  }

  private func fault(_ place: String) -> APIFault {
    APIFault(place: place, detail: "expected \(words)")
  }

  /// What is expected, for messages.
  var words: String {
    switch self {
    case .anything: "a value"
    case .boolean: "true or false"
    case .integer(let range): "a whole number" + Self.bounds(range, .min, .max)
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .real: "a number"
    case .line(let letters):
      "a line of \(letters.lowerBound) to \(letters.upperBound) characters"
    case .text: "a text"
    case .time: "a time such as 2026-02-01T07:00:00Z"
    case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    case .list(let element, let most): "a list of at most \(most), each \(element.words)"
    case .map, .object: "an object"
    case .nullable(let schema): "\(schema.words), or null"
    case .named(_, let schema): schema.words
    }
  }

  private static func bounds(_ range: ClosedRange<Int>, _ least: Int, _ most: Int) -> String {
    (range.lowerBound == least ? "" : " from \(range.lowerBound)")
      + (range.upperBound == most ? "" : " to \(range.upperBound)")
  }
}
