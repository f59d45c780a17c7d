// `gleaner profile tune --judge`: what it would cost, the tuning, and whether its result is to be used.

import Foundation
import HTTP
import Models
import Pipeline
import Service
import Store
import Synchronization
import Taste
import Tuning
import Workspace

enum JudgeTune {
  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let calls =
      try invocation.number("--calls", in: 1...JudgeTuning.callsMost) ?? JudgeTuning.callsStandard
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      let client = OpenWorkspace.client
      defer { client.close() }
      let tuning = JudgeTuning(
        database, client: client, settings: try await workspace.pipeline(in: database),
        run: "tune \(UUID().uuidString)",
        now: workspace.now
      ) { workspace.say($0) }
      switch try await tuning.prepare(calls: calls) {
      case .lack(let words):
        workspace.say("Nothing to tune: \(words).")
        if invocation.has("--json") {
          try await StandardOutput.write { try $0.row(["lack": .string(words)]) }
        }
        return .done
      case .ready(let ready):
        return try await go(tuning, ready, invocation, workspace, database)
      }
    }
  }

  private static func go(
    _ tuning: JudgeTuning, _ ready: JudgeTuning.Ready, _ invocation: Invocation,
    _ workspace: OpenWorkspace, _ database: Database
  ) async throws -> ExitCode {
    if let cut = ready.cut { workspace.say("fewer calls than asked for: \(cut)") }
    let cost = ready.cost > 0 ? "about \(Money.text(ready.cost))" : "nothing"
    workspace.say("at most \(ready.plan.calls) calls, which cost \(cost)")
    if invocation.has("--dry-run") {
      try await StandardOutput.write { output in
        if invocation.has("--json") {
          try output.row(JudgeTuningReport.row(ready))
        } else {
          try output.lines(JudgeTuningReport.lines(ready), for: .output)
        }
      }
      return .done
    }
    let outcome = try await ask(tuning, ready, workspace)
    let spent = try await tuning.spent()
    let version = try await tuning.keep(outcome, of: ready, cost: spent)
    let report = JudgeTuningReport(
      outcome: outcome, before: ready.briefing, cost: spent, version: version)
    return try await settle(report, ready, invocation, workspace, database)
  }

  /// With its progress; whoever stops it is told that nothing has changed.
  private static func ask(
    _ tuning: JudgeTuning, _ ready: JudgeTuning.Ready, _ workspace: OpenWorkspace
  ) async throws -> BriefingOutcome {
    let counter = RoundCounter("judge", unit: "call", on: workspace.console)
    let made = Mutex(0)
    defer { counter.finish() }
    do {
      return try await tuning.run(ready) { done, planned in
        try Task.checkCancellation()
        made.withLock { $0 = done }
        counter.tell(done, of: planned)
      }
    } catch let error as CancellationError {
      counter.finish()
      workspace.say("stopped after \(made.withLock { $0 }) calls: nothing was changed")
      throw error
    }
  }

  /// Shows what came of it, and puts it in use where that is wished.
  private static func settle(
    _ report: JudgeTuningReport, _ ready: JudgeTuning.Ready, _ invocation: Invocation,
    _ workspace: OpenWorkspace, _ database: Database
  ) async throws -> ExitCode {
    let isJSON = invocation.has("--json")
    if !isJSON {
      try await StandardOutput.write { try $0.lines(report.lines, for: .output) }
    }
    var inUse = ready.inUse?.id
    var code = report.outcome.halt == nil ? ExitCode.done : .failed
    if report.outcome.accepted != nil, let version = report.version {
      if try ProfileTuneCommand.wants("Use it?", invocation, workspace) {
        if try await database.useBriefing(version, insteadOf: inUse, at: workspace.now) {
          inUse = version
          workspace.say(
            "version \(version) is in use from the next run on; 'gleaner profile rollback --judge' takes it back"
          )
        } else {
          workspace.say("another version is in use meanwhile: nothing was changed")
          code = .failed
        }
      } else {
        workspace.say(
          "nothing was changed; 'gleaner profile rollback --judge \(version)' puts it in use without asking again"
        )
      }
    }
    if isJSON { try await StandardOutput.write { try $0.row(report.row(inUse: inUse)) } }
    return code
  }
}
