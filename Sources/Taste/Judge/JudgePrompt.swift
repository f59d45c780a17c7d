// A question as it is sent, with what is needed to check the answer.

import Feed

/// What a model is asked.
package struct JudgePrompt: Sendable, Hashable {
  /// Estimated with care, everything counted: so much a cheap model reads for a fraction of a cent.
  package static let tokensMax = 1_500
  /// Enough for the longest answer that is accepted.
  package static let answerTokens = 300
  package static let schemaName = "judgement"

  package let system: String
  package let user: String
  /// A JSON Schema without what only some servers know of it: lengths and ranges are checked here.
  package let schema: String
  /// Of the wording and of the briefing: answers to other versions count half.
  package let version: String
  package let delimiter: String
  /// The lines of the item and of the evidence, as they are shown.
  let quotable: [String]

  /// How many tokens all of it takes, rather too many than too few.
  package var tokens: Int {
    TokenEstimate.count(system) + TokenEstimate.count(user) + TokenEstimate.count(schema)
  }
}
