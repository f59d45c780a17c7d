// What `gleaner models check` says of one model.

import Models
import Service

/// A trial in words and as a row.
struct CheckedModel: Sendable {
  let trial: ProviderTrial

  var isWell: Bool { trial.failure == nil }

  var lines: [String] {
    let provider = trial.provider
    let place = "\(provider.name) (\(provider.model) at \(provider.host))"
    guard let failure = trial.failure else {
      return ["ok      \(place): \(abilities)", "        \(figures)"]
    }
    return ["failed  \(place): \(failure.message)"] + (remedy.map { ["        → \($0)"] } ?? [])
  }

  private var abilities: String {
    let form =
      switch trial.format {
      case .schema?: "json_schema"
      case .object?: "json_object; answers are checked against the schema here"
      case .plain?, nil: "plain; the schema is told in words, and answers are checked here"
      }
    let stream = trial.streams ? "streaming" : "no streaming"
    let usage = trial.counts ? "counts tokens" : "counts no tokens, so the highest cost is charged"
    return "\(stream), \(usage), \(form)"
  }

  private var figures: String {
    let cost = trial.cost > 0 ? Money.text(trial.cost) : "nothing"
    return "\(milliseconds) ms for an answer, \(cost) for both"
  }

  private var milliseconds: Int {
    let (seconds, parts) = trial.latency.components
    return Int(seconds) * 1_000 + Int(parts / 1_000_000_000_000_000)
  }

  private var remedy: String? { trial.failure.flatMap { Self.remedy($0.code) } }

  /// What to do, where the message itself does not say.
  static func remedy(_ code: ModelError.Code) -> String? {
    switch code {
    case .connection: "see whether it runs and the network is there, and whether 'url' is right"
    case .throttled, .server: "try later; a second model in gleaner.yaml helps meanwhile"
    case .payment: "buy credit there, or put another model before it"
    case .shape, .cut: "choose a model that is better at JSON"
    case .request: "see whether 'model' is one for chat"
    case .notJSON: "'url' has to end where /chat/completions begins, often in /v1"
    case .budget: "raise 'budget' in gleaner.yaml"
    default: nil
    }
  }

  var row: JSONValue {
    let provider = trial.provider
    return [
      "name": .string(provider.name), "kind": "chat", "host": .string(provider.host),
      "model": .string(provider.model), "ok": .bool(isWell),
      "format": .text(trial.format?.rawValue), "streaming": .bool(trial.streams),
      "usage": .bool(trial.counts), "latency_ms": isWell ? .int(milliseconds) : .null,
      "cost": .double(trial.cost), "code": .text(trial.failure?.code.rawValue),
      "problem": .text(trial.failure?.message), "remedy": .text(remedy),
    ]
  }
}
