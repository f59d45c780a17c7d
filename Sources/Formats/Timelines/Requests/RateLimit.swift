// How much may still be asked, as networks say it in headers. The names differ by dashes, the time by its form: X and
// Bluesky give Unix time, Mastodon a date, and the draft that they all come from the seconds that are left.

package import FoundationEssentials

/// What a response says about the requests that are left.
package struct RateLimit: Sendable, Hashable {
  /// Requests of a window.
  package var limit: Int?
  package var remaining: Int?
  /// When the window ends.
  package var reset: Date?

  /// Reads `X-RateLimit-*` (Mastodon), `x-rate-limit-*` (X) or `RateLimit-*` (Bluesky); nil where there is none of them.
  package init?(headers: [(String, String)], now: Date) {
    for (name, value) in headers {
      switch Self.plain(name) {
      case "ratelimitlimit": limit = limit ?? Self.count(value)
      case "ratelimitremaining": remaining = remaining ?? Self.count(value)
      case "ratelimitreset": reset = reset ?? Self.moment(value, now: now)
      default: continue
      }
    }
    guard limit != nil || remaining != nil || reset != nil else { return nil }
  }

  /// Seconds for which nothing should be asked: until the window ends, once it is used up.
  ///
  /// At least 60 and at most an hour, because clocks differ and headers lie; where a window's end is not told, 15 minutes,
  /// the longest that these networks use for reading. 0 while something is left.
  package func pause(now: Date) -> TimeInterval {
    guard let remaining, remaining <= 0 else { return 0 }
    guard let reset else { return 900 }
    return min(max(reset.timeIntervalSince(now), 60), 3_600)
  }

  private static func plain(_ name: String) -> String {
    let name = name.lowercased().replacing("-", with: "")
    return name.hasPrefix("x") ? String(name.dropFirst()) : name
  }

  /// A count; `300;w=300` and `300, 300` name a window too, which is left out.
  private static func count(_ value: String) -> Int? {
    Int(value.drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber })
  }

  private static func moment(_ value: String, now: Date) -> Date? {
    let value = PlainLine.oneLine(value)
    // Less than a Unix time of any year in which there are networks: the seconds that are left.
    if let seconds = TimeInterval(value), seconds >= 0, seconds < 100_000_000 {
      return now.addingTimeInterval(seconds)
    }
    return FeedDate.parse(value)
  }
}
