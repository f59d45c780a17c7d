// The questions that were asked about one item, with what became of each: what a person looks at.

package import FoundationEssentials
import Postgres

/// A question as it is kept.
package struct KeptJudgement: Sendable, Hashable {
  /// Of the whole question and of the models that it may be put to.
  package let hash: [UInt8]
  package let textHash: [UInt8]
  /// The models that it was put to.
  package let models: String
  /// `asked`, `answered`, `failed` or `refused`.
  package let state: String
  /// Why there is no answer, or why its reason is not shown; nil for neither.
  package let code: String?
  /// Of the prompt.
  package let version: String
  package let askedAt: Date
  /// Calls that were made and not known to be none.
  package let attempts: Int
  /// Nil where no answer is there.
  package let answer: Judgement?

  package init(
    hash: [UInt8], textHash: [UInt8] = [], models: String = "", state: String,
    code: String? = nil, version: String, askedAt: Date, attempts: Int = 1,
    answer: Judgement? = nil
  ) {
    self.hash = hash
    self.textHash = textHash
    self.models = models
    self.state = state
    self.code = code
    self.version = version
    self.askedAt = askedAt
    self.attempts = attempts
    self.answer = answer
  }

  /// Whether it is about the same text, put in the same words to the same models: then its answer holds.
  package func stands(for draft: JudgementDraft) -> Bool {
    hash == draft.hash
      || textHash == draft.textHash && models == draft.models && version == draft.version
        && (answer != nil || closed != nil)
  }

  /// Why it is not asked again, where it is not: `lost` twice, `refused`, or the code of a useless answer.
  package var closed: String? {
    switch state {
    case "answered": nil
    case "refused": code ?? "refused"
    default: attempts >= Database.judgeAttempts ? code ?? "lost" : nil
    }
  }
}

extension Database {
  /// The questions about an item that were asked, the newest first.
  package func judgements(of item: Int64, limit: Int) async throws -> [KeptJudgement] {
    let rows = try await pool.query(
      """
      SELECT j.hash, j.text_hash, j.models, j.state, j.code, j.version, j.asked_at, j.attempts, \(Self.judgementColumns)
      FROM judgements j WHERE j.item = \(item) ORDER BY j.asked_at DESC, j.id DESC LIMIT \(limit)
      """)
    return try rows.map { row in
      let state = try row.decode("state", as: String.self)
      return KeptJudgement(
        hash: try row.decode("hash", as: [UInt8].self),
        textHash: try row.decode("text_hash", as: [UInt8].self),
        models: try row.decode("models", as: String.self), state: state,
        code: try row.decode("code", as: String?.self),
        version: try row.decode("version", as: String.self),
        askedAt: try row.decode("asked_at", as: Date.self),
        attempts: try row.decode("attempts", as: Int.self),
        answer: state == "answered" ? try Self.judgement(row) : nil)
    }
  }
}
