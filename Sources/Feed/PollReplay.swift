// The schedule that a feed with a known past would have had: what measures `PollPlan`. Nothing is known at a poll but
// the items that came before it.

package import FoundationEssentials

/// A replay of one feed.
package struct PollReplay: Sendable {
  /// So many arrivals are remembered, as the store does.
  package static let memory = 300

  private let arrivals: [Date]
  private let hints: PollHints
  private let plan: PollPlan

  package init(arrivals: [Date], hints: PollHints, plan: PollPlan) {
    self.arrivals = arrivals.sorted()
    self.hints = hints
    self.plan = plan
  }

  /// The times of all polls from `start`, which is the first one, up to `end`.
  package func polls(from start: Date, until end: Date, seed: Int64) -> [Date] {
    var polls: [Date] = []
    var known = 0
    var now = start
    while now <= end {
      polls.append(now)
      while known < arrivals.count, arrivals[known] <= now { known += 1 }
      let seen = arrivals[max(0, known - Self.memory)..<known]
      now = plan.next(
        now: now, rhythm: PollRhythm(arrivals: Array(seen), asOf: now), hints: hints,
        random: PollDice.roll(seed, now))
    }
    return polls
  }
}
