// What the worker does next: a pure function of what it did and what time it is. All that can go wrong with time, a
// clock that jumps, a machine that slept, a digest that was missed, is decided here and tested without waiting.

package import FoundationEssentials
package import Workspace

/// When digests are due.
package struct DigestTimes: Sendable, Hashable {
  /// Nil when only the command makes one.
  package var cron: CronSchedule?
  package var timeZone: TimeZone

  package init(cron: CronSchedule?, timeZone: TimeZone) {
    self.cron = cron
    self.timeZone = timeZone
  }

  func next(after date: Date) -> Date? { cron?.next(after: date, in: timeZone) }
}

/// The worker's next step.
package enum WorkStep: Sendable, Hashable {
  case pass(until: PipelineStage)
  /// Nothing before this moment; whoever waits looks at the clock again now and then, for it may be set.
  case wait(until: Date)
}

/// Decides when a pass is due, and which.
package struct WorkPlan: Sendable, Hashable {
  /// Between two passes at most: files may have changed, and nobody says so.
  static let longest: TimeInterval = 15 * 60
  /// Between two passes at least, whatever sources say.
  static let shortest: TimeInterval = 2 * 60
  /// After a failure; doubled with each further one.
  static let firstRetry: TimeInterval = 5
  static let longestRetry: TimeInterval = 5 * 60

  private var times: DigestTimes
  /// Everything that was due until then is settled.
  private var settledUntil: Date
  private var nextPass: Date
  private var failures = 0

  /// Begins with a pass at once; a digest that was missed since the last one is made up for, once.
  package init(times: DigestTimes, lastDigest: Date?, now: Date) {
    self.times = times
    settledUntil = lastDigest ?? now
    nextPass = now
  }

  /// A digest that was made in the meantime, by a pass that failed after it or by another worker, is not made again.
  package mutating func found(lastDigest: Date?) {
    if let lastDigest { settledUntil = max(settledUntil, lastDigest) }
  }

  /// What to do at `now`.
  package mutating func step(at now: Date) -> WorkStep {
    heal(now)
    guard failures == 0 || nextPass <= now else { return .wait(until: nextPass) }
    let digest = times.next(after: settledUntil)
    if let digest, digest <= now { return .pass(until: .digest) }
    if nextPass <= now { return .pass(until: .act) }
    return .wait(until: digest.map { min($0, nextPass) } ?? nextPass)
  }

  /// After a pass that began at `start` and ended at `end`; `nextPull` is when the next source is due.
  package mutating func passed(
    until stage: PipelineStage, from start: Date, to end: Date, nextPull: Date?, times: DigestTimes
  ) {
    failures = 0
    if stage == .digest { settledUntil = max(settledUntil, start) }
    // A new time counts from now on: it was not missed while it was not yet said.
    if times != self.times { settledUntil = max(settledUntil, end) }
    self.times = times
    let due = nextPull ?? .distantFuture
    nextPass = max(
      min(due, end.addingTimeInterval(Self.longest)), end.addingTimeInterval(Self.shortest))
  }

  /// After a pass that failed at `now`; gives the time of the next attempt.
  package mutating func failed(at now: Date) -> Date {
    let delay = Self.firstRetry * TimeInterval(1 << min(failures, 10))
    failures += 1
    nextPass = now.addingTimeInterval(min(delay, Self.longestRetry))
    return nextPass
  }

  /// A clock that was set back must not make the worker wait for a time that it saw already.
  private mutating func heal(_ now: Date) {
    let longest = failures == 0 ? Self.longest : Self.longestRetry
    nextPass = min(nextPass, now.addingTimeInterval(longest))
    // Less than a day is an hour shown twice or a small correction, and what was sent is not sent again. More is a clock
    // that was wrong for long: digests go on by the right one.
    if settledUntil.timeIntervalSince(now) > 86_400 { settledUntil = now }
  }
}
