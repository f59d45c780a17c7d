// One request on the wire: what a Request becomes once its address is parsed and its headers are
// known to be harmless, and what is left of it after redirects.

/// One request on the wire.
struct Leg: Sendable {
  var method: Method
  var url: URLReference
  var headers: Headers
  var body: [UInt8]
  var limits: Limits
  /// What is left of `limits.total` after the legs before.
  var budget: Duration
  var allowPrivate: Bool
  var requiresPrivate: Bool
  var lane: Lane
  var expectsText: Bool
  /// Told the decoded bytes of a good answer (2xx) as they come, on the loop's thread.
  var onBody: (@Sendable ([UInt8]) -> Void)?
  /// As in ``Client/Settings/addresses``.
  var addresses: [String: String]
}

extension Leg {
  /// Throws `invalidURL`, `urlTooLong`, `protocol` or `invalidHeader`.
  init(_ request: Request, _ settings: Client.Settings) throws(HTTPError) {
    let url = try URLReference(request.url, limit: request.limits.url)
    var headers = request.headers
    if headers["User-Agent"] == nil { headers.add("User-Agent", settings.userAgent) }
    for header in headers {
      guard let wrong = Self.objection(to: header) else { continue }
      throw HTTPError(.invalidHeader, wrong, context: url.description)
    }
    self.init(
      method: request.method, url: url, headers: headers, body: request.body,
      limits: request.limits, budget: request.limits.total, allowPrivate: request.allowPrivate,
      requiresPrivate: request.requiresPrivate, lane: request.lane ?? settings.lane,
      expectsText: request.expectsText,
      addresses: settings.addresses)
  }

  private static let ownNames = [
    "Host", "Connection", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "TE", "Upgrade",
  ]

  private static func objection(to header: Header) -> String? {
    guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
      return "a header's name has a character that names may not have"
    }
    if ownNames.contains(where: header.isNamed) {
      return "the header \(header.name) is set by the client itself; leave it out"
    }
    let isClean = header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    return isClean ? nil : "the value of the header \(header.name) has a control character"
  }

  /// RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
