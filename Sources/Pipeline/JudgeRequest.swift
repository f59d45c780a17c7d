// The question of the mind as the router takes it.

import Models
import Service
import Taste

extension ChatRequest {
  /// What a model is asked where somebody judges.
  init(judging prompt: JudgePrompt, purpose: String = "judge") throws {
    self.init(
      system: prompt.system, turns: [.user(prompt.user)],
      schema: ChatSchema(
        name: JudgePrompt.schemaName, json: try JSONValue(parsing: Array(prompt.schema.utf8))),
      maxTokens: JudgePrompt.answerTokens, purpose: purpose)
  }
}
