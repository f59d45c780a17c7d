// What a sitting came to, in one quiet sentence.

import Service

/// The answers of a sitting, counted.
package struct ReviewTally: Sendable, Hashable {
  package var kept = 0
  package var saved = 0
  package var liked = 0
  package var skipped = 0
  package var lessened = 0
  package var postponed = 0
  /// How many items still wait for an answer.
  package var waiting = 0

  package init(kept: Int = 0, skipped: Int = 0, postponed: Int = 0, waiting: Int = 0) {
    self.kept = kept
    self.skipped = skipped
    self.postponed = postponed
    self.waiting = waiting
  }

  /// Answers from which something is learned.
  package var answered: Int { kept + saved + liked + skipped + lessened }

  /// For example: 8 answered: 5 kept, 3 skipped; 4 wait.
  ///
  /// With answers it also says what becomes of them.
  package var sentence: String {
    let counts = [
      (kept, "kept"), (saved, "saved"), (liked, "liked"), (skipped, "skipped"),
      (lessened, "less of"),
    ]
    let answers = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    var parts = [answered == 0 ? "Nothing answered" : "\(answered) answered: \(answers)"]
    if postponed > 0 { parts.append("\(postponed) put off until tomorrow") }
    parts.append(
      waiting == 0 ? "none waits" : Count.of(waiting, "waits", plural: "wait"))
    let learns = "The next 'gleaner run' learns from \(answered == 1 ? "it" : "them")."
    return parts.joined(separator: "; ") + "." + (answered == 0 ? "" : " \(learns)")
  }
}
