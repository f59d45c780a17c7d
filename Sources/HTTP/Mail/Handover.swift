// What is known of something that was given to a server and must not arrive twice.

/// How giving something away ended.
package enum Handover: Sendable, Hashable {
  case sent
  /// Surely not taken; `isLasting` where the same will be refused again.
  case unsent(String, isLasting: Bool)
  /// Given away, and no answer came: it may have arrived.
  case unknown(String)
}
