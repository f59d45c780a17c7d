// How often one may ask: a bucket that drips full. Short bursts pass, and nobody waits for a window to begin anew.

package import FoundationEssentials

/// So many requests in so many seconds.
package struct Quota: Sendable, Hashable {
  /// As `RateLimit-Policy` calls it.
  package let name: String
  package let count: Int
  package let seconds: Int

  package init(_ name: String, _ count: Int, in seconds: Int) {
    self.name = name
    self.count = count
    self.seconds = seconds
  }
}

/// What one program has left of a quota (the generic cell rate as a token bucket).
package struct TokenBucket: Sendable, Hashable {
  package let quota: Quota
  private var left: Double
  private var at: Date

  /// A full one.
  package init(_ quota: Quota, at now: Date) {
    self.quota = quota
    left = Double(quota.count)
    at = now
  }

  private var perSecond: Double { Double(quota.count) / Double(quota.seconds) }

  /// Lets in what has dripped since; a clock that goes back gives nothing and takes nothing.
  package mutating func fill(until now: Date) {
    let passed = max(0, now.timeIntervalSince(at))
    left = min(Double(quota.count), left + passed * perSecond)
    at = now
  }

  /// Takes one request; false where none is left.
  package mutating func take() -> Bool {
    guard left >= 1 else { return false }
    left -= 1
    return true
  }

  /// Whole requests that are left.
  package var remaining: Int { Int(left) }

  /// Seconds until it is full again.
  package var reset: Int { Int(((Double(quota.count) - left) / perSecond).rounded(.up)) }

  /// Seconds until there is one request more, at least one.
  package var wait: Int { max(1, Int(((1 - left) / perSecond).rounded(.up))) }

  /// Nobody has asked for as long as it takes to fill.
  package var isFull: Bool { left >= Double(quota.count) }
}
