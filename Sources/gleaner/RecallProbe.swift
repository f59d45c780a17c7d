// `gleaner recall --probe`: how much of what is nearest the index finds, asked with passages of memory itself.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Workspace

struct RecallProbe {
  /// Passages asked with: enough for an interval of about two hundredths.
  private static let searches = 100
  /// Neighbours looked for.
  private static let wanted = 10

  private let workspace: OpenWorkspace
  private let asJSON: Bool

  init(_ workspace: OpenWorkspace, asJSON: Bool) {
    self.workspace = workspace
    self.asJSON = asJSON
  }

  /// What was measured.
  private struct Result {
    let vectors: Int
    let isIndexed: Bool
    let searches: Int
    let found: FoundShare?
    /// The median time of one search, in milliseconds.
    let exact: Double?
    let indexed: Double?
  }

  func run(_ invocation: Invocation) async throws {
    guard invocation.operands.isEmpty else {
      throw UsageError("--probe takes no question; it asks with passages of memory")
    }
    let result = try await workspace.withDatabase(measure)
    try await StandardOutput.write { output in
      if asJSON {
        try output.row(row(result))
      } else {
        for line in lines(result) { try output.line(line) }
      }
    }
  }

  private func measure(_ database: Database) async throws -> Result {
    let model = try await workspace.space(in: database)
    let isIndexed = try await database.hasVectorIndex(of: model)
    let sample = try await database.sampleOfPassageVectors(
      model: model, count: Self.searches, seed: 1)
    let progress = Progress("probe", unit: "question", on: workspace.console)
    defer { progress.finish() }
    progress.setTotal(sample.count)
    var found: [Int] = []
    var times: (exact: [Double], indexed: [Double]) = ([], [])
    for (passage, vector) in sample {
      let search = { (throughIndex: Bool) in
        try await database.nearestPassages(
          to: vector, model: model, count: Self.wanted + 1, throughIndex: throughIndex)
      }
      let (exact, time) = try await timed { try await search(false) }
      times.exact.append(time)
      progress.advance(by: 1)
      guard isIndexed else { continue }
      let (indexed, indexTime) = try await timed { try await search(true) }
      times.indexed.append(indexTime)
      // It finds itself either way, which would flatter.
      let nearest = exact.filter { $0 != passage }.prefix(Self.wanted)
      found.append(Set(nearest).intersection(indexed).count + Self.wanted - nearest.count)
    }
    return Result(
      vectors: try await database.passageVectorCount(model: model), isIndexed: isIndexed,
      searches: sample.count, found: FoundShare(found: found, of: Self.wanted),
      exact: median(times.exact), indexed: median(times.indexed))
  }

  private func timed<Value>(
    _ body: () async throws -> Value
  ) async rethrows -> (Value, Double) {
    let start = ContinuousClock.now
    let value = try await body()
    return (value, (ContinuousClock.now - start) / .milliseconds(1))
  }

  private func median(_ times: [Double]) -> Double? {
    times.isEmpty ? nil : times.sorted()[times.count / 2]
  }

  private func lines(_ result: Result) -> [String] {
    let passages = Count.of(result.vectors, "passage")
    guard let exact = result.exact else { return ["no passages are embedded: nothing to measure"] }
    let all = "comparing all \(passages) takes \(Figures.hundredths(exact)) ms"
    guard let found = result.found, let indexed = result.indexed else {
      return [
        "\(all) and misses nothing; there is no index (it is built from "
          + "\(VectorIndex.worthwhile) passages on)"
      ]
    }
    return [
      "the index finds \(Figures.chance(found.share)) of the \(Self.wanted) nearest "
        + "(\(Figures.chance(found.low)) to \(Figures.chance(found.high)), "
        + "\(Count.of(found.searches, "search", plural: "searches")))",
      "a search takes \(Figures.hundredths(indexed)) ms; \(all)",
    ]
  }

  private func row(_ result: Result) -> JSONValue {
    let number = { (value: Double?) -> JSONValue in value.map { .double($0) } ?? .null }
    return [
      "passages": .int(result.vectors), "indexed": .bool(result.isIndexed),
      "searches": .int(result.searches), "recall_at_10": number(result.found?.share),
      "low": number(result.found?.low), "high": number(result.found?.high),
      "index_ms": number(result.indexed), "exact_ms": number(result.exact),
    ]
  }
}
