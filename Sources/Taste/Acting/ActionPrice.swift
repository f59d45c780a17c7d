// What networks charge for an action: a limit on money is as good as the price it counts with.

package import Feed
package import FoundationEssentials

/// Prices of single calls.
package enum ActionPrice {
  /// In US dollars; X's pay-per-use prices of 2026 (user interaction create 0.015, delete 0.010, bookmark 0.005).
  package static func of(_ kind: ActionKind, _ effect: ActionEffect, on network: Network) -> Double
  {
    guard network == .x else { return 0 }
    switch (kind, effect) {
    case (.bookmark, _): return 0.005
    case (_, .send): return 0.015
    case (_, .undo): return 0.010
    }
  }

  /// `0.015 dollars`; nil where nothing is charged.
  package static func words(
    _ kind: ActionKind, _ effect: ActionEffect, on network: Network
  ) -> String? {
    let thousandths = Int((of(kind, effect, on: network) * 1_000).rounded())
    guard thousandths > 0 else { return nil }
    let digits = "\(thousandths % 1_000)"
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return "\(thousandths / 1_000).\(zeros)\(digits) dollars"
  }

  /// What a look at a post costs; X bills a post that is read with 0.005.
  package static func look(on network: Network) -> Double { network == .x ? 0.005 : 0 }
}

/// When a post is looked at before something is sent.
package enum ActionLook {
  /// What a network is paid for is known well enough for so many seconds.
  package static let freshness: TimeInterval = 6 * 3_600

  /// Whether a look is wanted at `now`, of a post that was last seen at `seen`.
  package static func isWanted(on network: Network, seen: Date?, now: Date) -> Bool {
    guard ActionPrice.look(on: network) > 0, let seen else { return true }
    return now.timeIntervalSince(seen) >= freshness
  }
}
