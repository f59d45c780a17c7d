// A call of the API and its description in one value, so that neither is there without the other.

package import Service

/// What an address may carry.
package struct APIParameter: Sendable, Hashable {
  package let name: String
  package let schema: APISchema
  package let note: String
  package let isRequired: Bool

  package init(_ name: String, _ schema: APISchema, _ note: String, isRequired: Bool = false) {
    self.name = name
    self.schema = schema
    self.note = note
    self.isRequired = isRequired
  }
}

/// What a call takes in its body.
package struct APIBody: Sendable, Hashable {
  package let schema: APISchema
  package let example: JSONValue

  package init(_ schema: APISchema, example: JSONValue) {
    self.schema = schema
    self.example = example
  }

  /// Whether nothing has to be said: then the body may be left out.
  var isOptional: Bool { schema.faults(in: .object([])).isEmpty }
}

/// What a call is answered with when it is granted.
package struct APIAnswer: Sendable, Hashable {
  package let schema: APISchema
  package let note: String
  package let example: JSONValue
  /// Whether it is a page of a list: the schema is that of a row.
  package let isPage: Bool

  package init(
    _ schema: APISchema, _ note: String, example: JSONValue, isPage: Bool = false
  ) {
    self.schema = schema
    self.note = note
    self.example = example
    self.isPage = isPage
  }

  /// The schema of the whole body.
  package var whole: APISchema {
    guard isPage else { return schema }
    return .object([
      APIMember("data", .list(schema, max: APIPage.most), "The rows, in order."),
      APIMember("next", .nullable(.text), "The cursor of the next page; null at the end."),
    ])
  }
}

/// Whether a call has to name the version that it means.
package enum APIPrecondition: Sendable, Hashable {
  case none
  /// `If-Match` is heeded.
  case heeded
  /// Without `If-Match` the answer is 428 (RFC 6585, section 3).
  case required
}

/// One call of the API.
package struct APIRoute: Sendable {
  package typealias Handler = @Sendable (APICall) async throws -> APIReply

  package let method: String
  /// Below `/api/v1`.
  package let path: String
  /// What a token needs; nil: anybody may ask.
  package let scope: TokenScope?
  /// `operationId`: what generated clients call it.
  package let name: String
  package let summary: String
  package var parameters: [APIParameter] = []
  package var body: APIBody?
  package let answer: APIAnswer
  /// Refusals besides those that every call has.
  package var refusals: [Refusal.Kind] = []
  package var precondition = APIPrecondition.none
  package let handler: Handler

  package init(
    _ method: String, _ path: String, _ scope: TokenScope?, _ name: String, _ summary: String,
    parameters: [APIParameter] = [], body: APIBody? = nil, answer: APIAnswer,
    refusals: [Refusal.Kind] = [], precondition: APIPrecondition = .none,
    handler: @escaping Handler
  ) {
    self.method = method
    self.path = path
    self.scope = scope
    self.name = name
    self.summary = summary
    self.parameters = parameters + (answer.isPage ? APIPage.parameters : [])
    self.body = body
    self.answer = answer
    self.refusals = refusals
    self.precondition = precondition
    self.handler = handler
  }

  /// Where all calls are.
  package static let base = "/api/v1"

  /// The first part of the path, by which the document groups.
  var group: String { path.split(separator: "/").first.map(String.init) ?? "" }

  /// The names of the variable parts; each is the number of a row.
  var variables: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
      String($0.dropFirst().dropLast())
    }
  }

  /// As the site sees it.
  package var route: Route {
    Route(method, Self.base + path, scope.map(RouteAccess.token) ?? .open) { visit in
      let reply = try await handler(try APICall(visit, self))
      return reply.response(to: visit.request, isPage: answer.isPage)
    }
  }
}
