// Why a pull brought nothing, by name. The code is stable: it is stored, and programs that read our rows compare it.

/// The cause of a failed pull.
package enum PullCause: String, Sendable, Hashable, CaseIterable {
  // On the way to the server.
  case dns, connect, tls
  // The transfer.
  case timeout, truncated, `protocol`, redirects, encoding, system
  case tooLarge = "too_large"
  // What is not asked for at all.
  case address
  case privateAddress = "private_address"
  // The server's answer.
  case throttled, unavailable, forbidden, gone, status
  case serverError = "server_error"
  case notFound = "not_found"
  // What came instead of a feed.
  case challenge, login, page, binary, empty
  case notAFeed = "not_a_feed"
  case brokenFeed = "broken_feed"
  // A path of this machine.
  case file

  /// What a cause means for the next pull.
  package enum Kind: Sendable, Hashable {
    /// The network may be down, and then it says nothing about the source.
    case connectivity
    /// The server asks for fewer requests.
    case throttled
    /// A person is wanted there: asking often only makes it worse.
    case blocked
    /// The source is gone for good and is not asked again.
    case gone
    /// All else: it may pass by itself, and the person may have to do something.
    case passing
  }

  package var kind: Kind {
    switch self {
    case .dns, .connect, .tls: .connectivity
    case .throttled: .throttled
    case .challenge, .login: .blocked
    case .gone: .gone
    default: .passing
    }
  }
}
