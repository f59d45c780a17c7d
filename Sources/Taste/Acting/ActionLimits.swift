// How much may be done. The limits are far below those of the networks: a person likes some things a day, and whoever
// likes hundreds is a nuisance.

package import FoundationEssentials

/// Limits of one account, over all kinds of actions together.
package struct ActionLimits: Sendable, Hashable {
  /// Sends in any 60 minutes.
  package var perHour = 5
  /// Sends in any 24 hours.
  package var perDay = 30
  /// Seconds between two sends, at least; up to twice as many, by lot.
  package var gap: TimeInterval = 120
  /// Sends to posts of one author in any 24 hours, over all kinds.
  package var perAuthor = 2
  /// Sends of one kind to posts of one conversation in any 24 hours.
  package var perThread = 1
  /// When nothing is sent; nil for never.
  package var quiet = QuietHours("22:00-07:00")
  /// Seconds that an automatic action waits, so that it can be taken back before anybody sees it.
  package var undo: TimeInterval = 600
  /// Seconds after which a proposal, or an approval whose time has not come, is void.
  package var expiry: TimeInterval = 48 * 3_600
  /// What the network may charge in any 24 hours, in its currency.
  package var spendPerDay = 0.5

  package init() {}
}
