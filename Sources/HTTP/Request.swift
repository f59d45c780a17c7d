// What to fetch and how far to go for it. A value: nothing happens until a Client sends it.

/// One request, before redirects.
package struct Request: Sendable, Hashable {
  package var method: Method
  /// An absolute http or https address without user name or password.
  package var url: String
  /// Sent as they are.
  ///
  /// `Host`, `Connection`, `Content-Length`, `Transfer-Encoding` and
  /// `Accept-Encoding` are the client's own.
  package var headers: Headers
  package var body: [UInt8]
  package var limits: Limits
  /// Whether private, loopback and link-local peers may be spoken to, redirects included.
  package var allowPrivate: Bool
  /// Whether only such peers may: for what must not cross the internet in the clear.
  package var requiresPrivate = false
  /// The address whose answer gave the `If-…` headers, where that is not `url`.
  ///
  /// They go to this address only, so a feed that always redirects to another host is still asked
  /// conditionally, and a feed that moved does not show old validators to a stranger.
  package var validated: String?
  /// How fast its domain is asked; nil for the client's own pace.
  package var lane: Lane?
  /// Requests to the same domain that its sender has after it: the longest queues go first.
  package var behind = 0
  /// Ends the transfer when the first bytes of a good answer are no text.
  package var expectsText = false

  package init(
    _ method: Method = .get, _ url: String, headers: Headers = [:], body: [UInt8] = [],
    limits: Limits = Limits(), allowPrivate: Bool = false, validated: String? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
    self.allowPrivate = allowPrivate
    self.validated = validated
  }
}
