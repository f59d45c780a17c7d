// How long a provider asks to be left alone.

import Formats
import FoundationEssentials
import HTTP

/// The wish of an answer's headers.
enum RetryAfterHeader {
  /// Longer wishes are cut to a day before they are counted with.
  private static let longest = 86_400.0

  /// `retry-after-ms` as OpenAI sends it, else `Retry-After` in either form.
  static func duration(_ headers: Headers, now: Date) -> Duration? {
    let fine = headers["retry-after-ms"].flatMap(Double.init).map { $0 / 1_000 }
    let seconds = fine ?? RetryAfter.seconds(headers["Retry-After"], now: now)
    guard let seconds, seconds >= 0 else { return nil }
    return .seconds(min(seconds, longest))
  }
}
