// When each source is asked next. A pull plans at once with what its answer says; when all sources are in, the times at
// which their items came say it better, for all of them in one query. A pass that is killed in between leaves the first.

import Feed
import FoundationEssentials
import HTTP
import Store

/// Settles the next pulls of a pass.
struct NextPulls {
  let database: Database
  let now: Date
  private let plan = PollPlan()

  init(database: Database, now: Date) {
    self.database = database
    self.now = now
  }

  /// `stored` is how the sources were before the pass.
  func settle(_ stored: [StoredSource]) async throws {
    var times: [Int64: Date] = [:]
    for source in stored where isSilenced(source) {
      times[source.id] = source.hints.pauses.open(from: now, random: roll(source.id))
    }
    for past in try await database.arrivals(pulledAt: now) {
      times[past.source] = plan.next(
        now: now, rhythm: past.rhythm(asOf: now), hints: past.hints, random: roll(past.source))
    }
    try await database.plan(times)
  }

  /// Due, but in hours of silence: without a new time the worker would look again and again.
  private func isSilenced(_ source: StoredSource) -> Bool {
    guard let next = source.nextPullAt, next <= now else { return false }
    return !source.hints.pauses.allow(now)
  }

  private func roll(_ source: Int64) -> Double { PollDice.roll(source, now) }
}

extension PullOutcome {
  /// Takes what an answer's head says about being asked again; what a 304 or an error leaves out still holds.
  mutating func hear(_ response: Response) {
    let keeps = [200, 203, 226].contains(response.status) ? 0 : hints.freshness
    hints = PollHints(
      interval: hints.interval,
      freshness: Freshness.lifetime(response.headers, now: at) ?? keeps, pauses: hints.pauses)
  }

  /// Takes what a document says about it.
  mutating func hear(_ document: FeedDocument) {
    hints = PollHints(document: document, freshness: hints.freshness)
    if nextPullAt != nil { planNext() }
  }

  /// Plans the next pull of a web source by what is known now; `streak` is how many have failed in a row.
  mutating func planNext(streak: Int = 0) {
    let ending: PollEnding =
      failure == nil ? .good : counts ? .failed(streak: streak) : .unreachable
    nextPullAt = PollPlan().next(
      now: at, rhythm: .unknown(asOf: at), hints: hints, ending: ending,
      retryAfter: failure?.wait(from: at), random: PollDice.roll(source, at))
  }
}
