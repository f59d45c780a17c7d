// A request that fits its description: whatever reaches a handler has been held against the schemas that the document shows.

package import FoundationEssentials
private import HTTP
package import Service

/// A request on its way through a handler.
package struct APICall: Sendable {
  package let visit: Visit
  /// The parameters that were given, by name.
  package let values: [String: JSONValue]
  /// Null where the call takes none.
  package let body: JSONValue
  private let precondition: APIPrecondition

  package var now: Date { visit.now }

  /// Reads a request; throws a refusal that names everything that does not fit.
  init(_ visit: Visit, _ route: APIRoute) throws(Refusal) {
    self.visit = visit
    precondition = route.precondition
    values = try Self.parameters(visit.request, route)
    body = try Self.body(visit.request, route.body)
  }

  /// A variable part of the path; throws a 404 where it is no number of a row.
  package func id(_ name: String) throws(Refusal) -> Int64 { try visit.number(name) }

  /// How many rows a page has.
  package var limit: Int { values["limit"]?.int ?? APIPage.usual }

  /// The cursor that was given, read as the one of this list; throws a 400 where it is another's.
  package func cursor(of list: String) throws(Refusal) -> APICursor? {
    guard let text = values["cursor"]?.string else { return nil }
    guard let cursor = APICursor(text, of: list) else {
      throw Refusal(.badRequest, "this cursor is none of this list: leave it out to begin anew")
    }
    return cursor
  }

  /// Holds `If-Match` against what is there now; throws a 412, or a 428 where it has to be given (RFC 9110, section 13).
  package func check(against current: APIReply) throws(Refusal) {
    guard let given = visit.request.headers.list("If-Match") else {
      guard precondition != .required else {
        throw Refusal(
          .preconditionRequired, "send the ETag of what you have seen in the field If-Match")
      }
      return
    }
    let tags = given.split(separator: ",").map { $0.drop { $0 == " " } }
    guard tags.contains("*") || tags.contains(Substring(current.tag)) else {
      throw Refusal(.preconditionFailed, "it is another than you have seen: look again")
    }
  }

  // MARK: Parameters

  private static func parameters(
    _ request: WebRequest, _ route: APIRoute
  ) throws(Refusal) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    var faults: [APIFault] = []
    for name in Set(request.query.names).sorted() {
      guard let parameter = route.parameters.first(where: { $0.name == name }) else {
        faults.append(APIFault(place: String(name.prefix(100)), detail: "is not known here"))
        continue
      }
      let texts = request.query.all(name)
      let value = texts.count == 1 ? parameter.schema.read(texts[0]) : nil
      let wrong =
        value.map { parameter.schema.faults(in: $0, at: name) }
        ?? [APIFault(place: name, detail: "expected \(parameter.schema.words), once")]
      faults += wrong
      if let value, wrong.isEmpty { values[name] = value }
    }
    faults += route.parameters.filter { $0.isRequired && request.query[$0.name] == nil }.map {
      APIFault(place: $0.name, detail: "is missing")
    }
    guard faults.isEmpty else {
      throw Refusal(
        .badRequest, "the address has what does not fit: \(words(faults))", faults: faults)
    }
    return values
  }

  // MARK: Body

  private static func body(
    _ request: WebRequest, _ wanted: APIBody?
  ) throws(Refusal) -> JSONValue {
    guard let wanted else {
      guard request.body.isEmpty else { throw Refusal(.badRequest, "this call takes no body") }
      return .null
    }
    if request.body.isEmpty, request.mediaType == nil, wanted.isOptional { return .object([]) }
    guard request.mediaType == "application/json" else {
      throw Refusal(
        .unsupportedMediaType, "send JSON, with Content-Type: application/json",
        ["Accept-Post": "application/json"])
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: request.body)
    } catch {
      throw Refusal(.badRequest, "the body is no JSON: \(error)")
    }
    let faults = wanted.schema.faults(in: value)
    guard faults.isEmpty else {
      throw Refusal(.unprocessable, "the body does not fit: \(words(faults))", faults: faults)
    }
    return value
  }

  private static func words(_ faults: [APIFault]) -> String {
    faults.prefix(3).map { fault in
      let place = fault.place.isEmpty ? "it" : "'\(fault.place)'"
      return "\(place): \(fault.detail)"
    }.joined(separator: "; ")
  }
}

extension APISchema {
  /// The value that a parameter's text stands for; nil for none.
  fileprivate func read(_ text: String) -> JSONValue? {
    switch self {
    case .integer:
      let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
      guard !digits.isEmpty, digits.allSatisfy({ "0"..."9" ~= $0 }) else { return nil }
      return Int(text).map(JSONValue.int)
    case .boolean: return text == "true" ? true : text == "false" ? false : nil
    case .list(let element, _):
      let values = text.split(separator: ",", omittingEmptySubsequences: false).map {
        element.read(String($0))
      }
      let whole = values.compactMap(\.self)
      return whole.count == values.count ? .array(whole) : nil
    case .number, .real, .map, .object, .anything: return nil
    case .nullable(let schema), .named(_, let schema): return schema.read(text)
    case .line, .text, .time, .choice: return .string(text)
    }
  }
}
