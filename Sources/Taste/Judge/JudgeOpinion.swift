// What an answer comes to in a decision: a number within a bound, and words.

/// What a judge thinks of an item, as far as it is believed.
package struct JudgeOpinion: Sendable, Hashable {
  /// By ``JudgeTrust/shift(position:isSuspicious:)``, in log-odds.
  package let shift: Double
  /// One line for people; escaped wherever it is shown.
  package let reason: String

  /// Without a reason that holds, the verdict speaks for itself.
  package init(shift: Double, verdict: JudgeVerdict, reason: String?) {
    self.shift = shift
    self.reason =
      reason
      ?? (verdict == .unsure
        ? "the judge is unsure, and gives no reason that holds"
        : "the judge says \(verdict.rawValue), and gives no reason that holds")
  }
}
