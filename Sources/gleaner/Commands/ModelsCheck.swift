// `gleaner models check`: asks each model something small, and says what it can do or what to do about it.

import Foundation
import HTTP
import Models
import Service
import Store
import Workspace

enum ModelsCheckCommand: Command {
  static let spec = CommandSpec(
    ["models", "check"], "Ask each language model a tiny question and say what it can do",
    operands: "[NAME]", operandCount: 0...1, options: [OpenWorkspace.jsonOption],
    details: """
      Asks the question twice, the second time streamed: some hundred tokens, which count against the budget. Says how the \
      model takes the form of an answer (json_schema, json_object, or plain words), whether it streams and counts tokens, \
      how long it takes and what it costs; where it fails, what to do.

      Exits with 1 when none works. --json rows carry name, host, model, ok, format, streaming, usage, latency_ms, cost, \
      code, problem, remedy.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let chosen = try choice(invocation.operands.first, workspace.keyedProviders)
    guard !chosen.isEmpty else {
      workspace.say(OpenWorkspace.withoutModels)
      return .failed
    }
    let trials = try await workspace.withPurse { purse in
      let client = Client(Client.Settings(userAgent: Version.userAgent))
      var trials: [CheckedModel] = []
      for provider in chosen {
        let trial = try await ProviderTrial.run(provider, client: client, purse: purse)
        trials.append(CheckedModel(trial: trial))
      }
      return trials
    }
    try await StandardOutput.write { output in
      for trial in trials {
        if invocation.has("--json") {
          try output.row(trial.row)
        } else {
          for line in trial.lines { try output.line(TerminalText.clean(line)) }
        }
      }
    }
    return trials.contains(where: \.isWell) ? .done : .failed
  }

  private static func choice(
    _ name: String?, _ all: [KeyedProvider]
  ) throws -> [KeyedProvider] {
    guard let name else { return all }
    let chosen = all.filter { $0.provider.name == name }
    guard chosen.isEmpty else { return chosen }
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
