// What a model is asked, whoever it will be: a value, made by those who know the subject and not the network.

package import Service

/// One question.
package struct ChatRequest: Sendable, Hashable {
  /// What the model is told to be.
  package var system: String?
  /// The conversation so far, its last turn the question.
  package var turns: [ChatTurn]
  /// What the answer has to be; nil for prose.
  package var schema: ChatSchema?
  /// The most tokens of an answer.
  package var maxTokens: Int
  package var temperature: Double
  /// For the same answer to the same question, where a provider can do that.
  package var seed: Int?
  /// What it is for, as the books call it.
  package var purpose: String

  package init(
    system: String? = nil, turns: [ChatTurn], schema: ChatSchema? = nil, maxTokens: Int,
    temperature: Double = 0, seed: Int? = nil, purpose: String = "judge"
  ) {
    self.system = system
    self.turns = turns
    self.schema = schema
    self.maxTokens = maxTokens
    self.temperature = temperature
    self.seed = seed
    self.purpose = purpose
  }
}

/// One turn of a conversation.
package struct ChatTurn: Sendable, Hashable {
  package enum Role: String, Sendable, Hashable {
    case user, assistant
  }

  package let role: Role
  package let text: String

  package init(_ role: Role, _ text: String) {
    self.role = role
    self.text = text
  }

  package static func user(_ text: String) -> ChatTurn { ChatTurn(.user, text) }
}

/// A JSON Schema with a name; strict mode wants every property required and no others allowed.
package struct ChatSchema: Sendable, Hashable {
  /// Letters, digits, `_` and `-`.
  package let name: String
  package let json: JSONValue

  package init(name: String, json: JSONValue) {
    self.name = name
    self.json = json
  }
}
