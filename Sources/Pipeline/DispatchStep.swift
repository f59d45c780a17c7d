// The places at which a dispatch may be killed, numbered: tests go through all of them.

/// A place in a dispatch.
package enum DispatchStep: Int, Sendable, Hashable, CaseIterable {
  /// Nothing was done yet.
  case begun
  /// Calls of processes that are gone are marked as unclear.
  case lapsed
  /// About to read back.
  case lookingUp
  /// The network has said how it stands; nothing is written.
  case lookedUp
  /// What was read back is written.
  case lookSettled
  /// The next call is committed, and no socket is open.
  case claimed
  /// The call is over; nothing is written.
  case performed
  /// Its outcome is written.
  case settled
}
