// Where a probability becomes a decision. Two numbers, because between them lies what is worth asking about.

/// The borders between skip, review and keep.
package struct Thresholds: Sendable, Hashable {
  /// Below this probability: skip.
  package let skip: Double
  /// At or above this probability: keep.
  package let keep: Double

  /// The values where nothing else is set.
  package static let standard = Thresholds(unchecked: 0.25, 0.6)

  /// Takes 0 ≤ skip ≤ keep ≤ 1; anything else is nil.
  package init?(skip: Double, keep: Double) {
    guard 0 <= skip, skip <= keep, keep <= 1 else { return nil }
    self.init(unchecked: skip, keep)
  }

  private init(unchecked skip: Double, _ keep: Double) {
    self.skip = skip
    self.keep = keep
  }
}
