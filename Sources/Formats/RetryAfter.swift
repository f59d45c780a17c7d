// How long a server asks to be left alone: one header in two forms, for feeds and models alike.

package import FoundationEssentials

/// Reads `Retry-After`.
package enum RetryAfter {
  /// Seconds from now: a number of them, or an HTTP date (RFC 9110 §10.2.3); nil for what is neither.
  ///
  /// Not capped: how long a wish is granted is for the caller.
  package static func seconds(_ value: String?, now: Date) -> TimeInterval? {
    guard let value else { return nil }
    let seconds =
      TimeInterval(value) ?? FeedDate.parse(value).map { max(0, $0.timeIntervalSince(now)) }
    return seconds.flatMap { $0 >= 0 ? $0 : nil }
  }
}
