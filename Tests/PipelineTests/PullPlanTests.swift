// When a source is asked again.

import Foundation
import Pipeline
import Testing

struct PullPlanTests {
  let now = Date(timeIntervalSince1970: 784_111_777)

  @Test(
    arguments: [
      (0, nil, 1_800.0), (1, nil, 3_600), (2, nil, 7_200), (5, nil, 43_200), (1_000, nil, 43_200),
      (0, 7_200.0, 7_200), (1, 1.0, 3_600), (1, 1e9, 86_400),
    ] as [(Int, TimeInterval?, TimeInterval)])
  func `errors back off below a day, and what the server asks is done`(
    failures: Int, retryAfter: TimeInterval?, wait: TimeInterval
  ) {
    let next = PullPlan.next(now: now, failures: failures, retryAfter: retryAfter)
    #expect(next.timeIntervalSince(now) == wait)
  }

  @Test(
    arguments: [
      ("120", 120.0), ("0", 0), ("Sun, 06 Nov 1994 08:59:37 GMT", 600),
      ("Sun, 06 Nov 1994 08:29:37 GMT", 0), ("-1", nil), ("soon", nil), (nil, nil),
    ] as [(String?, TimeInterval?)])
  func `Retry-After is read in both its forms`(value: String?, seconds: TimeInterval?) {
    #expect(PullPlan.retryAfter(value, now: now) == seconds)
  }
}
