// The worker's loop: look at the clock, do what the plan says, sleep a little, look again. What a pass is, and who hears
// of it, is told from outside.

package import FoundationEssentials
package import Store

/// Time, as the worker has it.
package struct WorkClock: Sendable {
  package var now: @Sendable () -> Date
  package var sleep: @Sendable (TimeInterval) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (TimeInterval) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's own.
  package static let system = WorkClock(now: { Date() }) { seconds in
    try await Task.sleep(for: .seconds(seconds))
  }
}

/// What the loop has done for it.
package protocol WorkJob: Sendable {
  /// When digests are due, as the files say now.
  func times() -> DigestTimes
  /// Runs `body` with a database in which this is the only worker; throws ``AlreadyAtWork`` where it is not.
  func alone(_ body: (Database) async throws -> Void) async throws
  /// One pass.
  func pass(until stage: PipelineStage, at now: Date) async throws
  /// Sends what may go now; gives when the next may, where something waits.
  func dispatch(on database: Database, at now: Date) async throws -> Date?
  /// A pass failed, or the database went away; it is tried again at a time.
  func failed(_ error: any Error, again: Date)
}

/// Works until it is cancelled.
package struct WorkLoop: Sendable {
  /// A clock that was set, or a machine that slept, is noticed within so many seconds.
  static let longestSleep: TimeInterval = 30

  private let job: any WorkJob
  private let clock: WorkClock

  package init(_ job: any WorkJob, clock: WorkClock) {
    self.job = job
    self.clock = clock
  }

  /// Never returns by itself.
  ///
  /// What prevents the very first look at the database is thrown; whatever fails after it is told, and tried again.
  package func run() async throws {
    var plan: WorkPlan?
    while true {
      do {
        try await job.alone { database in try await work(on: database, &plan) }
      } catch {
        try Task.checkCancellation()
        guard var current = plan, !(error is CancellationError) else { throw error }
        let again = current.failed(at: clock.now())
        plan = current
        job.failed(error, again: again)
        try await waitOut(&plan)
      }
    }
  }

  /// Passes, one after the other, until one fails.
  private func work(on database: Database, _ plan: inout WorkPlan?) async throws {
    let lastDigest = try await database.newestDigest()?.until
    var current = plan ?? WorkPlan(times: job.times(), lastDigest: lastDigest, now: clock.now())
    current.found(lastDigest: lastDigest)
    plan = current
    var errands = ErrandPlan(now: clock.now())
    while true {
      try Task.checkCancellation()
      let start = clock.now()
      let step = current.step(at: start)
      plan = current
      switch step {
      case .wait where errands.isDue(at: start):
        guard try await database.holds(.worker) else { throw LostPlace() }
        let next = try await job.dispatch(on: database, at: start)
        errands.went(at: clock.now(), next: next)
      case .wait(let moment): try await sleep(until: min(moment, errands.next))
      case .pass(let stage):
        guard try await database.holds(.worker) else { throw LostPlace() }
        try await job.pass(until: stage, at: start)
        current.passed(
          until: stage, from: start, to: clock.now(), nextPull: try await database.nextPull(),
          times: job.times())
        plan = current
        // What it has approved without asking may be ripe at once.
        errands = ErrandPlan(now: clock.now())
      }
    }
  }

  /// After a failure: as long as the plan says.
  private func waitOut(_ plan: inout WorkPlan?) async throws {
    while case .wait(let moment)? = plan?.step(at: clock.now()) {
      try await sleep(until: moment)
    }
  }

  private func sleep(until moment: Date) async throws {
    let left = moment.timeIntervalSince(clock.now())
    try await clock.sleep(min(max(left, 0.01), Self.longestSleep))
  }

  /// The lock went with the connection that held it.
  private struct LostPlace: Error, CustomStringConvertible {
    let description = "the database was away, or was restarted"
  }
}
