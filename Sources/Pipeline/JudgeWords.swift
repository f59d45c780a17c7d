// What a judge said of an item, in the one line that lists and cards have for it.

package import Service
package import Store

/// Words about a judgement.
package enum JudgeWords {
  private static let lettersMax = 220

  /// `the judge: keep, 83 % sure: it says "rye"`; its words are left out where the decision's reason has them already.
  package static func line(_ outcome: DecidedItem.Outcome?) -> String? {
    guard let outcome, let note = outcome.rationale.judge else { return nil }
    let said = "the judge: \(note.verdict), \(Int(note.confidence.rounded())) % sure"
    guard let reason = note.reason, !outcome.reason.contains(reason) else { return said }
    return TerminalText.excerpt("\(said): \(reason)", limit: lettersMax)
  }

  /// As rows have it.
  package static func row(_ note: JudgeNote) -> JSONValue {
    [
      "verdict": .string(note.verdict), "confidence": .double(note.confidence),
      "reason": .text(note.reason), "shift": .double(note.shift), "model": .string(note.model),
      "suspicion": .texts(note.suspicion),
    ]
  }
}
