// `gleaner run`: one pass of the pipeline.

import Digest
import Feed
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

      At its end a pass sends what is approved and may go at once, as 'gleaner actions run' does: nothing that you have not
      approved, yourself or by a policy whose undo window is over. --dry-run sends nothing, and writes what would be done
      in your name as the page var/actions.html.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let until = try stage(invocation)
    let sources = try workspace.sources()
    guard !sources.isEmpty else { throw workspace.withoutSources() }
    let settings = workspace.pipeline(sources, try workspace.rules())
    let listener = RunListener(workspace.console)
    defer { listener.finish() }
    let errands = RunErrands(workspace, isFixed: invocation.has("--now"))
    let (report, files, sent, mailed) = try await workspace.withDatabase {
      database -> (RunReport, [String], DispatchReport, [DeliveryEvent]) in
      let client = OpenWorkspace.client
      let run = PipelineRun(
        database: database, client: client, settings: settings, now: workspace.now,
        embedding: workspace.embedding, observe: { listener.hear($0) },
        accounts: workspace.accountLines(database, client))
      if invocation.has("--dry-run") {
        let report = try await run.rehearse(until: until, stop: workspace.actionStop)
        return (report, [], DispatchReport(), [])
      }
      let report = try await run.run(until: until)
      let files = try await workspace.deliverDigests(from: database)
      let mailed =
        until >= .digest ? try await workspace.sendDigests(from: database, client) : []
      let sent = until >= .act ? try await errands.run(database, client) : .init()
      return (report, files, sent, mailed)
    }
    listener.finish()
    try await RunSummary.print(report, sent, mailed, files: files, invocation)
    if let forecast = report.forecast, sources.contains(where: { $0.timeline != nil }) {
      try workspace.write(forecast)
    }
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
