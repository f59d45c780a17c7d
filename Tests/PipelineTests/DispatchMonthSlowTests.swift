// Thirty days and ten thousand candidates through the real ledger, under a clock that is turned: every limit holds at every
// instant, and nothing waits for ever.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct DispatchMonthSlowTests {
  private static let count = 10_000

  /// Half of them automatic, spread over the month.
  private struct Arrivals {
    var times: [Date]
    var next = 0

    init(from start: Date, seed: UInt64) {
      times = (0..<count).map { number in
        let chance = Double(SplitMix64.mixed(seed &* 31 &+ UInt64(number)) % 2_592_000)
        return start.addingTimeInterval(chance)
      }.sorted()
    }
  }

  @Test(arguments: [UInt64(1), 2])
  func `every limit holds at every instant of a month`(seed: UInt64) async throws {
    try await ActionBench.with { bench in
      // Both months have a change of clocks inside.
      let start = try Date(
        seed == 1 ? "2026-03-10T00:00:00Z" : "2026-10-12T00:00:00Z", strategy: .iso8601)
      let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
      bench.now = start
      bench.rules = ActionRules(policies: [bench.account: [.like: .auto]])
      try await bench.posts.answer(60)
      var arrivals = Arrivals(from: start, seed: seed)
      let network = Network()
      let end = start.addingTimeInterval(33 * 86_400)
      var tick: UInt64 = 0
      while bench.now < end {
        tick += 1
        bench.now.addTimeInterval(Double(SplitMix64.mixed(seed &+ tick &* 7) % 2_400 + 60))
        try await Self.insert(&arrivals, bench)
        _ = try await Self.dispatch(bench, zone, network)
      }
      try await Self.check(bench, zone, network)
    }
  }

  /// Counts what it did; one of twenty calls reaches nobody, one of fifty is told to wait.
  private final class Network: ActionTransport {
    let calls = Mutex<[Int64: Int]>([:])
    private let number = Counter()

    func perform(_ order: ActionOrder) async -> ActionAnswer {
      let chance = SplitMix64.mixed(UInt64(number.next()))
      if chance % 20 == 0 { return ActionAnswer(.notSent(why: "away")) }
      if chance % 50 == 1 { return ActionAnswer(.throttled(until: nil, why: "slowly")) }
      calls.withLock { $0[order.action, default: 0] += 1 }
      return ActionAnswer(.done(remote: nil))
    }

    func lookUp(_ order: ActionOrder) async -> ActionStanding { .unclear(why: "never") }
  }

  private static func insert(_ arrivals: inout Arrivals, _ bench: ActionBench) async throws {
    let first = arrivals.next
    while arrivals.next < arrivals.times.count, arrivals.times[arrivals.next] <= bench.now {
      arrivals.next += 1
    }
    guard first < arrivals.next else { return }
    let times = Array(arrivals.times[first..<arrivals.next])
    let numbers = Array(first..<arrivals.next)
    try await bench.pool.execute(
      """
      INSERT INTO actions (account, network, uri, kind, state, reason, approved_by, proposed_at, decided_at,
        not_before, expires_at, author, thread)
      SELECT \(bench.account.text), 'mastodon', 'https://social.example/month/' || n.number, 'like', 'approved', '',
        CASE n.number % 2 WHEN 0 THEN 'policy' ELSE 'person' END, n.at, n.at,
        CASE n.number % 2 WHEN 0 THEN n.at + interval '10 minutes' END, n.at + interval '48 hours',
        'author ' || n.number * 7919 % 400, 'thread ' || n.number * 104729 % 3000
      FROM unnest(\(numbers), \(times)) AS n (number, at)
      """)
  }

  private static func dispatch(
    _ bench: ActionBench, _ zone: TimeZone, _ network: Network
  ) async throws -> DispatchReport {
    var settings = DispatchSettings(
      rules: bench.rules, zone: zone, keep: 0.6, model: ActionBench.model, holder: "one")
    let now = bench.now
    settings.sway = {
      Double(SplitMix64.mixed(UInt64(now.timeIntervalSince1970)) % 1_001) / 1_000
    }
    return try await Dispatcher(
      database: bench.database, settings: settings, transports: { _ in network },
      makeClock: { PlainClock { now } }
    ).run()
  }

  private static func check(
    _ bench: ActionBench, _ zone: TimeZone, _ network: Network
  ) async throws {
    let limits = bench.rules.limits
    let rows = try await bench.pool.query(
      """
      SELECT t.at, t.sway, a.author, a.thread, a.not_before, a.proposed_at, a.expires_at, a.approved_by FROM action_attempts t
      JOIN actions a ON a.id = t.action WHERE t.effect = 'send' AND t.outcome = 'done' ORDER BY t.at
      """)
    var sent: [Date] = []
    var (authors, threads): ([String], [String]) = ([], [])
    var sway = 0.0
    for row in rows {
      let at = try row.decode("at", as: Date.self)
      if let last = sent.last {
        // A thousandth, because the database counts in microseconds.
        #expect(at.timeIntervalSince(last) >= limits.gap * (1 + sway) - 1e-3)
      }
      sent.append(at)
      sway = try row.decode("sway", as: Double.self)
      authors.append(try row.decode("author", as: String.self))
      threads.append(try row.decode("thread", as: String.self))
      let today = sent.indices.filter { at.timeIntervalSince(sent[$0]) < 86_400 }
      #expect(today.count { authors[$0] == authors.last } <= limits.perAuthor)
      #expect(today.count { threads[$0] == threads.last } <= limits.perThread)
      #expect(sent.count { at.timeIntervalSince($0) < 3_600 } <= limits.perHour)
      #expect(sent.count { at.timeIntervalSince($0) < 86_400 } <= limits.perDay)
      #expect(limits.quiet?.contains(at, in: zone) == false)
      #expect(try at < row.decode("expires_at", as: Date.self))
      if try row.decode("approved_by", as: String.self) == "policy" {
        #expect(
          try at >= row.decode("proposed_at", as: Date.self).addingTimeInterval(limits.undo))
      }
    }
    let calls = network.calls.withLock { $0 }
    #expect(calls.values.allSatisfy { $0 == 1 })
    #expect(calls.count == sent.count)
    let states = try await bench.states()
    #expect(states[.done] == sent.count)
    #expect((states[.done] ?? 0) + (states[.expired] ?? 0) == count)
    print("month: \(count) candidates, \(sent.count) sent, \(states[.expired] ?? 0) expired")
  }
}
