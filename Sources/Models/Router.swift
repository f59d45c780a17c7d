// The door of this room: a question in, an answer or one reason out. Who is asked, how often, in which dialect and for
// how much money stands behind it.

private import Synchronization

/// Asks language models, within a budget.
package final class Router: Sendable {
  package let lineup: Lineup
  private let questionsMax: Int
  private let asked = Mutex(0)

  /// A router for one run; `questions` are the most that it asks.
  package init(_ lineup: Lineup, questions: Int) {
    self.lineup = lineup
    questionsMax = questions
  }

  /// Whether there is anybody to ask.
  package var hasModels: Bool { !lineup.providers.isEmpty }

  /// The answer of the first provider that gives one.
  ///
  /// With `onText` the answer is streamed, and its text so far is told each time it grows; a text that begins anew comes
  /// from another call. `objection` says what is wrong with an answer in JSON, to be told to the model; where it is nil,
  /// the schema says it. Throws ``ModelError``, or `CancellationError`.
  package func answer(
    _ request: ChatRequest, onText: (@Sendable (String) -> Void)? = nil,
    objection: (@Sendable (String) -> String?)? = nil
  ) async throws -> ChatAnswer {
    try takeQuestion()
    return try await lineup.ask(for: request.purpose) { line in
      try await ChatCall(request: request, line: line, onText: onText, objection: objection)
        .answer()
    }
  }

  private func takeQuestion() throws {
    guard hasModels else { throw ModelError.together([]) }
    let isLeft = asked.withLock { asked in
      guard asked < questionsMax else { return false }
      asked += 1
      return true
    }
    guard isLeft else {
      throw ModelError(.budget, "all \(questionsMax) questions of a run have been asked")
    }
  }
}
