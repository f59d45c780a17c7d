// When a source is asked again.

import Foundation
import Pipeline
import Testing

struct PullPlanTests {
  let now = Date(timeIntervalSince1970: 784_111_777)

  @Test(
    arguments: [
      (0, nil, 1_800.0), (1, nil, 3_600), (2, nil, 7_200), (5, nil, 43_200), (1_000, nil, 43_200),
      (0, 7_200.0, 7_200), (1, 1.0, 3_600), (1, 1e9, 2_678_400),
    ] as [(Int, TimeInterval?, TimeInterval)])
  func `errors back off below a day, and what the server asks is done for up to a month`(
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

  @Test(
    arguments: [
      (nil, nil, true), (-1.0, -60.0, true), (0, -60, true), (1, -60, false),
      // Planned by a clock that ran five years ahead.
      (157_680_000, 157_678_200, true),
    ] as [(TimeInterval?, TimeInterval?, Bool)])
  func `a source is due at its time, and at once when a wrong clock planned it`(
    next: TimeInterval?, pulled: TimeInterval?, isDue: Bool
  ) {
    #expect(
      PullPlan.isDue(
        nextPullAt: next.map(now.addingTimeInterval), pulledAt: pulled.map(now.addingTimeInterval),
        now: now) == isDue)
  }
}
