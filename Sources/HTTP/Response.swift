// What came back. Any status is an answer and not an error: what 304, 410 or 429 mean is for the
// caller, who gets every hop with its status, because a permanent move is evidence to be kept.

/// One redirect that was followed.
package struct Hop: Sendable, Hashable {
  /// 301, 302, 303, 307 or 308.
  package let status: Int
  package let from: String
  package let to: String

  package init(status: Int, from: String, to: String) {
    self.status = status
    self.from = from
    self.to = to
  }
}

/// The final answer to a request.
package struct Response: Sendable, Hashable {
  package let status: Int
  package let headers: Headers
  /// The body, decompressed.
  package let body: [UInt8]
  /// The address that answered, after all redirects.
  package let url: String
  package let hops: [Hop]
  /// Time spent in transfers, over all hops; waiting for a free connection not counted.
  package let time: Duration
  /// Bytes of the body as they were sent, still compressed.
  package let wireBytes: Int

  package init(
    status: Int, headers: Headers, body: [UInt8], url: String, hops: [Hop], time: Duration,
    wireBytes: Int
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
    self.hops = hops
    self.time = time
    self.wireBytes = wireBytes
  }
}
