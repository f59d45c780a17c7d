// `gleaner actions run`: sends what is approved and may go now, takes back what is to be taken back, and finds out about
// what is unclear.

import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsRunCommand: Command {
  static let spec = CommandSpec(
    ["actions", "run"], "Send what is approved, within the limits",
    options: [
      OptionSpec("--account", "NAME", "only on this account"),
      OptionSpec("--wait", "TIME", "go on for so long, as gaps pass: 30m"),
      OptionSpec(
        "--dry-run", nil,
        "send nothing: show what would be sent, when and why, and write it as a page"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      What an earlier run left unclear is read back first, and nothing is ever tried again blindly. Then one call after \
      another goes out on each account, as caps, gaps and quiet hours allow; the rest waits for the next run.

      --dry-run goes the whole way and sends nothing. It turns the clock forward two days, shows what would go when, and \
      what you would be asked about, and writes the page var/actions.html.

      --json rows carry event (sent, read_back, waiting, busy, stopped, signed_out, late; with --dry-run would_send and \
      would_ask) and what belongs to it.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let account = try ActionScope.account(invocation)
    let wait = try invocation.duration("--wait")
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      if invocation.has("--dry-run") {
        return try await rehearse(database, workspace, isJSON: invocation.has("--json"))
      }
      let isFixed = invocation.has("--now")
      let end = wait.map { Date().addingTimeInterval(TimeInterval($0.components.seconds)) }
      let report = try await send(
        database, workspace, on: account, isJSON: invocation.has("--json")
      ) { PlainClock(until: isFixed ? nil : end) { isFixed ? workspace.now : Date() } }
      return try await conclude(report, database, workspace)
    }
  }

  /// Sends, and shows what happens when it happens: whoever stops it in the middle knows how far it came.
  private static func send(
    _ database: Database, _ workspace: OpenWorkspace, on account: AccountName?, isJSON: Bool,
    makeClock: @escaping @Sendable () -> any DispatchClock
  ) async throws -> DispatchReport {
    let (output, words) = (StandardOutput(), DispatchWords(now: workspace.now))
    let client = OpenWorkspace.client
    defer { client.close() }
    let dispatcher = try await workspace.dispatcher(database, client, makeClock: makeClock) {
      event in
      // A reader that went away is no reason to leave things in the middle.
      if isJSON {
        try? output.row(words.row(event))
      } else {
        try? output.line(TerminalText.clean(words.line(event)))
      }
      try? output.flush()
    }
    do {
      return try await dispatcher.run(on: account)
    } catch  where Task.isCancelled {
      workspace.say(stopped)
      throw error
    }
  }

  private static let stopped =
    "stopped between two calls: what was under way is written down, what it left unclear is read back by the next "
    + "'gleaner actions run', and the rest goes with it"

  private static func conclude(
    _ report: DispatchReport, _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    if report.lapsed > 0 {
      workspace.say(
        "\(Count.of(report.lapsed, "call")) of a process that ended: read back before anything is tried again"
      )
    }
    if report.expired > 0 { workspace.say("\(Count.of(report.expired, "action")) expired") }
    if report.events.isEmpty { workspace.say(try await quiet(database)) }
    let isStuck = report.events.contains { event in
      if case .signedOut = event { true } else { false }
    }
    return isStuck ? .failed : .done
  }

  /// What to say when there was nothing to do.
  private static func quiet(_ database: Database) async throws -> String {
    let counts = try await database.actionCounts()
    guard !counts.isEmpty else { return ActionWords.nothing }
    let proposed = counts[.proposed] ?? 0
    return proposed > 0
      ? "nothing is approved; \(Count.of(proposed, "proposal")) \(proposed == 1 ? "waits" : "wait") for your yes: "
        + "'gleaner actions list'"
      : "nothing to do"
  }

  private static func rehearse(
    _ database: Database, _ workspace: OpenWorkspace, isJSON: Bool
  ) async throws -> ExitCode {
    let forecast = try await ActionForecast.make(
      database, try await workspace.dispatch(database), now: workspace.now)
    let words = DispatchWords(now: workspace.now)
    try await StandardOutput.write { output in
      for entry in forecast.entries {
        if isJSON {
          try output.row(words.row(entry))
        } else {
          try output.line(TerminalText.clean(words.line(entry, workspace.settings.timeZone)))
        }
      }
      for row in forecast.questions where isJSON {
        try output.row(
          .object([JSONMember("event", .string("would_ask"))] + ActionListing.members(row)))
      }
    }
    try workspace.write(forecast)
    return .done
  }
}
