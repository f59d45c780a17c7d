// The part of the prompt that may be improved on: advice, and items that the person decided as examples. What protects from
// the text of strangers and what fixes the answer's form are not in it.

/// Advice for a judge, in one version.
package struct JudgeBriefing: Sendable, Hashable, Codable {
  /// An item that the person decided, with the answer that would have been right.
  package struct Example: Sendable, Hashable, Codable {
    package var item: JudgeItem
    package var verdict: JudgeVerdict
    package var confidence: Int

    package init(item: JudgeItem, verdict: JudgeVerdict, confidence: Int) {
      self.item = item
      self.verdict = verdict
      self.confidence = confidence
    }
  }

  /// What is given beyond these is left out.
  static let guidanceTokens = 150
  static let examplesMax = 4

  /// Part of the prompt's version; changes whenever the rest does.
  package var version: String
  package var guidance: String
  package var examples: [Example]

  package init(version: String, guidance: String, examples: [Example] = []) {
    self.version = version
    self.guidance = guidance
    self.examples = examples
  }

  /// Where nothing better was found.
  package static let standard = JudgeBriefing(
    version: "plain",
    guidance: """
      What the person did with similar things counts most, and a specific match more than a shared subject. Most items are \
      not wanted: skip what is merely near. Prefer substance over announcements, advertising and repetition. If the notes \
      do not tell, say unsure.
      """)
}
