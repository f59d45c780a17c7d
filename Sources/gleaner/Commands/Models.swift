// `gleaner models`: who may be asked, in which order, and whether their keys are there. Nobody is asked.

import Foundation
import Models
import Service
import Workspace

enum ModelsCommand: Command {
  static let spec = CommandSpec(
    ["models"], "List the language models that may be asked, in their order",
    options: [OpenWorkspace.jsonOption],
    details: """
      The models of 'models' in gleaner.yaml. Prices are for a million tokens, read and written. Of a key it says whether \
      it is there, and never what it is.

      --json rows carry name, kind (chat or embedding), host, model, price {"input", "output"} or null, per_minute, key (the variable), \
      key_present, problem.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let providers = workspace.keyedProviders
    try await StandardOutput.write { output in
      for provider in providers {
        if invocation.has("--json") {
          try output.row(row(provider))
        } else {
          try output.line(TerminalText.clean(line(provider)))
        }
      }
    }
    if case .remote(let model) = workspace.settings.embedding, let keyed = workspace.keyedEmbedding
    {
      try await list(model, keyed, invocation)
    }
    if providers.isEmpty { workspace.say(OpenWorkspace.withoutModels) }
    return .done
  }

  /// Who makes the vectors, after those who are asked for opinions.
  private static func list(
    _ model: EmbeddingModel, _ keyed: KeyedProvider, _ invocation: Invocation
  ) async throws {
    try await StandardOutput.write { output in
      guard invocation.has("--json") else {
        try output.line(
          TerminalText.clean("embeddings: \(line(keyed)), \(model.dimensions) numbers"))
        return
      }
      guard case .object(let members) = row(keyed, kind: "embedding") else { return }
      try output.row(
        .object(
          members + [
            JSONMember("space", .string(model.space)),
            JSONMember("dimensions", .int(model.dimensions)),
          ]))
    }
  }

  private static func line(_ keyed: KeyedProvider) -> String {
    let provider = keyed.provider
    let price = provider.price.map { "\($0.input) and \($0.output) a million tokens" } ?? "free"
    let key =
      switch keyed.key {
      case .unneeded: "no key"
      case .present: "key \(provider.keyName ?? "") present"
      case .missing(let why): "key missing: \(why)"
      }
    return "\(provider.name): \(provider.model) at \(provider.host), \(price), \(key)"
  }

  private static func row(_ keyed: KeyedProvider, kind: String = "chat") -> JSONValue {
    let provider = keyed.provider
    var (isPresent, problem) = (false, String?.none)
    if case .present = keyed.key { isPresent = true }
    if case .missing(let why) = keyed.key { problem = why }
    return [
      "name": .string(provider.name), "kind": .string(kind), "host": .string(provider.host),
      "model": .string(provider.model),
      "price": .optional(provider.price) {
        ["input": .double($0.input), "output": .double($0.output)]
      },
      "per_minute": .optional(provider.perMinute, JSONValue.int),
      "key": .text(provider.keyName), "key_present": .bool(isPresent), "problem": .text(problem),
    ]
  }
}

extension OpenWorkspace {
  /// What there is to say where no model is configured.
  static let withoutModels =
    "no model is configured, and none is needed: borderline items wait for your review; "
    + "'models' in gleaner.yaml names some"

  /// The models of the settings with their keys.
  var keyedProviders: [KeyedProvider] {
    let environment = ProcessInfo.processInfo.environment
    return settings.models.map { KeyedProvider($0, environment: environment) }
  }
}
