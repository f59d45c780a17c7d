// Which items cross a threshold by a change of the profile: what a person notices of it.

import Store
package import Taste

/// Items that would be decided otherwise, in the same way.
package struct VerdictShift: Sendable, Hashable {
  package let from: Verdict
  package let to: Verdict
  /// Those that move most first.
  package let moves: [ProfileMove]

  package init(from: Verdict, to: Verdict, moves: [ProfileMove]) {
    self.from = from
    self.to = to
    self.moves = moves
  }
}

extension ProfileEffect {
  /// The recent items that cross a threshold, those towards keeping first; by their scores alone, without rules.
  ///
  /// What the person decided stays as it is.
  /// `set` are the thresholds as the workspace has them: a version may have others, and a change may move them.
  package func shifts(_ set: Thresholds) -> [VerdictShift] {
    let (old, new) = (before.settings.applied(to: set), after.settings.applied(to: set))
    let groups = Dictionary(grouping: moves.filter { !$0.isAnswered }) { move in
      [Self.verdict(move.before, old), Self.verdict(move.after, new)]
    }
    return Self.order.compactMap { from, to in
      guard let found = groups[[from, to]] else { return nil }
      return VerdictShift(
        from: from, to: to,
        moves: found.sorted { (abs($0.change), $1.item) > (abs($1.change), $0.item) })
    }
  }

  private static let order: [(Verdict, Verdict)] = [
    (.skip, .keep), (.review, .keep), (.skip, .review),
    (.keep, .skip), (.keep, .review), (.review, .skip),
  ]

  private static func verdict(_ probability: Double, _ thresholds: Thresholds) -> Verdict {
    Decide.decide(probability: probability, uncertainty: nil, thresholds: thresholds).verdict
  }
}
