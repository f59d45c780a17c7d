// `gleaner recall QUERY`: finds passages of one's own by what they mean.

import Embedding
import Foundation
import Memory
import Pipeline
import Service
import Store
import Workspace

enum RecallCommand: Command {
  /// The model reads no more than about a thousand; what is longer is a document and no question.
  private static let longest = 4_000

  static let spec = CommandSpec(
    ["recall"], "Find passages of your notes and likes by what they mean", operands: "QUERY…",
    operandCount: 1...1_000,
    options: [
      OptionSpec("--limit", "N", "at most this many; default 10"), OpenWorkspace.jsonOption,
    ],
    details: """
      The words need not occur: nearness is that of meaning, from 0 to 1. What was remembered and not yet embedded is \
      embedded first.

        gleaner recall why the crust stayed pale
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let query = try query(invocation)
    let limit = try invocation.number("--limit", in: 1...10_000) ?? 10
    let found: [Recollection]? = try await workspace.withDatabase { database in
      let count = try await database.documentCount(.document) + database.documentCount(.like)
      guard count > 0 else { return nil }
      let encoder = try workspace.loadEncoder()
      try await embed(with: encoder, in: database, workspace)
      guard let vector = try await encoder.vectors(of: [query]).first else { return [] }
      return try await database.recollections(
        near: vector, model: workspace.settings.embeddingModel, limit: limit)
    }
    try await StandardOutput.write { output in
      for passage in found ?? [] {
        if invocation.has("--json") {
          try output.row(row(passage, query))
        } else {
          for line in lines(passage, query, workspace) { try output.line(line) }
        }
      }
    }
    if found == nil {
      workspace.say("nothing is remembered yet; 'gleaner remember PATH' reads notes and likes")
    }
    return .done
  }

  private static func query(_ invocation: Invocation) throws -> String {
    let query = invocation.operands.joined(separator: " ")
    guard query.contains(where: { !$0.isWhitespace }) else {
      throw UsageError("the question is empty; usage: gleaner recall QUERY…")
    }
    guard query.count <= longest else {
      throw UsageError("the question has \(query.count) characters, expected at most \(longest)")
    }
    return query
  }

  private static func embed(
    with encoder: TextEncoder, in database: Database, _ workspace: OpenWorkspace
  ) async throws {
    let listener = RunListener(workspace.console)
    defer { listener.finish() }
    _ = try await EmbedStage(
      database: database, model: workspace.settings.embeddingModel, owners: [.passage],
      loadEncoder: { encoder }, observe: { listener.hear($0) }
    ).run()
  }

  /// `0.71  Sourdough – Times  (document, 2026-01-20)`, then the excerpt and the place.
  private static func lines(
    _ passage: Recollection, _ query: String, _ workspace: OpenWorkspace
  ) -> [String] {
    let nearness = Figures.hundredths(passage.similarity)
    let day = Figures.day(
      passage.writtenAt ?? passage.importedAt, in: workspace.settings.timeZone)
    let excerpt = TerminalText.clean(Excerpt.around(query, in: passage.text, limit: 280))
    let place = passage.url ?? (passage.kind == .document ? passage.key : nil)
    return ["\(nearness)  \(TerminalText.clean(passage.title))  (\(passage.kind.rawValue), \(day))"]
      + TextWrap.lines(excerpt, width: 72).map { "      \($0)" }
      + [place.map { "      \(TerminalText.clean($0))" }].compactMap(\.self)
  }

  private static func row(_ passage: Recollection, _ query: String) -> JSONValue {
    [
      "similarity": .double(passage.similarity), "title": .string(passage.title),
      "kind": .string(passage.kind.rawValue), "key": .string(passage.key),
      "url": .text(passage.url), "written_at": .time(passage.writtenAt),
      "imported_at": .time(passage.importedAt),
      "excerpt": .string(Excerpt.around(query, in: passage.text, limit: 280)),
      "text": .string(passage.text),
    ]
  }
}
