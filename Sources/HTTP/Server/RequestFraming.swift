// Where a request ends. A head that says it twice, or in words that only some understand, is read one way by a proxy and
// another way by us, and what one takes for a body the other takes for a request (RFC 9112, section 11.2).

/// How the end of a request is told.
struct RequestFraming {
  private let headers: Headers

  init(_ headers: Headers) {
    self.headers = headers
  }

  /// Whether everybody who reads the head finds the same end (RFC 9112, sections 5.1, 6.1 and 6.3).
  var isPlain: Bool {
    let (codings, lengths) = (headers.all("Transfer-Encoding"), headers.all("Content-Length"))
    guard codings.count + lengths.count <= 1 else { return false }
    return codings.allSatisfy { $0.lowercased() == "chunked" }
      && lengths.allSatisfy { Self.isNumber($0) }
      && headers.fields.allSatisfy { ServerResponse.isSendable($0) }
  }

  /// Digits alone: no sign, no list, no other base.
  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
