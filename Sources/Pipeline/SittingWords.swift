// What a word did, how far a sitting has come and how it ends, in a few words: the same in a terminal and on a page.

import Service
package import Store

/// Words of a sitting.
package enum SittingWords {
  /// What was done; nil where the card was answered before.
  package static func receipt(_ word: ReviewWord, _ done: ReviewDone?) -> String {
    guard let done else { return "Answered already, here or in another window." }
    if let note = done.note, !done.isChange { return "\(capital(note))." }
    guard done.isChange else { return "It was so already." }
    return "\(capital(done.note ?? past(word)))."
  }

  /// What was taken back; nil for nothing.
  package static func undone(_ step: ReviewStep?, _ isChange: Bool?) -> String {
    guard let step else { return "Nothing to take back." }
    let title = step.title.map { ": \($0)" } ?? ""
    return isChange == true ? "Taken back\(title)" : "Could not be taken back any more\(title)"
  }

  /// What was said of an item.
  package static func past(_ word: ReviewWord) -> String {
    switch word {
    case .keep: "kept"
    case .skip: "skipped"
    case .later: "put off until tomorrow"
    case .like: "liked"
    case .approve: "approved"
    case .save: "saved for later reading"
    case .more: "more like it"
    case .lessOfSource: "less of its source"
    case .lessOfTopic: "less of its topic"
    case .next: "gone past"
    case .begin: "begun"
    }
  }

  /// What a sitting came to; `passed` cards had no answer.
  package static func summary(_ tally: ReviewTally, passed: Int) -> String {
    guard passed > 0 else { return tally.sentence }
    return tally.sentence + " \(Count.of(passed, "card")) gone past without an answer."
  }

  /// What was said as the rules that it would be, each as a line of a file; nothing for none.
  package static func proposals(_ proposals: [RuleProposal]) -> [String] {
    guard !proposals.isEmpty else { return [] }
    return [
      "Proposed as rules, in force only once written into a file below rules/ "
        + "('gleaner rules test' says what they change):"
    ] + proposals.map { "  \($0.rule)" }
  }

  private static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension SittingView {
  /// A question takes a practised reader so many seconds.
  private static let secondsEach = 5

  /// `7 of 12, about 1 minute`.
  package var progress: String {
    let left = total - position + 1
    let minutes = max(1, (left * Self.secondsEach + 30) / 60)
    return "\(position) of \(total), about \(Count.of(minutes, "minute"))"
  }

  /// Whether another sitting would have something to ask.
  package var hasMore: Bool { tally.waiting > 0 || passed > 0 }

  /// How it ends.
  package var ending: String {
    let isEmpty = position == 1 && !hasMore
    return isEmpty
      ? "Nothing to ask: all that is new has its answer."
      : SittingWords.summary(tally, passed: passed)
  }
}
