// What networks charge for an action: a limit on money is as good as the price it counts with.

package import Feed

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
}
