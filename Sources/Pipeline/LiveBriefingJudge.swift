// The judge of a tuning that costs money: the router's models, some at a time. What concerns one question is no answer; what
// concerns all of them ends the tuning.

import Models
import Service
import Synchronization
import Taste

/// Puts the questions of a tuning to the models of the settings.
final class LiveBriefingJudge: BriefingJudge {
  static let purpose = "tune"
  /// So many questions in a row that reach nobody end the asking.
  private static let unreachedMax = 3

  private let router: Router
  private let draw: @Sendable () -> String
  private let unreached = Mutex(0)

  init(_ router: Router, delimiter: @escaping @Sendable () -> String) {
    self.router = router
    draw = delimiter
  }

  func delimiter() -> String { draw() }

  func answer(_ questions: [JudgeQuestion]) async throws -> [BriefedAnswer?] {
    try await BoundedGroup.map(questions, width: JudgeStage.width) { question in
      try Task.checkCancellation()
      return try await self.useful {
        let prompt = question.prompt(delimiter: self.draw())
        let answer = try await JudgeCall.answer(
          to: prompt, self.router, purpose: Self.purpose
        ).answer
        return BriefedAnswer(answer.verdict, confidence: answer.confidence)
      }
    }
  }

  func rewrite(_ prompt: GuidancePrompt) async throws -> String? {
    try Task.checkCancellation()
    let schema = ChatSchema(
      name: GuidancePrompt.schemaName, json: try JSONValue(parsing: Array(prompt.schema.utf8)))
    return try await useful {
      try await self.router.answer(
        ChatRequest(
          system: prompt.system, turns: [.user(prompt.user)], schema: schema,
          maxTokens: GuidancePrompt.answerTokens, temperature: GuidancePrompt.temperature,
          purpose: Self.purpose)
      ).text
    }
  }

  /// What `ask` gives; nil where only this question has no answer.
  private func useful<Value: Sendable>(
    _ ask: () async throws -> Value
  ) async throws -> Value? {
    do {
      let value = try await ask()
      unreached.withLock { $0 = 0 }
      return value
    } catch let error as ModelError {
      guard !isOver(after: error) else { throw BriefingHalt(error.description) }
      return nil
    }
  }

  private func isOver(after error: ModelError) -> Bool {
    switch error.concern {
    case .asker: true
    case .question: false
    case .providers:
      unreached.withLock { count in
        count += 1
        return count >= Self.unreachedMax
      }
    }
  }
}
