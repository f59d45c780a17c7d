// The API described for programs: an OpenAPI 3.1 document, made of the calls themselves.

package import Service

/// Describes calls.
package struct APIDocument: Sendable {
  private let calls: [APIRoute]

  package init(_ calls: [APIRoute]) {
    self.calls = calls
  }

  /// The document (OpenAPI Specification 3.1.0).
  package var json: JSONValue {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "Gleaner", "version": "1",
        "description": .string(Self.about),
      ],
      "servers": [["url": .string(APIRoute.base)]],
      "tags": .array(groups.map { ["name": .string($0)] }),
      "paths": .object(paths),
      "components": [
        "schemas": .object(schemas),
        "responses": .object(APIRefusals.all.map { JSONMember($0.name, $0.json) }),
        "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
      ],
    ]
  }

  private static let about = """
    Everything that the pages show and do. A token is made by 'gleaner serve --token NAME --scope read,review'. \
    Refusals are problem documents (RFC 9457). Answers to GET have a strong ETag. Lists go on at `next`.
    """

  private var groups: [String] {
    calls.map(\.group).reduce(into: []) { groups, group in
      if !groups.contains(group) { groups.append(group) }
    }
  }

  private var paths: [JSONMember] {
    var paths: [String] = []
    for call in calls where !paths.contains(call.path) { paths.append(call.path) }
    return paths.map { path in
      let here = calls.filter { $0.path == path }
      return JSONMember(
        path,
        .object(here.map { JSONMember($0.method.lowercased(), .object(operation($0))) }))
    }
  }

  private func operation(_ call: APIRoute) -> [JSONMember] {
    let scopes: [JSONValue] = call.scope.map { [["token": [.string($0.rawValue)]]] } ?? []
    let body = call.body.map { [JSONMember("requestBody", request($0))] } ?? []
    return [
      JSONMember("operationId", .string(call.name)), JSONMember("summary", .string(call.summary)),
      JSONMember("tags", [.string(call.group)]), JSONMember("security", .array(scopes)),
      JSONMember("parameters", .array(parameters(call))),
    ] + body + [JSONMember("responses", .object(responses(call)))]
  }

  private func request(_ body: APIBody) -> JSONValue {
    [
      "required": .bool(!body.isOptional),
      "content": [
        "application/json": [
          "schema": body.schema.json(isClosed: true), "example": body.example,
        ]
      ],
    ]
  }

  private func parameters(_ call: APIRoute) -> [JSONValue] {
    let inPath = call.variables.map { name -> JSONValue in
      [
        "name": .string(name), "in": "path", "required": true,
        "schema": APISchema.id.json(isClosed: true),
      ]
    }
    let inQuery = call.parameters.map { parameter -> JSONValue in
      [
        "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
        "description": .string(parameter.note), "style": "form", "explode": false,
        "schema": parameter.schema.json(isClosed: true),
      ]
    }
    return inPath + inQuery + conditions(call)
  }

  private func conditions(_ call: APIRoute) -> [JSONValue] {
    let name = call.method == "GET" ? "If-None-Match" : "If-Match"
    guard call.method == "GET" || call.precondition != .none else { return [] }
    return [
      [
        "name": .string(name), "in": "header",
        "required": .bool(call.precondition == .required),
        "description": "Entity tags of what you have (RFC 9110, section 13.1).",
        "schema": ["type": "string"],
      ]
    ]
  }

  private func responses(_ call: APIRoute) -> [JSONMember] {
    let example: JSONValue =
      call.answer.isPage
      ? ["data": [call.answer.example], "next": nil] : call.answer.example
    let granted: JSONValue = [
      "description": .string(call.answer.note), "headers": .object(headers(call)),
      "content": [
        "application/json": [
          "schema": call.answer.whole.json(isClosed: false), "example": example,
        ]
      ],
    ]
    let unchanged: [JSONMember] =
      call.method == "GET"
      ? [JSONMember("304", ["description": "You have it already."])] : []
    return [JSONMember("200", granted)] + unchanged
      + APIRefusals.of(call).map { refusal in
        JSONMember(
          "\(refusal.kind.rawValue)",
          ["$ref": .string("#/components/responses/\(refusal.name)")])
      }
  }

  private func headers(_ call: APIRoute) -> [JSONMember] {
    let text: JSONValue = ["schema": ["type": "string"]]
    return (call.method == "GET" ? ["ETag"] : []).map { JSONMember($0, text) }
      + (call.answer.isPage ? ["Link"] : []).map { JSONMember($0, text) }
      + ["RateLimit", "RateLimit-Policy"].map { JSONMember($0, text) }
  }

  private var schemas: [JSONMember] {
    let named = calls.reduce(into: [String: APISchema]()) { names, call in
      names.merge(call.answer.schema.names) { first, _ in first }
    }
    return [JSONMember("Problem", APIRefusals.problem.json(isClosed: false))]
      + named.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.json(isClosed: false)) }
  }
}
