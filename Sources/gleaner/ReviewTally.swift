// What a sitting came to, in one quiet sentence.

import Service

/// The answers of a sitting, counted.
struct ReviewTally: Hashable {
  var kept = 0
  var skipped = 0
  var postponed = 0
  /// How many items still wait for an answer.
  var waiting = 0

  /// For example: 8 answered: 5 kept, 3 skipped; 4 wait.
  ///
  /// With answers it also says what becomes of them.
  var sentence: String {
    let answered = kept + skipped
    let answers = [(kept, "kept"), (skipped, "skipped")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    var parts = [answered == 0 ? "Nothing answered" : "\(answered) answered: \(answers)"]
    if postponed > 0 { parts.append("\(postponed) put off until tomorrow") }
    parts.append(
      waiting == 0 ? "none waits" : Count.of(waiting, "waits", plural: "wait"))
    let learns = "The next 'gleaner run' learns from \(answered == 1 ? "it" : "them")."
    return parts.joined(separator: "; ") + "." + (answered == 0 ? "" : " \(learns)")
  }
}
