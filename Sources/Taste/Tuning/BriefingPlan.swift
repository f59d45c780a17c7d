// How many calls go where. A call costs money, so the number of them is fixed before the first, and with it how much can
// be told: half of them judge, since what chooses from noise chooses noise.

/// What a tuning will ask.
package struct BriefingPlan: Sendable, Hashable {
  /// Sets of examples that are drawn by lot.
  static let draws = 3
  /// Rewrites of the guidance.
  static let rewrites = 3
  private static let trainMax = 24
  static let validationMin = 8
  static let gateMin = 12
  /// Calls for each case of validation: see ``BriefingRace``; the briefing in use is asked about all of them.
  private static let perValidation = 6

  /// Calls at most, counted in questions.
  package let calls: Int
  package let train: Int
  package let validation: Int
  package let gate: Int

  /// Spends at most `calls` on `cases`.
  package init(_ cases: [BriefingCase], calls: Int) {
    let counts = Dictionary(cases.map { (BriefingPart(story: $0.story), 1) }, uniquingKeysWith: +)
    self.init(counts, calls: calls)
  }

  init(_ counts: [BriefingPart: Int], calls: Int) {
    gate = min(counts[.gate] ?? 0, calls / 4)
    train = min(counts[.train] ?? 0, Self.trainMax, calls / 12)
    let left = calls - 2 * gate - train - Self.rewrites
    validation = min(counts[.validation] ?? 0, max(0, left / Self.perValidation))
    self.calls = min(
      calls, 2 * gate + train + Self.rewrites + Self.perValidation * validation)
  }

  /// Why so few calls can tell nothing; nil where they can.
  package static func lack(calls: Int) -> String? {
    calls < callsMin ? "\(max(0, calls)) calls tell nothing: \(callsMin) are the least" : nil
  }

  /// With fewer no tuning is begun.
  package static let callsMin: Int = {
    let plenty = Dictionary(uniqueKeysWithValues: BriefingPart.allCases.map { ($0, 1_000) })
    let enough = (1...1_000).first { calls in
      let plan = BriefingPlan(plenty, calls: calls)
      return plan.validation >= validationMin && plan.gate >= gateMin
    }
    return enough ?? 1_000
  }()
}
