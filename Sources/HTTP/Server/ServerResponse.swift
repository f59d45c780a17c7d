// What a server answers: bytes and fields. What they mean is for whoever writes them.

/// One answer.
package struct ServerResponse: Sendable, Hashable {
  /// A status of RFC 9110, section 15.
  package var status: Int
  package var headers: Headers
  /// Sent as it is; to a HEAD request only its length is told.
  package var body: [UInt8]

  package init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A line of plain text.
  package static func text(_ status: Int, _ line: String) -> ServerResponse {
    ServerResponse(
      status: status, headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: Array("\(line)\n".utf8))
  }

  /// The fields that can be sent: names are tokens (RFC 9110, section 5.6.2), and nothing ends a line.
  ///
  /// The library writes length and connection itself.
  var sendable: [Header] {
    headers.fields.filter { field in
      Self.isSendable(field) && !field.isNamed("Content-Length") && !field.isNamed("Connection")
    }
  }

  /// Whether a field is one line of a head, however it is read.
  static func isSendable(_ field: Header) -> Bool {
    !field.name.isEmpty && field.name.utf8.allSatisfy(isToken)
      && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
