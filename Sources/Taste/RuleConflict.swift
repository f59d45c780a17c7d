// Rules that cannot both be meant. Found when the files are read, since at night nobody is there to ask.

/// Two rules that contradict each other.
package struct RuleConflict: Sendable, Hashable {
  /// Places in the list that was checked; `first < second`.
  package let first: Int
  package let second: Int
  /// Completes "rule B …".
  package let message: String

  /// All conflicts among `rules`: one name twice, or one condition with opposite effects.
  ///
  /// Conditions count as the same when they fold to the same words, in whatever order they were written. Every `mute`
  /// of what a rule of the other kind keeps or requires is a conflict; an order between them would hide one for ever.
  package static func all(in rules: [Rule]) -> [RuleConflict] {
    var names: [String: Int] = [:]
    var conditions: [[RuleCondition]: [Int]] = [:]
    var conflicts: [RuleConflict] = []
    for (index, rule) in rules.enumerated() {
      if let first = names[rule.name] {
        conflicts.append(
          RuleConflict(first: first, second: index, message: "has the name of another rule"))
      } else {
        names[rule.name] = index
      }
      let key = [rule.when.canonical, rule.unless?.canonical ?? RuleCondition()]
      for first in conditions[key] ?? [] {
        guard let clash = clash(rules[first].effect, rule.effect) else { continue }
        conflicts.append(RuleConflict(first: first, second: index, message: clash))
      }
      conditions[key, default: []].append(index)
    }
    return conflicts
  }

  /// `a` stands before `b`.
  private static func clash(_ a: RuleEffect, _ b: RuleEffect) -> String? {
    switch (a, b) {
    case (.mute, .keep), (.keep, .mute): "mutes and keeps the same items"
    case (.mute, .require), (.require, .mute): "requires and mutes the same items, so none is left"
    case (.judge, .keep), (.keep, .judge): "keeps the same items and wants them judged"
    case (.judge, .mute), (.mute, .judge): "mutes the same items and wants them judged"
    // Before them an expiry leaves them what is young enough.
    case (.mute, .expire), (.keep, .expire), (.judge, .expire):
      "expires the same items, which are decided before it is asked"
    default: nil
    }
  }
}
