// Why sealed bytes do not open. The two are told apart, because the person can do something about the one only.

/// Sealed bytes that cannot be opened.
package enum SealError: Error, Sendable, Hashable {
  /// They were sealed with another key.
  case otherKey
  /// They were changed, cut, or belong elsewhere.
  case damaged
}
