// An address as libcurl reads it. What is checked must be what is fetched: two parsers that
// disagree about "http://a\@b/" are a hole, so there is one, and doubtful characters are refused.

private import CCurl

/// A parsed http or https address.
package struct URLReference: Sendable, Hashable, CustomStringConvertible {
  /// The whole address, normalised: scheme and host in lower case, host in ASCII, no fragment.
  package let text: String
  /// `http` or `https`.
  package let scheme: String
  /// Lower case, ASCII; an IPv6 address in brackets.
  package let host: String
  /// The default of the scheme where none is written.
  package let port: Int
  /// Starts with "/".
  package let path: String
  /// Without the "?".
  package let query: String?

  /// Parses an address; `base` resolves a relative one (RFC 3986, section 5).
  ///
  /// Throws `invalidURL`, `urlTooLong`, or `protocol` for a scheme that is neither http nor https.
  package init(
    _ text: String, relativeTo base: URLReference? = nil, limit: Int = Limits().url
  ) throws(HTTPError) {
    try Self.refuseDoubtful(text, limit: limit)
    let parsed = try Self.parse(text, base)
    let scheme = parsed[CCURL_URL_SCHEME]?.lowercased() ?? ""
    guard scheme == "http" || scheme == "https" else {
      throw HTTPError(
        .protocol, "only http and https are fetched, not \(scheme)",
        context: Self.presentable(text))
    }
    guard let whole = parsed[CCURL_URL_TEXT], let host = parsed[CCURL_URL_HOST], !host.isEmpty,
      let port = parsed[CCURL_URL_PORT].flatMap(Int.init), port > 0
    else { throw Self.invalid(text, "no usable host name or port") }
    guard whole.utf8.count <= limit else { throw Self.tooLong(text, limit: limit) }
    self.text = whole
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = parsed[CCURL_URL_PATH] ?? "/"
    self.query = parsed[CCURL_URL_QUERY]
  }

  package var description: String { Self.presentable(text) }

  /// Host and port: what connections are counted by.
  package var authority: String { "\(host):\(port)" }

  /// Whether credentials and validators meant for `self` may go to `other`.
  ///
  /// Same host, port and scheme, or the step from http to https on the default ports.
  package func trusts(_ other: URLReference) -> Bool {
    guard host == other.host else { return false }
    if scheme == other.scheme { return port == other.port }
    return scheme == "http" && port == 80 && other.port == 443
  }

  /// Whether validators that `self` gave mean something at `other`: the same resource, perhaps over https.
  func isValidated(by other: URLReference) -> Bool {
    trusts(other) && path == other.path && query == other.query
  }
}

extension URLReference {
  private static func refuseDoubtful(_ text: String, limit: Int) throws(HTTPError) {
    guard text.utf8.count <= limit else { throw tooLong(text, limit: limit) }
    guard !text.isEmpty else { throw invalid(text, "it is empty") }
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw invalid(text, "it contains a control character")
    }
    guard !text.utf8.contains(UInt8(ascii: "\\")) else {
      throw invalid(text, "it contains a backslash; write / or %5C")
    }
  }

  private static func parse(
    _ text: String, _ base: URLReference?
  ) throws(HTTPError) -> ParsedURL {
    do throws(ParsedURL.Refusal) {
      return try ParsedURL(withoutFragment(text), base: base?.text)
    } catch { throw invalid(text, error.words) }
  }

  private static func withoutFragment(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "#") else { return text }
    return String(text[..<mark])
  }

  private static func invalid(_ text: String, _ why: String) -> HTTPError {
    let login = why.contains("user") || why.contains("credentials")
    let hint = login ? "; give a user name and password as an Authorization header instead" : ""
    return HTTPError(
      .invalidURL, "not a usable address: \(why)\(hint)", context: presentable(text))
  }

  private static func tooLong(_ text: String, limit: Int) -> HTTPError {
    HTTPError(
      .urlTooLong, "the address has \(text.utf8.count) bytes, the limit is \(limit)",
      context: presentable(text))
  }
}
