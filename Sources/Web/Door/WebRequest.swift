// A request as pages and API see it: decoded once, by rules that leave nothing to be understood in two ways.

package import FoundationEssentials
package import HTTP

/// A request with its parts decoded.
package struct WebRequest: Sendable {
  package let method: String
  /// The parts of the path between its slashes, decoded.
  package let path: [String]
  /// The path as it was sent.
  package let rawPath: String
  package let query: Fields
  /// What a form sent; empty for other kinds of bodies.
  package let form: Fields
  /// The files that a form brought.
  package let uploads: [Upload]
  package let headers: Headers
  package let body: [UInt8]
  package let peer: IPAddress?
  /// When it came.
  package let now: Date

  /// Decodes a request; throws a 400 for what can be read in two ways.
  package init(_ request: ServerRequest, now: Date) throws(Refusal) {
    guard request.path.hasPrefix("/"), let path = Self.parts(of: request.path),
      let query = Fields(request.query ?? "")
    else { throw Refusal(.badRequest, "the address makes no sense") }
    self.method = request.method
    self.path = path
    self.query = query
    rawPath = String(request.path)
    headers = request.headers
    body = request.body
    peer = request.peer
    self.now = now
    (form, uploads) = try Self.form(request)
  }

  /// The media type of the body, without its parameters; nil where none is told.
  package var mediaType: String? {
    headers["Content-Type"].map { type in
      type.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    }
  }

  /// Whether it may change something (RFC 9110, section 9.2.1).
  package var isSafe: Bool { method == "GET" || method == "HEAD" }

  /// Whether the script asks, which swaps a part of the page: the answer goes to nobody's address bar.
  package var isForPart: Bool { headers["X-Gleaner-Part"] != nil }

  /// The cookie of this name; of two that differ none is believed.
  package func cookie(_ name: String) -> String? {
    let pairs = headers.all("Cookie").flatMap { $0.split(separator: ";") }
    let values = pairs.compactMap { pair -> Substring? in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, halves[0].drop(while: { $0 == " " }) == name else { return nil }
      return halves[1]
    }
    return Set(values).count == 1 ? values.first.map(String.init) : nil
  }

  /// An empty part, a dot part, a slash or a control in disguise, and what is no UTF-8 are nobody's path.
  private static func parts(of path: Substring) -> [String]? {
    if path == "/" { return [] }
    let raw = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard raw.count <= 12 else { return nil }
    var parts: [String] = []
    for part in raw {
      guard let text = Fields.text(part), !text.isEmpty, text != ".", text != "..",
        !text.contains("/"), !text.contains("\\"),
        text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { return nil }
      parts.append(text)
    }
    return parts
  }

  private static func form(_ request: ServerRequest) throws(Refusal) -> (Fields, [Upload]) {
    let type = request.headers["Content-Type"] ?? ""
    if type.hasPrefix("application/x-www-form-urlencoded") {
      if let form = Fields(Substring(String(decoding: request.body, as: UTF8.self))) {
        return (form, [])
      }
    } else if type.lowercased().hasPrefix("multipart/form-data") {
      if let parts = Multipart(request.body, contentType: type) {
        return (Fields(parts.fields), parts.uploads)
      }
    } else {
      return (Fields(), [])
    }
    throw Refusal(.badRequest, "the form makes no sense")
  }
}
