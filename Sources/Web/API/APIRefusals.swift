// The refusals that a call may be answered with, as the document tells them.

import Service

/// A refusal and what the document calls it.
struct APIRefusals: Sendable, Hashable {
  let kind: Refusal.Kind

  var name: String { "Refused\(kind.rawValue)" }

  static let all = Refusal.Kind.allCases.map(APIRefusals.init)

  /// RFC 9457.
  static let problem = APISchema.object(
    [
      APIMember("type", .text), APIMember("title", .text), APIMember("status", .integer(400...599)),
      APIMember("detail", .text, "What, and what to do."),
      APIMember(
        "errors",
        .list(.object([APIMember("pointer", .text), APIMember("detail", .text)]), max: 100),
        "What is wrong with a body or an address, part by part.", isRequired: false),
    ])

  /// Those of a call.
  static func of(_ call: APIRoute) -> [APIRefusals] {
    var kinds: Set<Refusal.Kind> = [
      .badRequest, .methodNotAllowed, .tooLarge, .misdirected, .tooManyRequests, .failed,
      .unavailable,
    ]
    if call.scope != nil { kinds.formUnion([.unauthorized, .forbidden]) }
    if !call.variables.isEmpty { kinds.insert(.notFound) }
    if call.parameters.contains(where: { ["account", "name"].contains($0.name) }) {
      kinds.insert(.notFound)
    }
    if call.body != nil {
      kinds.formUnion([.unsupportedMediaType, .unprocessable, .notFound])
    }
    kinds.formUnion(call.refusals)
    return kinds.sorted { $0.rawValue < $1.rawValue }.map(APIRefusals.init)
  }

  var json: JSONValue {
    [
      "description": .string(kind.title),
      "content": [
        "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
      ],
    ]
  }
}
