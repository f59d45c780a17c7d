// When the worker sends what is approved: between passes, as soon as the ledger says that something may go, and now and
// then beside, because nobody tells it what a person approves or takes back meanwhile.

package import FoundationEssentials

/// Decides when actions are sent.
package struct ErrandPlan: Sendable, Hashable {
  /// So long nobody waits for what he has just approved.
  package static let longest: TimeInterval = 60
  /// Between two looks at the ledger at least.
  package static let shortest: TimeInterval = 5

  /// When the ledger is looked at next.
  package private(set) var next: Date

  /// Begins at once.
  package init(now: Date) { next = now }

  /// Whether it is time, also after a clock was set back: nobody waits for a time that it saw already.
  package func isDue(at now: Date) -> Bool {
    let wait = next.timeIntervalSince(now)
    return wait <= 0 || wait > Self.longest
  }

  /// After everything that might go has gone at `end`; `moment` is when the next may.
  package mutating func went(at end: Date, next moment: Date?) {
    let wait = moment?.timeIntervalSince(end) ?? Self.longest
    next = end.addingTimeInterval(min(max(wait, Self.shortest), Self.longest))
  }
}
