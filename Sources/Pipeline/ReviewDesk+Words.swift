// Every word that a card takes, and how each is taken back: pages and the terminal say the same words here.

import Feed
package import FoundationEssentials
package import Store
package import Taste

/// What a word did.
package struct ReviewDone: Sendable, Hashable {
  package let step: ReviewStepDraft
  /// False when everything was so already.
  package let isChange: Bool
  /// What else there is to tell, as a sentence's end; nil for nothing.
  package var note: String?

  package init(step: ReviewStepDraft, isChange: Bool, note: String? = nil) {
    self.step = step
    self.isChange = isChange
    self.note = note
  }
}

extension ReviewDesk {
  /// Takes a word about an item that is asked about with this purpose, or with none; nil where there is no such item.
  ///
  /// An approval holds for `expiry`; the person's own `reason` is kept with a label.
  package func take(
    _ word: ReviewWord, about item: DecidedItem, as purpose: ReviewPurpose?, expiry: TimeInterval,
    reason: String? = nil
  ) async throws -> ReviewDone? {
    switch word {
    case .later: return try await putOff(item.id)
    case .approve: return try await approve(item, expiry)
    case .next, .begin:
      return ReviewDone(step: ReviewStepDraft(word, item: item.id), isChange: true)
    case .keep, .skip, .like, .save, .more, .lessOfSource, .lessOfTopic:
      guard let said = word.answer,
        let receipt = try await answer(item.id, said, reason: reason, as: purpose)
      else { return nil }
      var done = ReviewDone(
        step: ReviewStepDraft(word, item: receipt.item, label: receipt.label),
        isChange: receipt.isChange)
      if receipt.isChange, let label = receipt.label {
        done.note = try await propose(word, item, label)
      }
      return done
    }
  }

  /// Takes a step back; false where there is nothing left to take back.
  package func undo(_ step: ReviewStep) async throws -> Bool {
    guard let item = step.item else { return false }
    switch step.word {
    case .next, .begin: return true
    case .later:
      guard let until = step.until else { return try await database.resume(item) }
      return try await database.postpone(item, until: until)?.isChange ?? false
    case .approve: return try await withdrawApproval(step)
    case .keep, .skip, .like, .save, .more, .lessOfSource, .lessOfTopic:
      guard let label = step.label else { return false }
      return try await undo(item, label: label)?.isChange ?? false
    }
  }

  private func putOff(_ item: Int64) async throws -> ReviewDone? {
    let before = try await database.postponement(of: item)
    guard let receipt = try await postpone(item) else { return nil }
    return ReviewDone(
      step: ReviewStepDraft(.later, item: receipt.item, until: before),
      isChange: receipt.isChange)
  }

  private func approve(_ item: DecidedItem, _ expiry: TimeInterval) async throws -> ReviewDone? {
    guard let row = try await proposal(about: item.id) else {
      return ReviewDone(
        step: ReviewStepDraft(.approve, item: item.id), isChange: false,
        note: "nothing is proposed any more")
    }
    let receipt = try await database.approve(
      row.id, version: row.version, by: .person, expires: now.addingTimeInterval(expiry), at: now)
    let step = ReviewStepDraft(.approve, item: item.id, action: row.id, until: row.expires)
    switch receipt {
    case .changed: return ReviewDone(step: step, isChange: true)
    case .edited:
      return ReviewDone(step: step, isChange: false, note: "its author has changed it: look again")
    case .byHand:
      return ReviewDone(step: step, isChange: false, note: "you had done it yourself")
    case .unchanged, .missing: return ReviewDone(step: step, isChange: false)
    }
  }

  /// What is proposed to be done with an item, the oldest proposal first.
  package func proposal(about item: Int64) async throws -> ActionRow? {
    try await database.actions(about: item).last { $0.state == .proposed && $0.expires > now }
  }

  /// Before it is sent it is as if nothing had been said; after that the network is asked to take it back.
  private func withdrawApproval(_ step: ReviewStep) async throws -> Bool {
    guard let action = step.action else { return false }
    let expires = step.until ?? now
    if case .changed = try await database.reconsider(action, expires: expires, at: now) {
      return true
    }
    if case .changed = try await database.undo(action, at: now) { return true }
    return false
  }

  /// Takes a word that is a label, with the person's own reason, about an item that they came to by themselves or were
  /// asked about; nil where there is no such item, and for a word that is no label.
  package func say(
    _ word: ReviewWord, about item: Int64, reason: String?
  ) async throws -> AnswerReceipt? {
    guard let said = word.answer, let receipt = try await answer(item, said, reason: reason)
    else { return nil }
    if receipt.isChange, let label = receipt.label, let item = try await database.item(receipt.item)
    {
      _ = try await propose(word, item, label)
    }
    return receipt
  }

  /// What there should be less of could be a rule; it is proposed and not in force.
  private func propose(
    _ word: ReviewWord, _ item: DecidedItem, _ label: Int64
  ) async throws -> String? {
    switch word {
    case .lessOfSource:
      try await database.propose(
        .source, pattern: item.source, name: item.sourceName, label: label, at: now)
      return "less of \(item.sourceName): a rule is proposed"
    case .lessOfTopic:
      guard let interest = item.outcome?.rationale.interest else {
        return "it belongs to none of your interests: counted against what is like it"
      }
      try await database.propose(
        .topic, pattern: interest.name, name: interest.name, label: label, at: now)
      return "less of “\(interest.name)”: a rule is proposed"
    default: return nil
    }
  }
}

extension RuleProposal {
  /// It makes an item less likely by this much, in log-odds: the odds become a third.
  package static let boost = -1.0

  /// What the rule is called.
  package var ruleName: String { "less of \(name)" }

  /// The rule as it would stand in a file of `rules/`.
  package var rule: String { "- \(entry)" }

  /// The rule without its dash.
  package var entry: String {
    let condition = kind == .source ? "source" : "interest"
    return
      "{name: \(quoted(ruleName)), when: {\(condition): \(quoted(pattern))}, then: {boost: \(Self.boost)}}"
  }

  /// In YAML's double quotes (YAML 1.2.2, section 7.3.1).
  private func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    let escaped = String(String.UnicodeScalarView(plain))
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
