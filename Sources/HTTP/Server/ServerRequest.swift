// A request as it was sent: nothing decoded, nothing merged, since what is decoded twice is how paths escape.

/// One request that a server has received, whole.
package struct ServerRequest: Sendable, Hashable {
  /// `GET`, `POST` or what else was sent.
  package let method: String
  /// What it asks for, undecoded: a path, perhaps with a query.
  package let target: String
  package let headers: Headers
  package let body: [UInt8]
  /// The other end of the connection.
  package let peer: IPAddress?

  package init(
    method: String, target: String, headers: Headers, body: [UInt8], peer: IPAddress?
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.peer = peer
  }

  /// The target without its query, undecoded.
  package var path: Substring { target.prefix { $0 != "?" } }

  /// What stands after the first question mark, undecoded; nil without one.
  package var query: Substring? {
    target.firstIndex(of: "?").map { target[target.index(after: $0)...] }
  }
}
