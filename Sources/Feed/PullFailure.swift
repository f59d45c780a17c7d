// A failed pull as one value: what is stored of it, what the person reads, and what it means for the next one.

package import FoundationEssentials

/// Why a pull failed, and for how long and for whom that holds.
package struct PullFailure: Sendable, Hashable {
  /// Whom the wait concerns.
  package enum Scope: Sendable, Hashable {
    case source
    /// All sources of the domain that answered.
    case domain
  }

  /// A month: a server that asks for more has made a mistake.
  package static let longestWait: TimeInterval = 31 * 86_400

  package var cause: PullCause
  /// One line: what happened, and what the person can do where they can do something.
  package var message: String
  /// The source is not asked before: its server said so, or its answer means so.
  package var notBefore: Date?
  package var scope: Scope

  package init(
    _ cause: PullCause, _ message: String, notBefore: Date? = nil, scope: Scope = .source
  ) {
    self.cause = cause
    self.message = message
    self.notBefore = notBefore
    self.scope = scope
  }

  /// Seconds to wait at least, from `now`; nil where nothing says so.
  package func wait(from now: Date) -> TimeInterval? {
    notBefore.map { max(0, $0.timeIntervalSince(now)) }
  }
}
