// How long answers are fresh, and what Retry-After asks for.

import Foundation
import HTTP
import Testing

@testable import Pipeline

struct FreshnessTests {
  /// 1994-11-06, 08:49:37 GMT.
  let now = Date(timeIntervalSince1970: 784_111_777)

  @Test(
    arguments: [
      ([("Cache-Control", "max-age=7200")], 7_200.0),
      ([("cache-control", "public, MAX-AGE = 60")], 60),
      ([("Cache-Control", "max-age=\"90\"")], 90),
      ([("Cache-Control", "no-cache, max-age=86400")], 0),
      ([("Cache-Control", "max-age=60"), ("Cache-Control", "no-store")], 0),
      ([("Cache-Control", "max-age=3600"), ("Age", "3000")], 600),
      ([("Cache-Control", "max-age=60"), ("Age", "3000")], 0),
      ([("Cache-Control", "max-age=soon")], 0), ([("Cache-Control", "max-age=-1")], 0),
      ([("Cache-Control", "max-age=60, max-age=7200")], 60),
      ([("Cache-Control", "s-maxage=7200")], nil), ([("Cache-Control", "public")], nil),
      ([("Cache-Control", "max-age=60"), ("Expires", "Sun, 06 Nov 1994 10:49:37 GMT")], 60),
      ([("Expires", "Sun, 06 Nov 1994 10:49:37 GMT")], 7_200),
      (
        [("Expires", "Sun, 06 Nov 1994 10:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 09:49:37 GMT")],
        3_600
      ),
      ([("Expires", "0")], 0), ([("Expires", "-1")], 0), ([], nil),
      ([("Cache-Control", "max-age=999999999999999")], 999_999_999_999_999),
    ] as [([(String, String)], TimeInterval?)])
  func `an answer's freshness is read as RFC 9111 has it`(
    fields: [(String, String)], lifetime: TimeInterval?
  ) {
    let headers = Headers(fields.map { Header($0.0, $0.1) })
    #expect(Freshness.lifetime(headers, now: now) == lifetime)
  }

  @Test(
    arguments: [
      ("120", 120.0), ("0", 0), ("Sun, 06 Nov 1994 08:59:37 GMT", 600),
      ("Sun, 06 Nov 1994 08:29:37 GMT", 0), ("-1", nil), ("soon", nil), (nil, nil),
      ("99999999", 31 * 86_400), ("Sun, 06 Nov 2044 08:59:37 GMT", 31 * 86_400),
    ] as [(String?, TimeInterval?)])
  func `Retry-After is read in both its forms, up to a month`(
    value: String?, seconds: TimeInterval?
  ) {
    #expect(Freshness.retryAfter(value, now: now) == seconds)
  }
}
