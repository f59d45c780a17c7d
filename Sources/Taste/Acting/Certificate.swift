// Whether Gleaner may act without asking. It must have been right so often, on the person's own decisions, that luck is
// no explanation; and a single fault can end it.

/// How good acting would have been on what the person decided themselves.
package struct Certificate: Sendable, Hashable {
  /// The share that must have been right, even in the bad case.
  package static let required = 0.95
  /// How sure that is, on one side.
  package static let confidence = 0.9
  /// The fewest decisions that can be enough: 0.95⁴⁵ is the first power below 0.1.
  package static let least = 45
  /// Older decisions than so many newest ones say little about today.
  package static let decisionsMax = 400

  package let right: Int
  package let count: Int
  /// The exact lower bound of the share (Clopper, Pearson, Biometrika 26, 1934); 0 without any.
  package let bound: Double

  /// `right` of `count` decisions were as the action would have been.
  package init(right: Int, of count: Int) {
    self.right = right
    self.count = count
    let level = 2 * Self.confidence - 1
    bound = ShareInterval.clopperPearson(hits: right, of: count, level: level)?.lower ?? 0
  }

  package var isSufficient: Bool { bound >= Self.required }

  /// How many more right answers in a row would be enough; 0 when it is.
  package var missing: Int {
    (0...2_000).first { Certificate(right: right + $0, of: count + $0).isSufficient } ?? 2_000
  }

  /// One sentence for people.
  package var words: String {
    let shown =
      "\(Int((bound * 1_000).rounded(.down)) / 10).\(Int((bound * 1_000).rounded(.down)) % 10) %"
    let faults = count - right
    let told =
      "right in \(right) of \(count) of your own decisions, at least \(shown) at 90 % confidence"
    if isSufficient { return "\(told): enough to act without asking" }
    return count == 0
      ? "none of your own decisions yet; \(Self.least) without a fault are needed to act without asking"
      : "\(told); 95 % is needed to act without asking"
        + " (\(missing) more without a fault\(faults > 0 ? ", after \(faults) with one" : ""))"
  }
}
