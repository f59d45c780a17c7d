// What a change of the profile does, in lines: the new version, and the items that rise and fall most by it.

import Foundation
import Pipeline
import Service
import Store

enum ProfileEffectLines {
  /// Items named on each side.
  static let top = 5

  static func lines(_ effect: ProfileEffect) -> [String] {
    let head = "Profile \(effect.after.id): \(effect.after.content.why)."
    let rising = effect.rising(top)
    let falling = effect.falling(top)
    let still =
      effect.moves.isEmpty
      ? ["Nothing came in lately that could show what it does."]
      : rising.isEmpty && falling.isEmpty ? ["No item of the last thirty days moves by it."] : []
    return [head] + section("rises", rising) + section("falls", falling) + still + [
      "",
      "'gleaner run' decides by it; 'gleaner profile rollback \(effect.before.id)' takes it back.",
    ]
  }

  private static func section(_ heading: String, _ moves: [ProfileMove]) -> [String] {
    guard !moves.isEmpty else { return [] }
    return ["", "\(heading):"] + moves.map(line)
  }

  /// `  12 % → 45 %  Title`.
  static func line(_ move: ProfileMove) -> String {
    "  \(Figures.percent(move.before)) → \(Figures.percent(move.after))  "
      + TerminalText.excerpt(TerminalText.clean(move.title), limit: 100)
  }

  /// `  412 → 9  Title`.
  static func rankLine(_ move: ProfileMove) -> String {
    let before = String(move.rankBefore)
    let space = String(repeating: " ", count: max(0, 6 - before.count))
    return "\(space)\(before) → \(move.rankAfter)  "
      + TerminalText.excerpt(TerminalText.clean(move.title), limit: 100)
  }
}
