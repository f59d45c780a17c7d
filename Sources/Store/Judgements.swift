// The table `judgements`: a question is written down before it is asked and settled after it, each in a statement of its
// own, so that no transaction waits for a model and no question is forgotten by a process that is killed.

package import FoundationEssentials
import Postgres
import Taste

extension Database {
  /// So many calls of one question may be lost or useless; then it is the person's.
  package static let judgeAttempts = 2

  /// What was answered to a question of this hash; nil for nothing yet.
  package func judgement(hash: [UInt8]) async throws -> Judgement? {
    let rows = try await pool.query(
      "SELECT \(Self.judgementColumns) FROM judgements j WHERE hash = \(hash) AND state = 'answered'"
    )
    return try rows.first.map(Self.judgement)
  }

  /// What stands of a question: an answer to it or to an earlier one about the same text, or why there is none.
  ///
  /// What is told beside the item changes with each answer of the person. Asking again with each would buy the same opinion
  /// over and over, so an answer holds for its text, its version of the prompt and its models.
  package func standingJudgement(_ draft: JudgementDraft) async throws -> JudgementState? {
    let rows = try await pool.query(
      """
      SELECT j.state, j.code, \(Self.judgementColumns) FROM judgements j
      WHERE j.item = \(draft.item) AND j.text_hash = \(draft.textHash) AND j.models = \(draft.models)
        AND j.version = \(draft.version) AND \(Self.isStanding)
      ORDER BY j.hash = \(draft.hash) DESC, j.state = 'answered' DESC, j.asked_at DESC, j.id DESC LIMIT 1
      """)
    guard let row = rows.first else { return nil }
    if try row.decode("state", as: String.self) == "answered" {
      return .answered(try Self.judgement(row))
    }
    return .closed(code: try row.decode("code", as: String?.self) ?? "lost")
  }

  /// Settles the calls that processes were killed in, as many of them as there may be of one question.
  ///
  /// Only for whoever is alone: another's call may be on its way.
  package func closeLostJudgements(at now: Date) async throws {
    try await pool.execute(
      """
      UPDATE judgements SET state = 'failed', code = coalesce(code, 'lost'), settled_at = \(now)
      WHERE state = 'asked' AND attempts >= \(Self.judgeAttempts)
      """)
  }

  /// Of the row `j`: answered, or not to be asked again.
  static var isStanding: SQL {
    "(j.state IN ('answered', 'refused') OR j.attempts >= \(judgeAttempts))"
  }

  /// Writes a question down as asked, durably, unless it is answered or was asked often enough.
  package func beginJudgement(
    _ draft: JudgementDraft, at now: Date
  ) async throws -> JudgementState {
    try await adoptLost(draft)
    let suspicion = draft.suspicion.joined(separator: " ")
    let rows = try await pool.query(
      """
      INSERT INTO judgements AS j (hash, item, text_hash, version, models, log_odds, suspicion, state, asked_at)
      VALUES (\(draft.hash), \(draft.item), \(draft.textHash), \(draft.version), \(draft.models),
        \(draft.logOdds), coalesce(string_to_array(nullif(\(suspicion)::text, ''), ' '), '{}'), 'asked', \(now))
      ON CONFLICT (hash) DO UPDATE SET state = 'asked', attempts = j.attempts + 1,
        log_odds = excluded.log_odds, asked_at = excluded.asked_at, settled_at = NULL, code = NULL
      WHERE j.state IN ('asked', 'failed') AND j.attempts < \(Self.judgeAttempts)
      RETURNING id
      """)
    if let row = rows.first { return .open(try row.decode("id", as: Int64.self)) }
    if let known = try await judgement(hash: draft.hash) { return .answered(known) }
    let closed = try await pool.query(
      """
      UPDATE judgements SET state = CASE state WHEN 'asked' THEN 'failed' ELSE state END,
        code = coalesce(code, 'lost'), settled_at = coalesce(settled_at, \(now))
      WHERE hash = \(draft.hash) RETURNING code
      """)
    return .closed(code: try closed.first?.decode("code", as: String.self) ?? "lost")
  }

  /// A call that was lost counts for the question about the same text that is asked now, though it quotes other things.
  private func adoptLost(_ draft: JudgementDraft) async throws {
    try await pool.execute(
      """
      UPDATE judgements SET hash = \(draft.hash) WHERE id = (
        SELECT id FROM judgements WHERE item = \(draft.item) AND text_hash = \(draft.textHash)
          AND models = \(draft.models) AND version = \(draft.version) AND state = 'asked'
        ORDER BY id DESC LIMIT 1)
        AND NOT EXISTS (SELECT FROM judgements WHERE hash = \(draft.hash))
      """)
  }

  /// Writes the answer to a question; the first one stands.
  package func settleJudgement(
    _ id: Int64, _ answer: Judgement, code: String? = nil, at now: Date
  ) async throws {
    let topics = answer.topics.joined(separator: "\u{1F}")
    try await pool.execute(
      """
      UPDATE judgements SET state = 'answered', settled_at = \(now), code = \(code),
        provider = \(answer.provider), model = \(answer.model), tokens_in = \(answer.tokensIn),
        tokens_out = \(answer.tokensOut), cost = \(answer.cost), latency = \(answer.latency),
        verdict = \(answer.verdict.rawValue), confidence = \(answer.confidence), reason = \(answer.reason),
        topics = coalesce(string_to_array(nullif(\(topics)::text, ''), E'\\x1f'), '{}')
      WHERE id = \(id) AND state = 'asked'
      """)
  }

  /// Writes that there was no answer.
  package func settleJudgement(
    _ id: Int64, _ failure: JudgementFailure, at now: Date
  ) async throws {
    let (state, code, back) =
      switch failure {
      case .unreached(let code): ("failed", code, 1)
      case .useless(let code): ("failed", code, 0)
      case .refused(let code): ("refused", code, 0)
      }
    try await pool.execute(
      """
      UPDATE judgements SET state = \(state), settled_at = \(now), code = \(code),
        attempts = attempts - \(back)
      WHERE id = \(id) AND state = 'asked'
      """)
  }

  static var judgementColumns: SQL {
    "j.verdict, j.confidence, j.reason, j.topics, j.provider, j.model, j.tokens_in, j.tokens_out, j.cost, j.latency"
  }

  static func judgement(_ row: Row) throws -> Judgement {
    let verdict = try row.decode("verdict", as: String.self)
    return Judgement(
      verdict: JudgeVerdict(rawValue: verdict) ?? .unsure,
      confidence: try row.decode("confidence", as: Double.self),
      reason: try row.decode("reason", as: String?.self),
      topics: try row.decode("topics", as: [String].self),
      provider: try row.decode("provider", as: String?.self) ?? "",
      model: try row.decode("model", as: String?.self) ?? "",
      tokensIn: try row.decode("tokens_in", as: Int?.self),
      tokensOut: try row.decode("tokens_out", as: Int?.self),
      cost: try row.decode("cost", as: Double.self),
      latency: try row.decode("latency", as: Double?.self) ?? 0)
  }
}
