// From rows to candidates: vectors from the cache where it has them, from the model where not. A text that
// occurs twice is embedded once.

import Embedding
import Feed
import Foundation
import Service
import Taste
import Workspace

/// Makes candidates of rows.
struct ItemEmbedder {
  private static let chunk = 1024

  private let encoder: TextEncoder
  private let cacheFolder: String?
  let threads: Int

  init(_ invocation: Invocation) throws {
    threads = try EncoderLoading.threads(invocation)
    cacheFolder = invocation.value("--cache")
    encoder = try EncoderLoading.load(invocation)
  }

  /// The rows as candidates, in their order.
  func candidates(_ rows: [ItemRow]) async throws -> [Candidate] {
    var cache = try cacheFolder.map {
      try VectorCache(folder: $0, model: encoder.name, dimensions: encoder.dimensions)
    }
    var known: [String: Vector] = [:]
    var missing: [String] = []
    for text in Set(rows.map(\.whole)).sorted(by: Self.isBefore) {
      known[text] = cache?[text]
      if known[text] == nil { missing.append(text) }
    }
    for (text, vector) in zip(missing, try await encode(missing)) {
      known[text] = vector
      cache?[text] = vector
    }
    try cache?.save()
    return rows.compactMap { row in
      known[row.whole].map {
        Candidate(id: row.key, title: row.title, text: row.text, vector: $0)
      }
    }
  }

  /// Short texts first: neighbours share a batch, and a long one would make the others wait.
  private static func isBefore(_ a: String, _ b: String) -> Bool {
    (a.utf8.count, a) < (b.utf8.count, b)
  }

  private func encode(_ texts: [String]) async throws -> [Vector] {
    guard !texts.isEmpty else { return [] }
    let progress = Progress(
      "embed", unit: "text",
      on: StandardError(environment: ProcessInfo.processInfo.environment))
    progress.setTotal(texts.count)
    defer { progress.finish() }
    var vectors: [Vector] = []
    for start in stride(from: 0, to: texts.count, by: Self.chunk) {
      let part = texts[start..<min(start + Self.chunk, texts.count)]
      vectors += try await encoder.vectors(of: Array(part))
      progress.advance(by: part.count)
    }
    return vectors
  }
}
