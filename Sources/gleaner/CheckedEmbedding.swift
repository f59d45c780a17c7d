// What `gleaner models check` says of an embedding model elsewhere.

import Models
import Service

/// A trial in words and as a row.
struct CheckedEmbedding: Sendable {
  let trial: EmbeddingTrial

  var isWell: Bool { trial.failure == nil }

  var lines: [String] {
    let model = trial.model
    let place = "\(model.provider.name) (\(model.space) at \(model.provider.host))"
    guard let failure = trial.failure else {
      return [
        "ok      \(place): embeddings of \(model.dimensions) numbers, up to \(trial.batch) texts at once",
        "        \(milliseconds) ms, cost \(Money.text(trial.cost))",
      ]
    }
    return ["failed  \(place): \(failure.message)"] + (remedy.map { ["        → \($0)"] } ?? [])
  }

  private var milliseconds: Int {
    let (seconds, parts) = trial.latency.components
    return Int(seconds) * 1_000 + Int(parts / 1_000_000_000_000_000)
  }

  private var remedy: String? {
    switch trial.failure?.code {
    case .request: "see whether 'model' in 'embedding' is one for embeddings"
    case .notJSON: "'url' has to end where /embeddings begins, often in /v1"
    case .shape: "choose another embedding model or provider"
    case let code?: CheckedModel.remedy(code)
    case nil: nil
    }
  }

  var row: JSONValue {
    let model = trial.model
    return [
      "name": .string(model.provider.name), "kind": "embedding",
      "host": .string(model.provider.host), "model": .string(model.provider.model),
      "space": .string(model.space), "ok": .bool(isWell), "dimensions": .int(model.dimensions),
      "batch": .int(trial.batch), "latency_ms": isWell ? .int(milliseconds) : .null,
      "cost": .double(trial.cost), "code": .text(trial.failure?.code.rawValue),
      "problem": .text(trial.failure?.message), "remedy": .text(remedy),
    ]
  }
}
