// The verbs we send, and what may be done with each: sending a POST twice can buy or like twice.

/// The method of a request (RFC 9110, section 9).
package enum Method: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether sending it twice has the effect of sending it once (RFC 9110, section 9.2.2).
  package var isIdempotent: Bool { self != .post && self != .patch }

  /// Whether a server expects a length even where the body is empty.
  var announcesBody: Bool { self == .post || self == .put || self == .patch }
}
