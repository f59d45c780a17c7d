// `gleaner actions why`: the whole story of one action, and the certificate.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsWhyCommand: Command {
  static let spec = CommandSpec(
    ["actions", "why"], "Say why an action is proposed or done, and what happened to it",
    operands: "[NUMBER]", operandCount: 0...1,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      Without NUMBER it shows, for each kind of action, in how many of your own decisions acting would have been right: the \
      certificate without which nothing happens by itself. Counted are your answers to items that the score would have kept, \
      by what it had said before the answer, and actions that you approved one by one, rejected or took back; a repost is \
      certified by decisions about reposts alone. Enough is a lower bound of 95 % at 90 % confidence: 45 without a fault.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let id = try invocation.operands.first.map { word in
      guard let id = Int64(word) else {
        throw UsageError(
          "'\(TerminalText.excerpt(word, limit: 60))' is no number of an action; "
            + "'gleaner actions list' shows them")
      }
      return id
    }
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      let keep = try await database.thresholds(from: workspace.settings.thresholds).keep
      let model = try await workspace.space(in: database)
      guard let id else {
        try await certificates(database, keep: keep, model: model, invocation)
        return .done
      }
      let story = try await ActionStory.load(
        id, database, rules: workspace.settings.actions, keep: keep, model: model)
      guard let story else {
        workspace.say("no action \(id); 'gleaner actions list' shows them with their numbers")
        return .failed
      }
      try await StandardOutput.write { output in
        if invocation.has("--json") { return try output.row(story.json) }
        try output.lines(story.lines(now: workspace.now), for: .output)
      }
      return .done
    }
  }

  private static func certificates(
    _ database: Database, keep: Double, model: String, _ invocation: Invocation
  ) async throws {
    try await StandardOutput.write { output in
      for kind in ActionKind.allCases {
        let certificate = try await database.certificate(kind, keep: keep, model: model)
        guard invocation.has("--json") else {
          try output.lines(["\(kind.rawValue): \(certificate.words)."], for: .output)
          continue
        }
        try output.row([
          "kind": .string(kind.rawValue), "certificate": ActionListing.certificate(certificate),
        ])
      }
    }
  }
}
