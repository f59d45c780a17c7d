// How often each program may ask, and how answers tell it (draft-ietf-httpapi-ratelimit-headers-10, RFC 6585).

package import FoundationEssentials
package import HTTP
private import Synchronization

/// Counts what each visitor asks for.
package final class RequestLimits: Sendable {
  private struct Buckets {
    var all: TokenBucket
    var unsafe: TokenBucket
  }

  /// More visitors at once than one person has programs.
  private static let visitorsMax = 1_000

  private let all: Quota
  private let unsafe: Quota
  private let visitors = Mutex<[String: Buckets]>([:])

  /// Requests a minute, and how many of them may change something.
  package init(perMinute: Int = 600, changesPerMinute: Int = 60) {
    all = Quota("all", perMinute, in: 60)
    unsafe = Quota("changes", changesPerMinute, in: 60)
  }

  /// Counts a request; throws a 429 where it is one too many, else gives the fields that the answer carries.
  package func count(_ visitor: String, isSafe: Bool, at now: Date) throws(Refusal) -> Headers {
    let (buckets, spent) = visitors.withLock { visitors in
      Self.tidy(&visitors, at: now)
      var buckets =
        visitors[visitor]
        ?? Buckets(all: TokenBucket(all, at: now), unsafe: TokenBucket(unsafe, at: now))
      buckets.all.fill(until: now)
      buckets.unsafe.fill(until: now)
      let spent = Self.take(&buckets, isSafe: isSafe)
      visitors[visitor] = buckets
      return (buckets, spent)
    }
    var headers = fields(buckets, isSafe: isSafe)
    guard let spent else { return headers }
    headers["Retry-After"] = "\(spent.wait)"
    throw Refusal(
      .tooManyRequests,
      "more than \(spent.quota.count) requests a minute\(isSafe ? "" : " that change something"): wait \(spent.wait) seconds",
      headers)
  }

  /// Nil where both have room; what one refuses, the other does not count.
  private static func take(_ buckets: inout Buckets, isSafe: Bool) -> TokenBucket? {
    if !isSafe, buckets.unsafe.remaining < 1 { return buckets.unsafe }
    guard buckets.all.take() else { return buckets.all }
    if !isSafe { _ = buckets.unsafe.take() }
    return nil
  }

  private func fields(_ buckets: Buckets, isSafe: Bool) -> Headers {
    let shown = isSafe ? [buckets.all] : [buckets.all, buckets.unsafe]
    return [
      "RateLimit-Policy": [all, unsafe].map { "\"\($0.name)\";q=\($0.count);w=\($0.seconds)" }
        .joined(separator: ", "),
      "RateLimit": shown.map { "\"\($0.quota.name)\";r=\($0.remaining);t=\($0.reset)" }
        .joined(separator: ", "),
    ]
  }

  /// Who has been quiet is forgotten, which changes nothing: their buckets are full.
  private static func tidy(_ visitors: inout [String: Buckets], at now: Date) {
    guard visitors.count >= visitorsMax else { return }
    visitors = visitors.filter { _, buckets in
      var bucket = buckets.all
      bucket.fill(until: now)
      return !bucket.isFull
    }
    if visitors.count >= visitorsMax { visitors.removeAll() }
  }
}
