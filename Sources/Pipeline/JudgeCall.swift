// A question of the mind as a call of the router, and the answer back: the one place where the two meet.

package import Models
import Store
package import Taste

/// Puts prompts to language models.
package enum JudgeCall {
  /// The checked answer, and what it took to get it.
  ///
  /// What is no answer is asked for once more, with what was wrong. Throws ``ModelError``, or `CancellationError`.
  package static func answer(
    to prompt: JudgePrompt, _ router: Router, purpose: String = "judge",
    onText: (@Sendable (String) -> Void)? = nil
  ) async throws -> (answer: JudgeAnswer, chat: ChatAnswer) {
    let request = try ChatRequest(judging: prompt, purpose: purpose)
    let chat = try await router.answer(request, onText: onText) { json in
      objection(to: json, prompt)
    }
    return (try JudgeAnswer(chat.text, to: prompt), chat)
  }

  private static func objection(to json: String, _ prompt: JudgePrompt) -> String? {
    do throws(JudgeAnswerError) {
      _ = try JudgeAnswer(json, to: prompt)
      return nil
    } catch { return error.message }
  }
}

extension Judgement {
  /// An answer as it is kept.
  init(_ answer: JudgeAnswer, _ chat: ChatAnswer) {
    self.init(
      verdict: answer.verdict, confidence: answer.confidence, reason: answer.reason,
      topics: answer.topics, provider: chat.provider, model: chat.model,
      tokensIn: chat.tokens?.input, tokensOut: chat.tokens?.output, cost: chat.cost,
      latency: chat.latency / .seconds(1))
  }
}
