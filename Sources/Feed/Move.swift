// A permanent redirect is a claim. A hotel's login page makes it too, so it is believed only after it was made for long
// and led to the same feed each time.

package import FoundationEssentials

/// What speaks for a source having moved.
package struct Move: Sendable, Hashable {
  /// For how long the same target must have been named (RFC 9110 §15.4.2 leaves it to the client).
  static let patience: TimeInterval = 7 * 86_400
  /// And in how many pulls.
  static let pulls = 3

  /// Where it is said to be now.
  package let target: String
  /// When that was first said.
  package let since: Date
  /// In how many good pulls without a break.
  package let seen: Int
  /// Whether what is there has items that the source had before it was first said.
  package var isSame: Bool

  package init(target: String, since: Date, seen: Int, isSame: Bool) {
    self.target = target
    self.since = since
    self.seen = seen
    self.isSame = isSame
  }

  /// The evidence after a good pull that was permanently redirected to `target`, or was not redirected.
  package static func after(_ known: Move?, target: String?, now: Date) -> Move? {
    guard let target else { return nil }
    guard let known, known.target == target else {
      return Move(target: target, since: now, seen: 1, isSame: false)
    }
    return Move(
      target: target, since: known.since, seen: known.seen + 1, isSame: known.isSame)
  }

  /// Whether it is believed: the same target, with a feed that is the same, over many days.
  ///
  /// The same address with https instead of http is believed at once: it is the same host's own word. The way back is
  /// never believed.
  package func isRipe(from address: String, now: Date) -> Bool {
    if isUpgrade(of: address) { return true }
    guard target.hasPrefix("https://") || !address.hasPrefix("https://") else { return false }
    return isSame && seen >= Self.pulls && now.timeIntervalSince(since) >= Self.patience
  }

  /// Whether the target is the same address, encrypted.
  package func isUpgrade(of address: String) -> Bool {
    let own = CanonicalURL.canonical(address)
    return own.hasPrefix("http://")
      && "https" + own.dropFirst(4) == CanonicalURL.canonical(target)
  }
}
