// A question of the mind as a call of the router, and the answer back: the one place where the two meet.

import Models
import Service
import Taste

/// Puts prompts to language models.
enum JudgeCall {
  /// The checked answer; what is no answer is asked for once more, with what was wrong.
  static func answer(
    to prompt: JudgePrompt, _ router: Router, purpose: String = "judge"
  ) async throws -> (answer: JudgeAnswer, chat: ChatAnswer) {
    var request = ChatRequest(
      system: prompt.system, turns: [.user(prompt.user)],
      schema: ChatSchema(
        name: JudgePrompt.schemaName, json: try JSONValue(parsing: Array(prompt.schema.utf8))),
      maxTokens: JudgePrompt.answerTokens, purpose: purpose)
    let first = try await router.answer(request)
    do throws(JudgeAnswerError) {
      return (try JudgeAnswer(first.text, to: prompt), first)
    } catch {
      request.turns += [ChatTurn(.assistant, first.text), .user(error.repair)]
    }
    let second = try await router.answer(request)
    return (try JudgeAnswer(second.text, to: prompt), second)
  }
}
