// Why there is no whole answer. One code for each cause and limit, one line a person can act on,
// and what had arrived by then: the complete items of a feed that was cut are kept.

/// A request that did not bring a whole answer.
package struct HTTPError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    case invalidURL, urlTooLong, invalidHeader
    case refusedAddress, dns, connect, tls
    case connectTimeout, firstByteTimeout, timeout, tooSlow
    case tooLarge, compressionBomb, headersTooLarge, notText
    case tooManyRedirects, redirectLoop, insecureRedirect, resting
    case `protocol`, truncated, decoding
    case cancelled, closed, overloaded, system
  }

  package let code: Code
  /// What went wrong and what to do, without the address.
  package let message: String
  /// The address, secrets blanked.
  package let context: String
  /// libcurl's own words, where there are some.
  package let cause: (any Error)?
  /// What had arrived: status, headers, and the body so far; nil before the headers were complete.
  package let partial: Response?
  /// The redirects followed before it failed.
  package let hops: [Hop]

  package init(
    _ code: Code, _ message: String, context: String, cause: (any Error)? = nil,
    partial: Response? = nil, hops: [Hop] = []
  ) {
    self.code = code
    self.message = message
    self.context = context
    self.cause = cause
    self.partial = partial
    self.hops = hops
  }

  package var description: String { "\(context): \(message)" }

  /// The same error with what had arrived and the way there.
  func carrying(_ partial: Response?, after hops: [Hop]) -> HTTPError {
    HTTPError(code, message, context: context, cause: cause, partial: partial, hops: hops)
  }
}

/// A code of libcurl and its words.
package struct CurlFailure: Error, Sendable, Hashable, CustomStringConvertible {
  package let number: Int
  package let words: String

  package var description: String { "\(words) (libcurl \(number))" }
}
