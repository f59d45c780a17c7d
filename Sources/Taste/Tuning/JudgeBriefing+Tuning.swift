// Briefings that tuning makes. Their version is a hash of what they say, so that two that say the same are one, and
// answers to another are known as such.

private import Feed

extension JudgeBriefing {
  /// A briefing whose version says what is in it.
  package init(guidance: String, examples: [Example]) {
    let said = examples.flatMap {
      [$0.item.title, $0.item.text, $0.verdict.rawValue, "\($0.confidence)"]
    }
    self.init(
      version: String(Fingerprint(of: [guidance] + said).hex.prefix(12)), guidance: guidance,
      examples: examples)
  }

  /// The same without examples that are this item: nothing answers for itself.
  func without(_ item: JudgeItem) -> JudgeBriefing {
    var briefing = self
    let shown = Example.shown(of: item)
    briefing.examples.removeAll { Example.shown(of: $0.item) == shown }
    return briefing
  }
}

extension JudgeBriefing.Example {
  /// More than a question shows of an example.
  private static let titleLetters = 400
  private static let textLetters = 800

  /// What is kept of an item that is an example.
  static func shown(of item: JudgeItem) -> JudgeItem {
    JudgeItem(
      title: String(item.title.unicodeScalars.prefix(titleLetters)),
      text: String(item.text.unicodeScalars.prefix(textLetters)))
  }
}
