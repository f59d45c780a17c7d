// The kinds of answers that pages and API give.

private import Crypto
package import HTTP
package import Markup
package import Service

extension ServerResponse {
  /// A page, or a part of one.
  package static func page(_ html: Hypertext, status: Int = 200) -> ServerResponse {
    ServerResponse(
      status: status, headers: ["Content-Type": "text/html; charset=utf-8"],
      body: Array(html.html.utf8))
  }

  /// One JSON object.
  package static func json(_ value: JSONValue, status: Int = 200) -> ServerResponse {
    var body: [UInt8] = []
    value.write(to: &body)
    body.append(0x0A)
    return ServerResponse(
      status: status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// After a form: the page to look at next, one of ours.
  package static func redirect(to path: String) -> ServerResponse {
    ServerResponse(status: 303, headers: ["Location": path])
  }

  /// What names a body, and no other.
  package static func tag(of body: [UInt8]) -> String {
    "\"\(Base64Text.url(Array(SHA256.digest(of: body).prefix(12))))\""
  }

  /// The same answer with a tag of its bytes; 304 without them where the browser has it (RFC 9110, section 13).
  package func tagged(for request: WebRequest, cache: String = "private, no-cache")
    -> ServerResponse
  {
    let tag = Self.tag(of: body)
    var response = self
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = cache
    let known = request.headers.list("If-None-Match")?.split(separator: ",").map { text in
      let bare = text.drop { $0 == " " }
      return bare.hasPrefix("W/") ? bare.dropFirst(2) : bare
    }
    guard let known, known.contains(where: { $0 == tag || $0 == "*" }) else { return response }
    response.status = 304
    response.body = []
    return response
  }
}
