// Sent or not sent: all that decides whether something may be tried again that must not happen twice.

extension HTTPError {
  /// libcurl's number for "nobody listens there".
  private static let refused = 7

  /// Whether surely nothing of the request reached a server.
  ///
  /// False is "nobody knows": a connection that was closed unanswered, a limit that was reached, a cancelled task. Where a
  /// redirect was followed, something was sent.
  package var isUnsent: Bool {
    guard hops.isEmpty, partial == nil else { return false }
    return switch code {
    case .dns, .tls, .connectTimeout, .refusedAddress, .invalidURL, .urlTooLong, .invalidHeader,
      .overloaded:
      true
    case .connect: (cause as? CurlFailure)?.number == Self.refused
    default: false
    }
  }
}
