// Why a network did not do what it was asked, in one line that a person can act on. Nothing in it was taken from a server
// without having been searched for the secrets that went there, cut, and cleaned.

import HTTP
import Service

/// A call to a network that came to nothing.
package struct SocialError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Nothing was sent: an address, a setting, an answer of the person.
    case settings
    /// The key of the tokens is missing, another, or readable by others.
    case key
    case connection, timeout
    /// The network wants fewer calls.
    case throttled
    /// The network is in trouble, or answered with what nobody can read.
    case server
    /// The network said no.
    case refused
    /// The sign-in is over: the person has to sign in again.
    case signIn
  }

  package let code: Code
  /// What went wrong and what to do.
  package let message: String
  /// The server or the account.
  package let context: String
  /// Whether the network may have got the call.
  package let wasSent: Bool
  package let cause: (any Error)?

  package init(
    _ code: Code, _ message: String, context: String = "", wasSent: Bool = false,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.context = context
    self.wasSent = wasSent
    self.cause = cause
  }

  package var description: String { context.isEmpty ? message : "\(context): \(message)" }
}

extension SocialError {
  /// libcurl's number for "nobody listens there".
  private static let nobodyListens = 7

  /// A failed transfer, without what had arrived, which may hold anything.
  init(_ error: HTTPError, at host: String, _ mask: SecretMask) {
    self.init(
      Self.code(of: error.code), mask.mask(error.message), context: host,
      wasSent: Self.wasSent(error), cause: error.cause)
  }

  private static func code(of code: HTTPError.Code) -> Code {
    switch code {
    case .timeout, .firstByteTimeout, .connectTimeout, .tooSlow: .timeout
    case .refusedAddress, .invalidURL, .urlTooLong, .invalidHeader: .settings
    case .tooLarge, .compressionBomb, .headersTooLarge, .notText, .decoding, .protocol: .server
    default: .connection
    }
  }

  private static func wasSent(_ error: HTTPError) -> Bool {
    switch error.code {
    case .dns, .tls, .connectTimeout, .refusedAddress, .invalidURL, .urlTooLong, .invalidHeader,
      .overloaded, .closed:
      false
    default: (error.cause as? CurlFailure)?.number != nobodyListens
    }
  }
}
