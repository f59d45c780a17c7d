// What tuning a judge came to, step by step, as values.

/// A briefing that was tried.
package struct BriefingTrial: Sendable, Hashable {
  /// How a briefing came about.
  package enum Origin: Sendable, Hashable {
    case inUse
    /// The guidance in use, without examples.
    case zeroShot
    case labelled
    case bootstrapped
    /// By lot, with this number.
    case drawn(Int)
    /// With another guidance, by this number.
    case rewritten(Int)

    /// In words.
    package var words: String {
      switch self {
      case .inUse: "in use"
      case .zeroShot: "without examples"
      case .labelled: "your decisions as examples"
      case .bootstrapped: "its own right answers as examples"
      case .drawn(let number): "examples by lot, \(number + 1)"
      case .rewritten(let number): "other guidance, \(number + 1)"
      }
    }
  }

  package let origin: Origin
  package let briefing: JudgeBriefing
  /// To the first cases of validation.
  package internal(set) var answers: [BriefedAnswer?] = []
  /// Of those.
  package internal(set) var gain = 0.0
  package internal(set) var auc: Double?

  init(_ origin: Origin, _ briefing: JudgeBriefing) {
    self.origin = origin
    self.briefing = briefing
  }

  mutating func measure(_ cases: [BriefingCase], _ settings: JudgeSettings) {
    let score = BriefingScore(answers, to: Array(cases.prefix(answers.count)), settings: settings)
    (gain, auc) = (score.gain, score.auc)
  }
}

/// Everything that a tuning found.
package struct BriefingOutcome: Sendable {
  /// The sizes of the parts.
  package let train: Int
  package let validation: Int
  package let gate: Int
  /// The one in use first, then in the order in which they were tried.
  package internal(set) var trials: [BriefingTrial] = []
  /// Why guidance that a model wrote was not used.
  package internal(set) var refused: [GuidancePrompt.Flaw] = []
  /// The place of the best in `trials`; nil where none is better than the one in use.
  package internal(set) var best: Int?
  /// Nil where nothing came to the gate.
  package internal(set) var finding: BriefingGate.Finding?
  /// Whether the comparison ended in its middle because nothing could come of it.
  package internal(set) var isGivenUp = false
  /// Questions that were put.
  package internal(set) var calls = 0
  /// Why it ended before its end.
  package internal(set) var halt: String?

  /// What is to be used from now on; nil for what is in use.
  package var accepted: BriefingTrial? {
    guard halt == nil, !isGivenUp, let best, finding?.isAccepted == true else { return nil }
    return trials[best]
  }
}
