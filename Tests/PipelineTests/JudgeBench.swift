// A bench with a judge: a model on the loopback that says what it is told, and a rule that leaves stories to it.

import Foundation
import HTTP
import Models
import Pipeline
import Service
import Store
import Taste
import TestSupport

enum JudgeBench {
  static let good =
    #"{"reason":"it says \"rye\" and \"flour\"","verdict":"keep","confidence":83,"topics":["rye bread"]}"#

  /// A completion with this text.
  static func answer(_ text: String) -> Script {
    let value: JSONValue = [
      "model": "tiny-1", "usage": ["prompt_tokens": 1000, "completion_tokens": 50],
      "choices": [
        ["finish_reason": "stop", "message": ["role": "assistant", "content": .string(text)]]
      ],
    ]
    return .answer(200, headers: [("Content-Type", "application/json")], value.jsonText)
  }

  static func order(
    _ server: ScriptedServer, budget: Budget = Budget(perRun: 1, perDay: 1, perMonth: 1),
    key: String? = nil
  ) -> JudgeOrder {
    let provider = ModelProvider(
      name: "a", url: server.url("/v1"), model: "tiny", keyName: key, timeout: .seconds(20),
      price: PriceList(input: 1, output: 2))
    return JudgeOrder([KeyedProvider(provider, environment: [:])], budget: budget)
  }

  /// Gives `body` a bench whose rule leaves the stories about bread to the judge.
  static func with(
    _ script: @escaping @Sendable () -> Script = { answer(good) },
    bread: () -> [(String, String)] = { Bench.bread },
    _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try ScriptedServer { _ in script() }
    defer { server.close() }
    try await Bench.with { bench in
      var condition = RuleCondition()
      condition.terms = ["sourdough"]
      bench.rules = [Rule(name: "bread", when: condition, effect: .judge)]
      try bench.write(Bench.feed(Bench.other + bread()), to: "feeds/one.xml")
      try await bench.rememberBread()
      bench.judge = order(server)
      try await body(&bench, server)
    }
  }
}

extension Bench {
  /// The desk at which one item is judged.
  var judgeDesk: JudgeDesk {
    JudgeDesk(
      database: database, client: Client(Client.Settings(userAgent: "Gleaner/test")),
      settings: settings, now: now)
  }

  /// The story with this title.
  func story(_ title: String) async throws -> DecidedItem? {
    try await database.items(ItemQuery()).first { $0.title == title }
  }
}
