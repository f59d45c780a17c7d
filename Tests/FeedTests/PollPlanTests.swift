// When a feed is asked again: what its items, its own wishes and its failures say.

import Foundation
import Testing

@testable import Feed

struct PollPlanTests {
  /// A Wednesday, noon.
  let now = Date(timeIntervalSince1970: 1_710_936_000)
  let plan = PollPlan()

  /// Items every `hours` for three weeks before now.
  private func rhythm(everyHours hours: Double) -> PollRhythm {
    let count = Int(21 * 24 / hours)
    return PollRhythm(
      arrivals: (0..<count).map { now.addingTimeInterval(-(Double($0) + 0.5) * hours * 3_600) },
      since: now.addingTimeInterval(-60 * 86_400), asOf: now)
  }

  private func minutes(
    _ rhythm: PollRhythm, hints: PollHints = PollHints(), ending: PollEnding = .good,
    retryAfter: TimeInterval? = nil, random: Double = 0.5
  ) -> Double {
    plan.next(
      now: now, rhythm: rhythm, hints: hints, ending: ending, retryAfter: retryAfter, random: random
    ).timeIntervalSince(now) / 60
  }

  @Test(
    arguments: [
      (0.1, 15.0...16.5), (0.5, 15...45), (4, 60...240), (24, 240...720), (24 * 7, 720...1_440),
    ] as [(Double, ClosedRange<Double>)])
  func `who writes more is asked more often, from a quarter of an hour to a day`(
    hours: Double, wait: ClosedRange<Double>
  ) {
    for random in [0, 0.5, 0.999] {
      #expect(wait.contains(minutes(rhythm(everyHours: hours), random: random)))
    }
  }

  @Test func `a feed that is silent for months is asked once a day`() {
    let silent = PollRhythm(
      arrivals: [now.addingTimeInterval(-200 * 86_400)], since: nil, asOf: now)
    #expect(minutes(silent) > 900)
    #expect(minutes(silent, random: 0.999) <= 1_440)
  }

  @Test func `a new feed is asked some times a day`() {
    #expect((120...720).contains(minutes(.unknown(asOf: now))))
  }

  @Test func `requests move to the hours in which items come`() {
    // Six items between 8 and 9, for three weeks.
    var mornings: [Date] = []
    for day in 1...21 {
      let eight = now.addingTimeInterval(TimeInterval(-day * 86_400 - 4 * 3_600))
      mornings += (0..<6).map { eight.addingTimeInterval(TimeInterval($0 * 601)) }
    }
    let polls = PollReplay(
      arrivals: mornings, hints: PollHints(), plan: plan
    ).polls(from: now.addingTimeInterval(-7 * 86_400), until: now, seed: 1)
    let hours = polls.map { Int($0.timeIntervalSince1970 / 3_600) % 24 }
    let near = hours.count { (8...10).contains($0) }
    #expect(near * 2 > polls.count, "\(near) of \(polls.count)")
  }

  @Test func `dates without a time say nothing about the time of day`() {
    let midnight = Date(
      timeIntervalSince1970: (now.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
    let rhythm = PollRhythm(
      arrivals: (0..<20).map { midnight.addingTimeInterval(-Double($0) * 86_400) }, asOf: now)
    let rates = (0..<24).map {
      rhythm.rate(at: now.addingTimeInterval(86_400 + Double($0) * 3_600))
    }
    #expect((rates.max() ?? 0) - (rates.min() ?? 0) < 1e-9)
  }

  @Test func `a burst is followed closely, and one blog post is not`() {
    let usual = rhythm(everyHours: 3)
    let steady = (0..<168).map { now.addingTimeInterval(TimeInterval(-$0 * 10_800)) }
    let last = (1...8).map { now.addingTimeInterval(TimeInterval(-$0 * 240)) }
    let burst = PollRhythm(arrivals: steady + last, asOf: now)
    #expect(minutes(burst) < minutes(usual) * 0.7)
  }

  // MARK: The feed's own wishes

  @Test(
    arguments: [
      (PollHints(interval: 10_800), 180), (PollHints(freshness: 7_200), 120),
      (PollHints(interval: 3_600, freshness: 7_200), 120), (PollHints(freshness: 5e8), 1_440),
    ] as [(PollHints, Double)])
  func `a feed is not asked before its answer is stale, but once a day at least`(
    hints: PollHints, least: Double
  ) {
    for random in [0, 0.5, 0.999] {
      let wait = minutes(rhythm(everyHours: 0.1), hints: hints, random: random)
      #expect((least...least + 10).contains(wait))
    }
  }

  @Test func `a wish of the feed never makes requests more frequent`() {
    let quiet = rhythm(everyHours: 24 * 7)
    #expect(minutes(quiet, hints: PollHints(interval: 900)) == minutes(quiet))
  }

  @Test func `no request falls into skipped hours or days, nor shortly before them`() {
    let hints = PollHints(pauses: PollPauses(hours: ["13", "14", "15"], days: ["Thursday"]))
    for random in stride(from: 0, to: 1, by: 0.05) {
      let wait = minutes(rhythm(everyHours: 0.5), hints: hints, random: random)
      #expect(wait <= 50 || wait >= 240)
      let late = minutes(rhythm(everyHours: 24 * 7), hints: hints, random: random)
      let moment = now.addingTimeInterval(late * 60)
      #expect(hints.pauses.allow(moment))
    }
  }

  // MARK: Errors

  @Test(
    arguments: [
      (1, 30.0), (2, 60), (3, 120), (4, 240), (10, 1_200), (1_000, 1_200),
    ] as [(Int, Double)])
  func `failures back off, and a feed that is back is found within a day`(
    streak: Int, wait: Double
  ) {
    for hours in [0.1, 168] {
      #expect(minutes(rhythm(everyHours: hours), ending: .failed(streak: streak)) == wait)
    }
  }

  @Test func `when the network is away it is looked for again within the hour`() {
    #expect(minutes(.unknown(asOf: now), ending: .unreachable) == 60)
    #expect(minutes(rhythm(everyHours: 0.1), ending: .unreachable) < 17)
  }

  @Test(
    arguments: [(60.0, 15.0), (7_200, 120), (99_999_999, 31 * 1_440)] as [(TimeInterval, Double)])
  func `what a server asks for is done, up to a month`(asked: TimeInterval, least: Double) {
    for ending in [PollEnding.failed(streak: 1), .good] {
      let wait = minutes(rhythm(everyHours: 0.1), ending: ending, retryAfter: asked)
      #expect(wait >= least && wait <= max(least + 10, 31))
    }
  }

  // MARK: Spread

  @Test func `a thousand feeds that are alike do not wake together`() {
    var minutesOfDay: [Int: Int] = [:]
    for source in 0..<1_000 {
      let roll = PollDice.roll(Int64(source), now)
      let next = plan.next(
        now: now, rhythm: .unknown(asOf: now), hints: PollHints(), random: roll)
      minutesOfDay[Int(next.timeIntervalSince(now) / 60), default: 0] += 1
    }
    #expect((minutesOfDay.values.max() ?? 0) < 40)
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
    func due(_ pauses: PollPauses) -> Bool {
      PollPlan.isDue(
        nextPullAt: next.map(now.addingTimeInterval), pulledAt: pulled.map(now.addingTimeInterval),
        pauses: pauses, now: now)
    }
    #expect(due(PollPauses()) == isDue)
  }

  @Test func `what is due waits while the feed asks for silence`() {
    let pauses = PollPauses(hours: ["12"], days: [])
    let asked = now.addingTimeInterval(-60)
    #expect(!PollPlan.isDue(nextPullAt: asked, pulledAt: asked, pauses: pauses, now: now))
  }

  @Test func `a feed that wants a day between is asked an hour after the network was away`() {
    let hints = PollHints(interval: 86_400)
    #expect(minutes(.unknown(asOf: now), hints: hints, ending: .unreachable) == 60)
    #expect(minutes(.unknown(asOf: now), hints: hints, ending: .failed(streak: 1)) >= 1_440)
  }
}
