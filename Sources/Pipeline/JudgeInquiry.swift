// One question on its way: looked up, written down, asked, checked, written down again. No transaction is open while a
// model thinks.

import Feed
import FoundationEssentials
import Models
import Store
import Synchronization
import Taste

/// Asks the questions of a run.
final class JudgeInquiry: Sendable {
  /// A question with what it is kept by.
  struct Question: Sendable {
    let draft: JudgementDraft
    let question: JudgeQuestion
  }

  /// So many questions in a row that reach nobody end the asking.
  private static let unreachedMax = 3

  private struct State {
    var unreached = 0
    var halt: String?
  }

  private let database: Database
  /// Nil where only what was answered before is looked up.
  private let router: Router?
  private let delimiter: @Sendable () -> String
  /// Told an answer as it grows, where somebody waits for it.
  private let onText: (@Sendable (String) -> Void)?
  private let now: Date
  /// Whether an answer to an earlier question about the same text is not enough.
  private let isAnew: Bool
  private let state = Mutex(State())

  init(
    _ database: Database, router: Router?, now: Date,
    onText: (@Sendable (String) -> Void)? = nil, isAnew: Bool = false,
    delimiter: @escaping @Sendable () -> String = JudgeInquiry.drawn
  ) {
    self.database = database
    self.router = router
    self.now = now
    self.onText = onText
    self.isAnew = isAnew
    self.delimiter = delimiter
  }

  /// A delimiter that nobody foresees.
  static let drawn: @Sendable () -> String = {
    var generator = SystemRandomNumberGenerator()
    return JudgeQuestion.delimiter(using: &generator)
  }

  /// Why nothing more is asked; nil while it goes on.
  var halt: String? { state.withLock { $0.halt } }

  /// What becomes of a question; throws only for the database's sake and when it is cancelled.
  func find(_ question: Question) async throws -> JudgeFinding {
    try Task.checkCancellation()
    if let known = try await known(question.draft) { return known }
    guard let router else { return .waits("not asked in a rehearsal") }
    if let halt { return .waits(halt) }
    switch try await database.beginJudgement(question.draft, at: now) {
    case .answered(let known): return .answered(known, isCached: true)
    case .closed(let code): return .failed(Self.words(closed: code))
    case .open(let id): return try await ask(question.question, as: id, router)
    }
  }

  private func known(_ draft: JudgementDraft) async throws -> JudgeFinding? {
    if isAnew {
      return try await database.judgement(hash: draft.hash).map { .answered($0, isCached: true) }
    }
    switch try await database.standingJudgement(draft) {
    case .answered(let known): return .answered(known, isCached: true)
    case .closed(let code): return .failed(Self.words(closed: code))
    case .open, nil: return nil
    }
  }

  private func ask(
    _ question: JudgeQuestion, as id: Int64, _ router: Router
  ) async throws -> JudgeFinding {
    do {
      let prompt = question.prompt(delimiter: delimiter())
      let (answer, chat) = try await JudgeCall.answer(to: prompt, router, onText: onText)
      let kept = Judgement(answer, chat)
      try await database.settleJudgement(id, kept, code: answer.flaw?.rawValue, at: now)
      state.withLock { $0.unreached = 0 }
      return .answered(kept, isCached: false)
    } catch let error as ModelError {
      try await database.settleJudgement(id, Self.failure(error), at: now)
      return note(error)
    }
  }

  // MARK: Failures

  /// Money and books are the same for every question; a provider that is down may only rest.
  private func note(_ error: ModelError) -> JudgeFinding {
    let why = error.description
    switch error.concern {
    case .asker:
      state.withLock { $0.halt = $0.halt ?? why }
      return .waits(why)
    case .question: return .failed(why)
    case .providers:
      state.withLock { state in
        state.unreached += 1
        if state.unreached >= Self.unreachedMax { state.halt = state.halt ?? why }
      }
      return .failed(why)
    }
  }

  private static func failure(_ error: ModelError) -> JudgementFailure {
    switch error.concern {
    case .question where error.code == .refused: .refused(code: error.code.rawValue)
    case .question: .useless(code: error.code.rawValue)
    case .asker, .providers: .unreached(code: error.code.rawValue)
    }
  }

  /// Why a question is not asked any more.
  static func words(closed code: String) -> String {
    switch code {
    case "lost": "the judge was asked twice, and both answers were lost"
    case "refused": "no model takes this text"
    default: "the judge gave no answer of use (\(code))"
    }
  }
}
