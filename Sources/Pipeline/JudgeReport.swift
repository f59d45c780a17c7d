// What a run's judge did, counted.

import Store

/// The counts of a judge in one run.
package struct JudgeReport: Sendable, Hashable {
  /// Questions that were answered now.
  package var asked = 0
  /// Questions that had been answered before.
  package var cached = 0
  /// Questions worth asking that the budget had no room for.
  package var skipped = 0
  /// Questions that got no answer.
  package var failed = 0
  /// What was spent or set aside in this run, in the currency of the price lists.
  package var cost = 0.0
  /// Why it ended early, in one line.
  package var halt: String?

  package init() {}
}

/// What became of one question.
enum JudgeFinding: Sendable {
  case answered(Judgement, isCached: Bool)
  /// It was asked, or had been, and there is no answer.
  case failed(String)
  /// It was not asked.
  case waits(String)

  /// Why the item waits; nil where it does not.
  var why: String? {
    switch self {
    case .answered: nil
    case .failed(let why), .waits(let why): why
    }
  }
}
