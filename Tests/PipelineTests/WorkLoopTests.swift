// The worker's loop with a real database and a clock that passes only while it sleeps.

import Foundation
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing
import Workspace

struct WorkLoopTests {
  struct Broken: Error {}

  /// A job on a bench, and the diary of what it was asked to do.
  private final class Diary: WorkJob {
    struct State {
      var now = Date(timeIntervalSince1970: 1_768_896_000)
      var lines: [String] = []
      var sleeps: [TimeInterval] = []
      /// What goes wrong, by the number of the pass.
      var failures: Set<Int> = []
      var passes = 0
      var entries = 0
      var dispatches: [TimeInterval] = []
    }

    let bench: Bench
    let state = Mutex(State())
    /// Done before each pass.
    let before: @Sendable (Int, Pool) async throws -> Void

    init(
      _ bench: Bench, failures: Set<Int> = [],
      before: @escaping @Sendable (Int, Pool) async throws -> Void = { _, _ in }
    ) {
      self.bench = bench
      self.before = before
      state.withLock { $0.failures = failures }
    }

    var lines: [String] { state.withLock { $0.lines } }
    var sleeps: [TimeInterval] { state.withLock { $0.sleeps } }

    /// Runs the loop until this much time has passed.
    func work(for length: TimeInterval) async throws {
      let end = state.withLock { $0.now.addingTimeInterval(length) }
      let clock = WorkClock(
        now: { self.state.withLock { $0.now } },
        sleep: { seconds in
          let now = self.state.withLock { state in
            state.sleeps.append(seconds)
            state.now.addTimeInterval(seconds)
            return state.now
          }
          if now > end { throw CancellationError() }
        })
      do {
        try await WorkLoop(self, clock: clock).run()
      } catch is CancellationError {}
    }

    func times() -> DigestTimes {
      // The bench begins at 08:00 UTC.
      DigestTimes(cron: CronSchedule("0 9 * * *"), timeZone: .gmt)
    }

    func alone(_ body: (Database) async throws -> Void) async throws {
      try await bench.database.exclusively(.worker) {
        state.withLock { $0.entries += 1 }
        try await body(bench.database)
      }
    }

    func pass(until stage: PipelineStage, at now: Date) async throws {
      let (number, isBroken) = state.withLock { state in
        state.passes += 1
        return (state.passes, state.failures.contains(state.passes))
      }
      try await before(number, bench.pool)
      if isBroken { throw Broken() }
      var bench = bench
      bench.now = now
      let report = try await bench.run(until: stage)
      note("\(stage.rawValue) \(report.added)", at: now)
    }

    /// Seconds after the beginning at which it was sent.
    var dispatches: [TimeInterval] { state.withLock { $0.dispatches } }
    /// When something may go, as seconds after the beginning.
    let ripe: TimeInterval = 90

    func dispatch(on database: Database, at now: Date) async throws -> Date? {
      let start = Date(timeIntervalSince1970: 1_768_896_000)
      let passed = now.timeIntervalSince(start)
      state.withLock { $0.dispatches.append(passed) }
      return passed < ripe ? start.addingTimeInterval(ripe) : nil
    }

    func failed(_ error: any Error, again: Date) {
      let now = state.withLock { $0.now }
      note("failed, again in \(Int(again.timeIntervalSince(now)))", at: now)
    }

    private func note(_ line: String, at now: Date) {
      let minute = Int(now.timeIntervalSince1970) / 60 % 1_440
      state.withLock { state in
        state.lines.append("\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60) \(line)")
      }
    }
  }

  private func with(_ body: (Bench) async throws -> Void) async throws {
    try await Bench.with { bench in
      try bench.write(Bench.feed(Bench.bread), to: "feeds/one.xml")
      try await body(bench)
    }
  }

  @Test func `it passes at once, then every quarter of an hour, and makes the digest at its time`()
    async throws
  {
    try await with { bench in
      let diary = Diary(bench)
      try await diary.work(for: 75 * 60)
      #expect(
        diary.lines == [
          "8:00 act 2", "8:15 act 0", "8:30 act 0", "8:45 act 0", "9:00 digest 0",
          "9:15 act 0",
        ])
      #expect(diary.sleeps.allSatisfy { $0 <= 30 })
    }
  }

  @Test func `what may go is sent when its time comes, and looked for every minute`() async throws {
    try await with { bench in
      let diary = Diary(bench)
      try await diary.work(for: 200)
      #expect(diary.dispatches == [0, 60, 90, 150])
      #expect(diary.lines == ["8:00 act 2"])
    }
  }

  @Test func `a pass that fails is told and tried again, and nothing is lost`() async throws {
    try await with { bench in
      let diary = Diary(bench, failures: [1, 2, 3])
      try await diary.work(for: 60)
      #expect(
        diary.lines == [
          "8:00 failed, again in 5", "8:00 failed, again in 10", "8:00 failed, again in 20",
          "8:00 act 2",
        ])
    }
  }

  @Test func `when its connection was cut it takes its place again`() async throws {
    try await with { bench in
      let diary = Diary(bench) { number, pool in
        guard number == 1 else { return }
        try await pool.execute(
          """
          SELECT pg_terminate_backend(a.pid, 5000) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE l.locktype = 'advisory' AND a.pid <> pg_backend_pid() AND a.datname = current_database()
          """)
      }
      try await diary.work(for: 16 * 60)
      #expect(
        diary.lines == ["8:00 act 2", "8:00 failed, again in 5", "8:00 act 0", "8:15 act 0"])
      #expect(diary.state.withLock { $0.entries } == 2)
    }
  }

  @Test func `a second worker ends at once and names the first`() async throws {
    try await with { bench in
      try await bench.database.exclusively(.worker) {
        let error = await #expect(throws: AlreadyAtWork.self) {
          try await Diary(bench).work(for: 60)
        }
        #expect(error?.description.contains("another 'gleaner work' is at work") == true)
      }
    }
  }

  @Test func `a digest that was missed is made up for at the start, once`() async throws {
    try await with { bench in
      var condition = RuleCondition()
      condition.terms = ["steam"]
      var past = bench
      past.rules = [Rule(name: "steam", when: condition, effect: .keep)]
      past.now.addTimeInterval(-3 * 86_400)
      _ = try await past.run()
      try bench.write(Bench.feed(Bench.bread + Bench.other), to: "feeds/one.xml")
      let diary = Diary(bench)
      try await diary.work(for: 20 * 60)
      #expect(diary.lines == ["8:00 digest 6", "8:15 act 0"])
    }
  }
}
