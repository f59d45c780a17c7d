// What a briefing is tried on: an item that the person decided, with the question that a run would have asked about it
// before they did.

/// An item whose right answer is known.
package struct BriefingCase: Sendable, Hashable {
  package let item: Int64
  /// The same for all items that tell one story: they are never on two sides of a comparison.
  package let story: Int64
  /// Nothing of what the person said of this item or its story is in it; its briefing does not count.
  package let question: JudgeQuestion
  /// Of the first stage, which does not know the answer either; rules included.
  package let logOdds: Double
  package let isWanted: Bool
  /// Whether its text seems to speak to a judge.
  package let isSuspicious: Bool

  package init(
    item: Int64, story: Int64, question: JudgeQuestion, logOdds: Double, isWanted: Bool
  ) {
    self.item = item
    self.story = story
    self.question = question
    self.logOdds = logOdds
    self.isWanted = isWanted
    isSuspicious = !Instructions.signs(title: question.item.title, text: question.item.text).isEmpty
  }

  /// The question with a briefing, from which it is missing itself.
  package func asked(with briefing: JudgeBriefing) -> JudgeQuestion {
    var question = question
    question.briefing = briefing.without(question.item)
    return question
  }

  /// The same, its odds those of a sample in which wanted items are so many times as frequent, as a logarithm.
  func shifted(by logOdds: Double) -> BriefingCase {
    BriefingCase(self, logOdds: self.logOdds + logOdds)
  }

  private init(_ other: BriefingCase, logOdds: Double) {
    (item, story, question) = (other.item, other.story, other.question)
    (isWanted, isSuspicious) = (other.isWanted, other.isSuspicious)
    self.logOdds = logOdds
  }
}

/// What a judge said of a case, as far as tuning needs it.
package struct BriefedAnswer: Sendable, Hashable {
  package let verdict: JudgeVerdict
  /// How sure, 0 … 100.
  package let confidence: Double

  package init(_ verdict: JudgeVerdict, confidence: Double) {
    self.verdict = verdict
    self.confidence = confidence
  }

  /// As ``JudgeAnswer/position``.
  package var position: Double { verdict.position(confidence: confidence) }
}

/// Why the person decided so, in their own words.
package struct TriageReason: Sendable, Hashable {
  package let story: Int64
  package let isWanted: Bool
  package let title: String
  package let text: String

  package init(story: Int64, isWanted: Bool, title: String, text: String) {
    self.story = story
    self.isWanted = isWanted
    self.title = title
    self.text = text
  }
}
