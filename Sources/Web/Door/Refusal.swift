// What a request is refused with: one sentence for a person, one object for a program (RFC 9457).

package import HTTP
private import Service

/// Why a request is not granted.
package struct Refusal: Error, Sendable, Hashable {
  package enum Kind: Int, Sendable, Hashable, CaseIterable {
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case notAcceptable = 406
    case conflict = 409
    case gone = 410
    case preconditionFailed = 412
    case tooLarge = 413
    case unsupportedMediaType = 415
    case misdirected = 421
    case unprocessable = 422
    case preconditionRequired = 428
    case tooManyRequests = 429
    case failed = 500
    case unavailable = 503

    /// In a few words, as a heading.
    package var title: String {
      switch self {
      case .badRequest: "That request makes no sense"
      case .unauthorized: "Sign in first"
      case .forbidden: "Not allowed"
      case .notFound: "Nothing here"
      case .methodNotAllowed: "Not done that way"
      case .notAcceptable: "Not in that form"
      case .conflict: "It has changed meanwhile"
      case .gone: "Not here any more"
      case .preconditionFailed: "It has changed meanwhile"
      case .tooLarge: "Too large"
      case .unsupportedMediaType: "Not in that form"
      case .misdirected: "Not the address of this server"
      case .unprocessable: "That cannot be done"
      case .preconditionRequired: "Say which version is meant"
      case .tooManyRequests: "Too many requests"
      case .failed: "Something went wrong"
      case .unavailable: "Not ready"
      }
    }
  }

  package let kind: Kind
  /// One sentence: what, and what to do.
  package let detail: String
  /// Fields that the answer has to carry, such as `Allow` or `Retry-After`.
  package var headers = Headers()
  /// What is wrong with a body or an address, part by part.
  package var faults: [APIFault] = []

  package init(
    _ kind: Kind, _ detail: String, _ headers: Headers = Headers(), faults: [APIFault] = []
  ) {
    self.kind = kind
    self.detail = detail
    self.headers = headers
    self.faults = faults
  }

  /// The refusal as a problem document.
  package var problem: ServerResponse {
    let object = JSONValue.object(
      [
        JSONMember("type", .string("about:blank")), JSONMember("title", .string(kind.title)),
        JSONMember("status", .int(kind.rawValue)), JSONMember("detail", .string(detail)),
      ] + (faults.isEmpty ? [] : [JSONMember("errors", .array(faults.map(\.json)))]))
    var headers = headers
    headers["Content-Type"] = "application/problem+json"
    headers["Cache-Control"] = "no-store"
    return ServerResponse(
      status: kind.rawValue, headers: headers, body: Array((object.jsonText + "\n").utf8))
  }
}
