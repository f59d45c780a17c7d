// Validators: what a server gives so that it can be asked whether anything changed. Opaque, and sent back byte for
// byte; what is decided here is only when they are not to be believed.

import Feed
import Formats
import FoundationEssentials
import HTTP
import Store

/// The validators of an answer, or those to ask with.
struct Validators: Sendable, Hashable {
  /// A server's clock may be ahead by so much.
  private static let skew: TimeInterval = 5 * 60

  private(set) var etag: String?
  private(set) var lastModified: String?

  var isEmpty: Bool { etag == nil && lastModified == nil }

  /// Those of an answer that can be trusted.
  ///
  /// A `Last-Modified` in the future would hide every change until then; the entity tag beside it still counts.
  init(of response: Response, now: Date) {
    guard Self.areTrusted(response.headers) else { return }
    etag = response.headers["ETag"].flatMap { $0.isEmpty ? nil : $0 }
    lastModified = response.headers["Last-Modified"].flatMap { $0.isEmpty ? nil : $0 }
    if let value = lastModified, let date = FeedDate.parse(value),
      date.timeIntervalSince(now) > Self.skew
    {
      lastModified = nil
    }
  }

  /// Those to ask with; none when a whole body is due.
  init(of stored: StoredSource, now: Date) {
    guard let whole = stored.wholeAt, stored.bodyHash != nil,
      (0..<PullVerdict.longestTrust).contains(now.timeIntervalSince(whole))
    else { return }
    etag = stored.etag
    lastModified = stored.lastModified
  }

  /// Whether an answer may be asked about later: not where its server says that it is old at once.
  ///
  /// Such servers are known to say 304 to new content. `max-age` counts before `Expires` (RFC 9111 §5.3).
  static func areTrusted(_ headers: Headers) -> Bool {
    let control = CacheControl(headers)
    // With a value, `no-cache` speaks of some fields only (RFC 9111 §5.2.2.4).
    if control["no-cache"] == "" || control["no-store"] == "" { return false }
    if control["max-age"]?.isEmpty == false { return true }
    return headers["Expires"].map { $0 != "0" && $0 != "-1" } ?? true
  }
}
