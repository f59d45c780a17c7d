// The worker's decisions about time, without any passing.

import Foundation
import Pipeline
import Testing
import Workspace

struct WorkPlanTests {
  /// 2026-11-21T12:00:00Z.
  static let noon = Date(timeIntervalSince1970: 1_795_262_400)
  let noon = Self.noon
  let daily = DigestTimes(cron: CronSchedule("0 7 * * *"), timeZone: .gmt)
  let never = DigestTimes(cron: nil, timeZone: .gmt)

  private func hours(_ hours: Double) -> Date { noon.addingTimeInterval(hours * 3_600) }

  /// A plan that has made its first pass at noon.
  private func settled(_ times: DigestTimes, nextPull: Date? = nil) -> WorkPlan {
    var plan = WorkPlan(times: times, lastDigest: hours(-5), now: noon)
    plan.passed(until: .act, from: noon, to: noon, nextPull: nextPull, times: times)
    return plan
  }

  @Test func `it begins with a pass, and looks again after a quarter of an hour`() {
    var plan = WorkPlan(times: never, lastDigest: nil, now: noon)
    #expect(plan.step(at: noon) == .pass(until: .act))
    plan.passed(until: .act, from: noon, to: hours(0.1), nextPull: nil, times: never)
    #expect(plan.step(at: hours(0.1)) == .wait(until: hours(0.35)))
    #expect(plan.step(at: hours(0.35)) == .pass(until: .act))
  }

  @Test(arguments: [(200.0, 200.0), (10_000, 900), (1, 120), (-500, 120)])
  func `it wakes when a source is due, within bounds`(due: TimeInterval, wakes: TimeInterval) {
    var plan = settled(never, nextPull: noon.addingTimeInterval(due))
    #expect(plan.step(at: noon) == .wait(until: noon.addingTimeInterval(wakes)))
  }

  @Test func `a digest that a failed pass or another worker has made is not made again`() {
    var plan = settled(daily)
    let seven = hours(19)
    _ = plan.failed(at: seven)
    plan.found(lastDigest: seven)
    #expect(plan.step(at: hours(19.1)) == .pass(until: .act))
  }

  @Test func `a digest comes at its time and once`() {
    var plan = settled(daily)
    let seven = hours(19)
    plan.passed(until: .act, from: hours(18.99), to: hours(18.99), nextPull: nil, times: daily)
    #expect(plan.step(at: hours(18.99)) == .wait(until: seven))
    #expect(plan.step(at: seven) == .pass(until: .digest))
    plan.passed(until: .digest, from: seven, to: hours(19.2), nextPull: nil, times: daily)
    #expect(plan.step(at: hours(19.2)) == .wait(until: hours(19.45)))
    #expect(plan.step(at: hours(19.45)) == .pass(until: .act))
  }

  @Test func `digests that were missed are made up for by one`() {
    var plan = WorkPlan(times: daily, lastDigest: hours(-24 * 5), now: noon)
    #expect(plan.step(at: noon) == .pass(until: .digest))
    plan.passed(until: .digest, from: noon, to: noon, nextPull: nil, times: daily)
    #expect(plan.step(at: hours(0.25)) == .pass(until: .act))
  }

  @Test func `without a digest before, the first one waits for its time`() {
    var plan = WorkPlan(times: daily, lastDigest: nil, now: noon)
    #expect(plan.step(at: noon) == .pass(until: .act))
    #expect(plan.step(at: hours(19)) == .pass(until: .digest))
  }

  @Test func `a clock that jumps forward fires once, and one that jumps back not again`() {
    var plan = settled(daily)
    #expect(plan.step(at: hours(24 * 3)) == .pass(until: .digest))
    plan.passed(
      until: .digest, from: hours(24 * 3), to: hours(24 * 3), nextPull: nil, times: daily)
    #expect(plan.step(at: hours(24 * 3 + 1)) == .pass(until: .act))

    plan = settled(daily)
    plan.passed(until: .digest, from: hours(19), to: hours(19), nextPull: nil, times: daily)
    #expect(plan.step(at: hours(18.5)) == .wait(until: hours(18.75)))
    #expect(plan.step(at: hours(19)) == .pass(until: .act))
    #expect(plan.step(at: hours(43)) == .pass(until: .digest))
  }

  @Test func `a clock that was far ahead does not silence it`() {
    var plan = settled(daily)
    let far = hours(24 * 400)
    plan.passed(until: .digest, from: far, to: far, nextPull: nil, times: daily)
    #expect(plan.step(at: noon) == .wait(until: hours(0.25)))
    #expect(plan.step(at: hours(19)) == .pass(until: .digest))
  }

  @Test func `failures wait ever longer, within bounds, and a digest is not lost by them`() {
    var plan = settled(daily)
    var now = hours(19)
    var delays: [TimeInterval] = []
    for _ in 0..<9 {
      #expect(plan.step(at: now) == .pass(until: .digest))
      let again = plan.failed(at: now)
      delays.append(again.timeIntervalSince(now))
      #expect(plan.step(at: now.addingTimeInterval(1)) == .wait(until: again))
      now = again
    }
    #expect(delays == [5, 10, 20, 40, 80, 160, 300, 300, 300])
    #expect(plan.step(at: now) == .pass(until: .digest))
    plan.passed(until: .digest, from: now, to: now, nextPull: nil, times: daily)
    #expect(plan.failed(at: now) == now.addingTimeInterval(5))
    #expect(plan.step(at: hours(-100)) == .wait(until: hours(-100).addingTimeInterval(300)))
  }

  @Test func `another time of day counts from when it was said`() {
    var plan = settled(daily)
    let earlier = DigestTimes(cron: CronSchedule("0 8 * * *"), timeZone: .gmt)
    plan.passed(until: .act, from: noon, to: noon, nextPull: nil, times: earlier)
    #expect(plan.step(at: hours(0.25)) == .pass(until: .act))
    #expect(plan.step(at: hours(20)) == .pass(until: .digest))
  }
}
