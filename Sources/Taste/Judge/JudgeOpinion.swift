// What an answer comes to in a decision: a number within a bound, and words.

/// What a judge thinks of an item, as far as it is believed.
package struct JudgeOpinion: Sendable, Hashable {
  /// What moves an item by less is not what decided it: five points of probability at most, for p(1 − p) ≤ ¼.
  package static let noticeable = 0.2

  /// By ``JudgeTrust/shift(position:isSuspicious:)``, in log-odds.
  package let shift: Double
  package let verdict: JudgeVerdict
  /// Its own, one line; nil where none held.
  package let words: String?

  package init(shift: Double, verdict: JudgeVerdict, reason: String?) {
    self.shift = shift
    self.verdict = verdict
    words = reason
  }

  /// One line for people; escaped wherever it is shown.
  ///
  /// Without words that hold, the verdict speaks for itself.
  package var reason: String { words ?? "\(said), and gives no reason that holds" }

  /// `the judge says keep`.
  package var said: String {
    verdict == .unsure ? "the judge is unsure" : "the judge says \(verdict.rawValue)"
  }

  /// Whether it moves an item so far that a person may ask why.
  package var isNoticeable: Bool { abs(shift) >= Self.noticeable }
}
