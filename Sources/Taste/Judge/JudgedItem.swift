// A past answer of the judge beside what was known before it and what the person said after it.

/// An item that was judged.
package struct JudgedItem: Sendable, Hashable {
  /// ``JudgeAnswer/position``, −1 … 1.
  package let position: Double
  /// Of the first stage, before the judge moved anything.
  package let logOdds: Double
  /// What the person answered; nil as long as nothing.
  package let isWanted: Bool?
  /// 1, and a half for the answer of another model or to an earlier prompt.
  package let weight: Double

  package init(position: Double, logOdds: Double, isWanted: Bool? = nil, weight: Double = 1) {
    self.position = position
    self.logOdds = logOdds
    self.isWanted = isWanted
    self.weight = weight
  }
}
