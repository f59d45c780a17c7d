// One answer on the command line: what is said of which item, and why.

import Pipeline
import Service
import Store
import Taste

/// An answer as it was typed.
struct ReviewAnswer {
  private static let names = ReviewWord.spoken.map(\.rawValue) + ["undo"]
  private static let choices =
    names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")"

  /// A number or an address.
  let item: String
  /// Nil takes the last one back.
  let word: ReviewWord?
  let reason: String?

  /// Reads the operands; nil without any.
  init?(_ invocation: Invocation) throws(UsageError) {
    let reason = invocation.value("--reason")
    guard let item = invocation.operands.first else {
      guard reason == nil else {
        throw UsageError("--reason belongs to an answer: gleaner review ITEM keep --reason TEXT")
      }
      return nil
    }
    let shown = TerminalText.excerpt(item, limit: 60)
    guard let typed = invocation.operands.dropFirst().first else {
      throw UsageError("say what of '\(shown)': gleaner review \(shown) \(Self.choices)")
    }
    guard Self.names.contains(typed) else {
      throw UsageError(
        "an answer is \(Self.choices), not '\(TerminalText.excerpt(typed, limit: 60))'"
          + Nearest.hint(typed, among: Self.names))
    }
    guard !invocation.has("--limit") else {
      throw UsageError("--limit is for questions, not for an answer")
    }
    let word = ReviewWord(rawValue: typed)
    if let reason { try Self.check(reason, word) }
    self.item = item
    self.word = word
    self.reason = reason.map(TerminalText.clean).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func check(_ reason: String, _ word: ReviewWord?) throws(UsageError) {
    guard word?.answer != nil else {
      throw UsageError(
        "--reason belongs to an answer: '\(word?.rawValue ?? "undo")' teaches nothing")
    }
    guard reason.count <= ReviewKey.reasonMax else {
      throw UsageError(
        "--reason takes at most \(ReviewKey.reasonMax) characters, not \(reason.count)")
    }
  }

  /// Writes the answer about `item`; nil when there is no such item.
  func give(about item: Int64, to desk: ReviewDesk) async throws -> AnswerReceipt? {
    guard let word else { return try await desk.undo(item) }
    return word == .later
      ? try await desk.postpone(item) : try await desk.say(word, about: item, reason: reason)
  }

  /// What was done, in a sentence.
  func sentence(_ receipt: AnswerReceipt, _ item: DecidedItem) -> String {
    let title = TerminalText.excerpt(item.title, limit: 60)
    let known = receipt.before == .keep ? "kept" : "skipped"
    guard let word else {
      let now = item.outcome.map { ", now \($0.verdict.rawValue)" } ?? ""
      return receipt.isChange ? "taken back: \(title)\(now)" : "nothing to take back: \(title)"
    }
    switch word {
    case .later:
      return receipt.isChange
        ? "put off until tomorrow: \(title)"
        : "answered already (\(known)): \(title); 'gleaner review \(item.id) undo' takes that back"
    default:
      let did = SittingWords.past(word)
      return receipt.isChange
        ? "\(did): \(title). The next 'gleaner run' learns from it." : "\(did) already: \(title)"
    }
  }
}
