// How long an answer says that it stays fresh, and when a server wants to be asked again: the headers of HTTP caching
// and of refusals, read from strings and the time.

import Feed
import Formats
package import FoundationEssentials
package import HTTP

/// The freshness of an answer (RFC 9111).
package enum Freshness {
  /// Seconds from now until the answer is stale; nil where it says nothing about it.
  ///
  /// `max-age` counts before `Expires` (§5.3), and what other caches spent of it is spent (`Age`, §4.2.3). An answer
  /// that must not be used without asking has none (§5.2.2.4, §5.2.2.5), whatever else it says.
  package static func lifetime(_ headers: Headers, now: Date) -> TimeInterval? {
    let control = CacheControl(headers)
    if control["no-cache"] != nil || control["no-store"] != nil { return 0 }
    let age = headers["Age"].flatMap { TimeInterval(wholeNumber: $0) } ?? 0
    if let maximum = control["max-age"] {
      return max(0, (TimeInterval(wholeNumber: maximum) ?? 0) - age)
    }
    guard let expires = headers["Expires"] else { return nil }
    // What is no date lies in the past (§5.3).
    guard let end = FeedDate.parse(expires) else { return 0 }
    let start = headers["Date"].flatMap { FeedDate.parse($0) } ?? now
    return max(0, end.timeIntervalSince(start) - age)
  }

  /// What `Retry-After` asks for, in seconds; capped.
  package static func retryAfter(_ value: String?, now: Date) -> TimeInterval? {
    RetryAfter.seconds(value, now: now).map { min($0, PullFailure.longestWait) }
  }
}

extension TimeInterval {
  /// Digits alone, as delta-seconds are written (RFC 9111 §1.2.2).
  fileprivate init?(wholeNumber text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(text)
  }
}
