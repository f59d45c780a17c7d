// How patient we have to be with a domain. Sites that share a domain share its limits, so what one answer says about
// the rate holds for all sources there, in all runs: hence a row of its own.

package import FoundationEssentials

/// What a domain's answers ask of us.
package struct HostState: Sendable, Hashable {
  /// After the first answer that only says "too many"; doubled with each further one.
  static let firstPause: TimeInterval = 10 * 60
  /// Whoever says "too many" is not asked again in seconds, even where it says so.
  static let shortestPause: TimeInterval = 60
  /// Below a day, so that a domain is asked again the same day.
  static let longestPause: TimeInterval = 12 * 3_600
  /// So many refusals in a burst are a limit on the rate that does not call itself one.
  static let burst = 3
  static let burstLength: TimeInterval = 10 * 60

  package let domain: String
  /// No source of the domain is asked before.
  package private(set) var notBefore: Date?
  /// Throttling answers in a row.
  package private(set) var streak: Int
  /// Refusals (403) of the burst that goes on.
  package private(set) var refusals: Int
  package private(set) var refusedAt: Date?

  package init(
    _ domain: String, notBefore: Date? = nil, streak: Int = 0, refusals: Int = 0,
    refusedAt: Date? = nil
  ) {
    self.domain = domain
    self.notBefore = notBefore
    self.streak = streak
    self.refusals = refusals
    self.refusedAt = refusedAt
  }

  /// Until when nothing there is asked; nil when it may be asked now.
  ///
  /// A pause from a clock that ran far ahead is void.
  package func pause(at now: Date) -> Date? {
    guard let notBefore, notBefore > now,
      notBefore.timeIntervalSince(now) <= PullFailure.longestWait
    else { return nil }
    return notBefore
  }

  /// The domain asks for fewer requests, and may say until when.
  package mutating func throttled(until asked: Date?, now: Date) {
    streak += 1
    let own = min(Self.firstPause * TimeInterval(1 << min(streak - 1, 10)), Self.longestPause)
    // What is over already was no answer to the question.
    let asked = asked.flatMap {
      $0 > now ? max($0, now.addingTimeInterval(Self.shortestPause)) : nil
    }
    notBefore = max(asked ?? now.addingTimeInterval(own), pause(at: now) ?? now)
  }

  /// A 403: the third of a burst counts as throttling.
  package mutating func refused(now: Date) {
    let goesOn = refusedAt.map { abs(now.timeIntervalSince($0)) <= Self.burstLength } ?? false
    refusals = goesOn ? refusals + 1 : 1
    refusedAt = now
    if refusals >= Self.burst {
      refusals = 0
      throttled(until: nil, now: now)
    }
  }

  /// A good answer: all is forgiven.
  package mutating func answered() {
    self = HostState(domain)
  }
}
