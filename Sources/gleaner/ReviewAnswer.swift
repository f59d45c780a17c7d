// One answer on the command line: what is said of which item, and why.

import Pipeline
import Service
import Store
import Taste

/// An answer as it was typed.
struct ReviewAnswer {
  /// What can be said of an item.
  enum Word: String, CaseIterable { case keep, skip, later, undo }

  private static let reasonMax = 500
  private static let choices = "keep, skip, later or undo"

  /// A number or an address.
  let item: String
  let word: Word
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
    guard let word = Word(rawValue: typed) else {
      throw UsageError(
        "an answer is \(Self.choices), not '\(TerminalText.excerpt(typed, limit: 60))'"
          + Nearest.hint(typed, among: Word.allCases.map(\.rawValue)))
    }
    guard !invocation.has("--limit") else {
      throw UsageError("--limit is for questions, not for an answer")
    }
    if let reason { try Self.check(reason, word) }
    self.item = item
    self.word = word
    self.reason = reason.map(TerminalText.clean).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func check(_ reason: String, _ word: Word) throws(UsageError) {
    guard word == .keep || word == .skip else {
      throw UsageError("--reason belongs to keep or skip: '\(word.rawValue)' teaches nothing")
    }
    guard reason.count <= reasonMax else {
      throw UsageError("--reason takes at most \(reasonMax) characters, not \(reason.count)")
    }
  }

  /// Writes the answer about `item`; nil when there is no such item.
  func give(about item: Int64, to desk: ReviewDesk) async throws -> AnswerReceipt? {
    switch word {
    case .keep: try await desk.answer(item, .keep, reason: reason)
    case .skip: try await desk.answer(item, .skip, reason: reason)
    case .later: try await desk.postpone(item)
    case .undo: try await desk.undo(item)
    }
  }

  /// What was done, in a sentence.
  func sentence(_ receipt: AnswerReceipt, _ item: DecidedItem) -> String {
    let title = TerminalText.excerpt(item.title, limit: 60)
    let known = receipt.before == .keep ? "kept" : "skipped"
    switch word {
    case .keep, .skip:
      let did = word == .keep ? "kept" : "skipped"
      return receipt.isChange
        ? "\(did): \(title). The next 'gleaner run' learns from it." : "\(did) already: \(title)"
    case .later:
      return receipt.isChange
        ? "put off until tomorrow: \(title)"
        : "answered already (\(known)): \(title); 'gleaner review \(item.id) undo' takes that back"
    case .undo:
      let now = item.outcome.map { ", now \($0.verdict.rawValue)" } ?? ""
      return receipt.isChange ? "taken back: \(title)\(now)" : "nothing to take back: \(title)"
    }
  }
}
