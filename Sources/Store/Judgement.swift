// A question to a judge as it is kept, and what became of it.

package import Taste

/// What a judge said of an item, as it is kept.
package struct Judgement: Sendable, Hashable {
  package let verdict: JudgeVerdict
  /// How sure, 0 … 100.
  package let confidence: Double
  /// One plain line; nil where it did not hold.
  package let reason: String?
  package let topics: [String]
  package let provider: String
  package let model: String
  /// Nil where the provider did not count.
  package let tokensIn: Int?
  package let tokensOut: Int?
  package let cost: Double
  /// In seconds.
  package let latency: Double

  package init(
    verdict: JudgeVerdict, confidence: Double, reason: String?, topics: [String], provider: String,
    model: String, tokensIn: Int?, tokensOut: Int?, cost: Double, latency: Double
  ) {
    self.verdict = verdict
    self.confidence = confidence
    self.reason = reason
    self.topics = topics
    self.provider = provider
    self.model = model
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.cost = cost
    self.latency = latency
  }

  /// The opinion on one scale, as ``JudgeAnswer/position``.
  package var position: Double { verdict.position(confidence: confidence) }
}

/// What is written before a question is asked.
package struct JudgementDraft: Sendable, Hashable {
  /// Of the whole question and of the models that it may be put to.
  package var hash: [UInt8]
  package var item: Int64
  package var textHash: [UInt8]
  /// Of the prompt.
  package var version: String
  /// The models that may answer, as the settings name them.
  package var models: String
  /// Of the first stage, boosts included.
  package var logOdds: Double
  /// ``InstructionSign`` by name.
  package var suspicion: [String]

  package init(
    hash: [UInt8], item: Int64, textHash: [UInt8], version: String, models: String,
    logOdds: Double, suspicion: [String] = []
  ) {
    self.hash = hash
    self.item = item
    self.textHash = textHash
    self.version = version
    self.models = models
    self.logOdds = logOdds
    self.suspicion = suspicion
  }
}

/// Where a question stands.
package enum JudgementState: Sendable, Hashable {
  /// It was written down and may be asked now, as this row.
  case open(Int64)
  case answered(Judgement)
  /// It is not asked again: two calls were lost or useless, or the text was refused; `code` says which.
  case closed(code: String)
}

/// How a call ended without an answer.
package enum JudgementFailure: Sendable, Hashable {
  /// Nobody was asked, or nobody reached: another run may try again, as if nothing had been.
  case unreached(code: String)
  /// There was an answer, and it was none; this counts as an attempt.
  case useless(code: String)
  /// The text is not answered by anybody.
  case refused(code: String)
}
