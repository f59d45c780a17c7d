// What a word did, in a few words: what the live region says, and the line above the card.

import Pipeline
import Store

enum SittingWords {
  /// What was done; nil where the card was answered before.
  static func receipt(_ word: ReviewWord, _ done: ReviewDone?) -> String {
    guard let done else { return "Answered already, here or in another window." }
    if let note = done.note, !done.isChange { return "\(capital(note))." }
    guard done.isChange else { return "It was so already." }
    return "\(capital(done.note ?? past(word)))."
  }

  /// What was taken back; nil for nothing.
  static func undone(_ step: ReviewStep?, _ isChange: Bool?) -> String {
    guard let step else { return "Nothing to take back." }
    let title = step.title.map { ": \($0)" } ?? ""
    return isChange == true ? "Taken back\(title)" : "Could not be taken back any more\(title)"
  }

  /// What was said of an item.
  static func past(_ word: ReviewWord) -> String {
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

  private static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
