// `gleaner profile tune`: changes that would have decided better, each only if it is certain to; adopted by the person.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Tuning
import Workspace

enum ProfileTuneCommand: Command {
  static let spec = CommandSpec(
    ["profile", "tune"], "Propose changes that would have decided better, by replaying the past",
    options: [
      OptionSpec("--apply", nil, "adopt what is proposed, as a new version of the profile"),
      OptionSpec("--judge", nil, "tune what the language models are told instead; this asks them"),
      OptionSpec(
        "--calls", "N",
        "with --judge: ask at most this often; default \(JudgeTuning.callsStandard)"),
      OptionSpec("--dry-run", nil, "with --judge: say what would be asked and what it costs"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      It tries other thresholds, other weights for kinds of evidence, another half-life, another expected share, and \
      mutes of interests that you always turn down, on the last 10,000 decisions and all answers of your reviews. One half \
      of the answers chooses, the other judges; a change is proposed only if it is certain (98 % over all that was \
      tried) to decide better, and if nothing else gets worse beyond its interval.

      --judge looks for better examples and better advice for the judge, on items that you answered: one part to learn \
      from, one to choose by, and one that only says whether the chosen briefing is better than the one in use. What it \
      costs is said before the first call, and the budget holds.

      On a terminal it asks before it adopts anything; elsewhere it only proposes, unless --apply is given. 'gleaner \
      profile rollback' takes it back.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    if invocation.has("--judge") { return try await JudgeTune.run(invocation) }
    for option in ["--calls", "--dry-run"] where invocation.has(option) {
      throw UsageError("\(option) goes with --judge")
    }
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      switch try await look(workspace, database) {
      case .lack(let words):
        workspace.say("Nothing to propose: \(words).")
        if invocation.has("--json") {
          try await StandardOutput.write {
            try $0.row(["lack": .string(words), "proposals": [], "adopted": nil])
          }
        }
        return .done
      case .found(let report):
        return try await settle(report, invocation, workspace, database)
      }
    }
  }

  private static func look(
    _ workspace: OpenWorkspace, _ database: Database
  ) async throws -> TuningSession.Result {
    let settings = workspace.settings
    let counter = RoundCounter("replay", unit: "change", on: workspace.console)
    defer { counter.finish() }
    let session = TuningSession(
      database: database, model: try await workspace.space(in: database),
      thresholds: settings.thresholds,
      prior: settings.prior, zone: settings.timeZone, now: workspace.now)
    return try await session.look { done, total in
      try Task.checkCancellation()
      counter.tell(done, of: total)
    }
  }

  /// Shows the proposals, and adopts them where that is wished.
  private static func settle(
    _ report: TuningReport, _ invocation: Invocation, _ workspace: OpenWorkspace,
    _ database: Database
  ) async throws -> ExitCode {
    let isJSON = invocation.has("--json")
    if !isJSON {
      try await StandardOutput.write { output in
        try output.lines(report.lines, for: .output)
      }
    }
    var adopted: Int64?
    if !report.outcome.proposals.isEmpty,
      try wants("Adopt all of it?", invocation, workspace)
    {
      adopted = try await adopt(report, workspace, database)
      if adopted == nil {
        workspace.say("the profile has changed meanwhile: nothing was adopted; run it again")
        return .failed
      }
    }
    if isJSON {
      try await StandardOutput.write { try $0.row(report.row(adopted: adopted)) }
    } else if let adopted {
      workspace.say(
        "adopted as profile \(adopted); the next run decides by it, 'gleaner profile rollback \(report.profile)' takes it back"
      )
    } else if !report.outcome.proposals.isEmpty {
      workspace.say("nothing was changed; 'gleaner profile tune --apply' adopts it")
    }
    return .done
  }

  /// Whether something is to be adopted: as the command line says, else as the person says who sits there.
  static func wants(
    _ question: String, _ invocation: Invocation, _ workspace: OpenWorkspace
  ) throws -> Bool {
    if invocation.has("--apply") { return true }
    let environment = ProcessInfo.processInfo.environment
    let sits = [Int32(0), 1].allSatisfy {
      Terminal(descriptor: $0, environment: environment).isInteractive
    }
    guard sits, !invocation.has("--json") else { return false }
    workspace.say("\(question) y/N")
    var reader = LineReader()
    let answer = try reader.next().map { String(decoding: $0, as: UTF8.self) } ?? ""
    return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
  }

  /// The number of the new version; nil where the profile is another than the one that was replayed.
  private static func adopt(
    _ report: TuningReport, _ workspace: OpenWorkspace, _ database: Database
  ) async throws -> Int64? {
    guard let newest = try await database.newestProfile(), newest.id == report.profile else {
      return nil
    }
    let state = report.outcome.state
    let effect = try await workspace.profileDesk(database).take(
      state.settings, state.wishes, why: report.why)
    return effect?.after.id
  }
}
