// The verbs we send, and what may be done with each: sending a POST twice can buy or like twice, and a DELETE that is sent
// again may take back what was done anew in between.

/// The method of a request (RFC 9110, section 9).
package enum Method: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether it asks for no change, so that nobody minds if it is sent once more (RFC 9110, section 9.2.1).
  package var isSafe: Bool { self == .get || self == .head }

  /// Whether a server expects a length even where the body is empty.
  var announcesBody: Bool { self == .post || self == .put || self == .patch }
}
