// How patient we are with a domain: pauses, bursts of refusals, forgiveness.

import Foundation
import Testing

@testable import Feed

struct HostStateTests {
  let now = Date(timeIntervalSince1970: 1_768_896_000)

  private func wait(_ host: HostState, _ now: Date) -> TimeInterval? {
    host.pause(at: now)?.timeIntervalSince(now)
  }

  @Test func `without a time, pauses double from ten minutes to half a day`() {
    var host = HostState("example.org")
    var moment = now
    var waits: [TimeInterval] = []
    for _ in 0..<9 {
      host.throttled(until: nil, now: moment)
      waits.append(wait(host, moment) ?? 0)
      moment.addTimeInterval(waits[waits.count - 1])
    }
    #expect(waits == [600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 43_200, 43_200])
  }

  @Test func `a time that the server names is kept, and a longer pause stays`() {
    var host = HostState("example.org")
    host.throttled(until: now.addingTimeInterval(7_200), now: now)
    #expect(wait(host, now) == 7_200)
    host.throttled(until: now.addingTimeInterval(60), now: now)
    #expect(wait(host, now) == 7_200)
  }

  @Test(arguments: [(-10, 600), (0, 600), (1, 60), (61, 61)] as [(TimeInterval, TimeInterval)])
  func `what is over already counts as no time, and seconds as a minute`(
    asked: TimeInterval, waited: TimeInterval
  ) {
    var host = HostState("example.org")
    host.throttled(until: now.addingTimeInterval(asked), now: now)
    #expect(wait(host, now) == waited)
  }

  @Test(
    arguments: [
      ([0, 0, 0], true), ([0, 1, 500], true), ([0, 0], false), ([0, 700, 1_400], false),
      ([0, 0, 700], false),
    ] as [([TimeInterval], Bool)])
  func `three refusals in a burst count as throttling`(times: [TimeInterval], isPaused: Bool) {
    var host = HostState("example.org")
    for time in times { host.refused(now: now.addingTimeInterval(time)) }
    #expect((host.pause(at: now.addingTimeInterval(times.last ?? 0)) != nil) == isPaused)
  }

  @Test func `a good answer makes a domain as any other`() {
    var host = HostState("example.org")
    for _ in 0..<5 { host.refused(now: now) }
    host.answered()
    #expect(host == HostState("example.org"))
  }

  @Test func `a pause of a clock that ran years ahead is void`() {
    var host = HostState("example.org")
    host.throttled(until: nil, now: now.addingTimeInterval(157_680_000))
    #expect(host.pause(at: now) == nil)
  }

  @Test func `and so it lengthens no pause that is asked for now`() {
    var host = HostState("example.org", notBefore: now.addingTimeInterval(157_680_000))
    host.throttled(until: now.addingTimeInterval(7_200), now: now)
    #expect(wait(host, now) == 7_200)
  }
}
