// From an error of the client to a setback. The client's error carries what had arrived; it ends here, since that may
// hold anything.

import HTTP

extension Setback {
  init(_ error: HTTPError, at provider: ModelProvider) {
    let (code, course) = Self.meaning(of: error.code)
    self.init(
      code, Self.words(error, provider), at: provider.name, course: course,
      isFree: Self.isFree(error), cause: error.cause)
  }

  /// Whether the question never left.
  private static func isFree(_ error: HTTPError) -> Bool {
    error.isUnsent || error.code == .closed || error.code == .tooManyRedirects
  }

  private static func meaning(of code: HTTPError.Code) -> (ModelError.Code, Course) {
    switch code {
    case .dns, .connect, .connectTimeout, .truncated: (.connection, .again)
    case .tls, .protocol, .decoding, .compressionBomb, .headersTooLarge: (.connection, .rest)
    case .timeout, .firstByteTimeout, .tooSlow: (.timeout, .rest)
    case .tooLarge, .notText: (.tooLarge, .rest)
    case .refusedAddress, .invalidURL, .urlTooLong, .invalidHeader, .tooManyRedirects,
      .redirectLoop, .insecureRedirect, .resting:
      (.settings, .off)
    case .cancelled, .closed, .overloaded, .system: (.connection, .rest)
    }
  }

  private static func words(_ error: HTTPError, _ provider: ModelProvider) -> String {
    switch error.code {
    case .tooManyRedirects:
      "it redirects elsewhere, where no key is sent; put the address it leads to in 'url'"
    case .timeout, .firstByteTimeout:
      "no whole answer within \(provider.timeout.components.seconds) s; 'timeout' allows more"
    default: error.message
    }
  }
}
