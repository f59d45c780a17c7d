// `gleaner models check`: asks each model something small, and says what it can do or what to do about it.

import Foundation
import HTTP
import Models
import Service
import Store
import Workspace

enum ModelsCheckCommand: Command {
  static let spec = CommandSpec(
    ["models", "check"], "Ask each model a tiny question and say what it can do",
    operands: "[NAME]", operandCount: 0...1, options: [OpenWorkspace.jsonOption],
    details: """
      Asks the question twice, the second time streamed: some hundred tokens, which count against the budget. Says how the \
      model takes the form of an answer (json_schema, json_object, or plain words), whether it streams and counts tokens, \
      how long it takes and what it costs; where it fails, what to do.

      An embedding model elsewhere is given three sentences, two of them once more: whether its vectors have the numbers \
      that the settings say, mean something, and are the same again.

      Exits with 1 when none works, or the embedding model does not. --json rows carry name, kind (chat or embedding), host, model, ok, latency_ms, cost, \
      code, problem, remedy; of chat format, streaming, usage; of embeddings space, dimensions, batch.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let name = invocation.operands.first
    let embedding = embedding(name, workspace)
    let chosen = try choice(name, workspace.keyedProviders, isFound: embedding != nil)
    guard !chosen.isEmpty || embedding != nil else {
      workspace.say(OpenWorkspace.withoutModels)
      return .failed
    }
    let trials = try await workspace.withPurse { try await results(chosen, embedding, $0) }
    try await StandardOutput.write { output in
      for trial in trials {
        if invocation.has("--json") {
          try output.row(trial.row)
        } else {
          for line in trial.lines { try output.line(TerminalText.clean(line)) }
        }
      }
    }
    let isWell = trials.contains(where: \.isWell) && trials.allSatisfy { $0.isWell || !$0.isAlone }
    return isWell ? .done : .failed
  }

  /// One trial, of whatever kind.
  private struct Result: Sendable {
    let isWell: Bool
    /// Whether no other can take its place.
    var isAlone = false
    let lines: [String]
    let row: JSONValue
  }

  private static func results(
    _ chosen: [KeyedProvider], _ embedding: (model: EmbeddingModel, key: KeyedProvider)?,
    _ purse: any Purse
  ) async throws -> [Result] {
    let client = OpenWorkspace.client
    var results: [Result] = []
    for provider in chosen {
      let checked = CheckedModel(
        trial: try await ProviderTrial.run(provider, client: client, purse: purse))
      results.append(Result(isWell: checked.isWell, lines: checked.lines, row: checked.row))
    }
    if let embedding {
      let checked = CheckedEmbedding(
        trial: try await EmbeddingTrial.run(
          embedding.model, key: embedding.key, client: client, purse: purse))
      results.append(
        Result(isWell: checked.isWell, isAlone: true, lines: checked.lines, row: checked.row))
    }
    return results
  }

  /// The embedding model elsewhere, where it is meant.
  private static func embedding(
    _ name: String?, _ workspace: OpenWorkspace
  ) -> (model: EmbeddingModel, key: KeyedProvider)? {
    guard case .remote(let model) = workspace.settings.embedding,
      let key = workspace.keyedEmbedding, name ?? model.provider.name == model.provider.name
    else { return nil }
    return (model, key)
  }

  private static func choice(
    _ name: String?, _ all: [KeyedProvider], isFound: Bool
  ) throws -> [KeyedProvider] {
    guard let name else { return all }
    let chosen = all.filter { $0.provider.name == name }
    guard chosen.isEmpty, !isFound else { return chosen }
    throw UsageError(
      "no model '\(TerminalText.excerpt(name, limit: 60))' in gleaner.yaml; 'gleaner models' lists them"
        + Nearest.hint(name, among: all.map(\.provider.name)))
  }
}

extension OpenWorkspace {
  /// Runs `body` with the purse of this workspace: its database where there is one, else what this process remembers.
  func withPurse<Value: Sendable>(
    _ body: (any Purse) async throws -> Value
  ) async throws -> Value {
    guard hasDatabase else { return try await body(Pocket(settings.budget)) }
    return try await withDatabase { database in
      try await body(
        Spending(
          database, budget: settings.budget, run: UUID().uuidString,
          zone: settings.timeZone.identifier))
    }
  }
}
