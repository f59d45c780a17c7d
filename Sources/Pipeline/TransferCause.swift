// From an error of the client to a cause with its words: nothing is known of an answer, so nothing is learned of it.

import Feed
import HTTP

/// Names failed transfers.
enum TransferCause {
  /// The address is named only where it is another than the one that was asked, which everybody names already.
  static func failure(of error: HTTPError, from asked: String) -> PullFailure {
    let own = [asked, (try? URLReference(asked))?.description]
    let words = own.contains(error.context) ? error.message : error.description
    return PullFailure(cause(of: error.code), words)
  }

  /// Whether the beginning of a good body may have come.
  static func isCut(_ error: HTTPError) -> Bool {
    switch error.code {
    case .truncated, .decoding, .timeout, .tooSlow, .tooLarge: true
    default: false
    }
  }

  private static func cause(of code: HTTPError.Code) -> PullCause {
    switch code {
    case .invalidURL, .urlTooLong, .invalidHeader: .address
    case .refusedAddress: .privateAddress
    case .dns: .dns
    case .connect, .connectTimeout: .connect
    case .tls: .tls
    case .firstByteTimeout, .timeout, .tooSlow: .timeout
    case .tooLarge, .compressionBomb, .headersTooLarge: .tooLarge
    case .tooManyRedirects, .redirectLoop, .insecureRedirect: .redirects
    case .resting: .throttled
    case .protocol: .protocol
    case .truncated: .truncated
    case .decoding: .encoding
    case .notText: .binary
    case .cancelled, .closed, .overloaded, .system: .system
    }
  }
}
