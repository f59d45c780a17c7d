// `gleaner run`: one pass of the pipeline.

import Digest
import Foundation
import HTTP
import Pipeline
import Service
import Store
import Workspace

enum RunCommand: Command {
  static let spec = CommandSpec(
    ["run"], "Pull, embed, score, decide and write a digest: one pass",
    options: [
      OptionSpec(
        "--until", "STAGE",
        "stop after it: \(PipelineStage.allCases.map(\.rawValue).joined(separator: ", "))"),
      OptionSpec("--dry-run", nil, "do everything and keep nothing: show what would come out"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      What is unchanged since the last pass costs nothing: no parse, no embedding, no write. Ctrl-C stops
      cleanly, and the next pass goes on where this one stopped.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let until = try stage(invocation)
    let sources = try workspace.sources()
    guard !sources.isEmpty else { throw workspace.withoutSources() }
    let settings = workspace.pipeline(sources, try workspace.rules())
    let listener = RunListener(workspace.console)
    defer { listener.finish() }
    let (report, files) = try await workspace.withDatabase {
      database -> (RunReport, [String]) in
      let client = Client(Client.Settings(userAgent: Version.userAgent))
      let run = PipelineRun(
        database: database, client: client, settings: settings, now: workspace.now,
        embedding: workspace.embedding, observe: { listener.hear($0) },
        accounts: workspace.accountLines(database, client))
      if invocation.has("--dry-run") { return (try await run.rehearse(until: until), []) }
      let report = try await run.run(until: until)
      return (report, try await workspace.deliverDigests(from: database))
    }
    listener.finish()
    try await RunSummary.print(report, files: files, invocation)
    return .done
  }

  private static func stage(_ invocation: Invocation) throws -> PipelineStage {
    guard let word = invocation.value("--until") else { return .digest }
    guard let stage = PipelineStage(rawValue: word) else {
      let all = PipelineStage.allCases.map(\.rawValue)
      throw UsageError(
        "--until takes one of \(all.joined(separator: ", ")), not '\(word)'"
          + Nearest.hint(word, among: all))
    }
    return stage
  }
}
