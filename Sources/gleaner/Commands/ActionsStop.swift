// `gleaner actions stop` and `resume`: the kill switch.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ActionsStopCommand: Command {
  static let spec = CommandSpec(
    ["actions", "stop"], "Hold back everything that would be sent",
    options: [
      OptionSpec("--account", "NAME", "only what would be sent from this account"),
      OptionSpec("--why", "TEXT", "for your own record"), OpenWorkspace.nowOption,
      OpenWorkspace.jsonOption,
    ],
    details: """
      Holds from the next call on, in every process on this database: a call that is under way is not cut off. Without \
      --account it also leaves the file var/actions.stop, which holds without a database; making that file by hand is a stop \
      too. What you take back yourself ('undo') still goes. 'gleaner actions resume' lifts it.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let account = try ActionScope.account(invocation)
    let workspace = try OpenWorkspace(invocation)
    let why = invocation.value("--why") ?? ActionDesk.noReason
    // The file first: it holds without a database.
    if account == nil { try ActionSwitch(workspace.location).set(why) }
    let stop = ActionStop(account: account, isPersons: true, why: why, at: workspace.now)
    let isNew = try await workspace.withDatabase {
      try await workspace.actionDesk($0).stop(account, why: why)
    }
    try await StandardOutput.write { output in
      guard !invocation.has("--json") else { return try output.row(ActionListing.stop(stop)) }
      let whose = account.map { " from \($0)" } ?? ""
      try output.line(
        isNew
          ? "Nothing is sent\(whose) until 'gleaner actions resume'."
          : "It was stopped already; nothing is sent\(whose).")
    }
    return .done
  }
}

enum ActionsResumeCommand: Command {
  static let spec = CommandSpec(
    ["actions", "resume"], "Lift what holds actions back",
    options: [
      OptionSpec("--account", "NAME", "only the stops of this account"), OpenWorkspace.nowOption,
      OpenWorkspace.jsonOption,
    ],
    details: """
      Lifts your own stops and those that Gleaner made because a network said no: a sign-in that has ended, something that \
      the account may not do, refusal after refusal. What was approved meanwhile and has not expired is sent by the next \
      'gleaner actions run', within the limits.

      --json rows, one for each stop that was lifted, carry account, kind, by, why, since.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let account = try ActionScope.account(invocation)
    let workspace = try OpenWorkspace(invocation)
    let (lifted, hadFile) = try await workspace.withDatabase {
      try await workspace.actionDesk($0).resume(account)
    }
    try await StandardOutput.write { output in
      for stop in lifted {
        if invocation.has("--json") {
          try output.row(ActionListing.stop(stop))
        } else {
          try output.line(TerminalText.clean("lifted: \(ActionWords.told(stop))"))
        }
      }
    }
    if lifted.isEmpty {
      workspace.say(hadFile ? "lifted: the file var/actions.stop" : "nothing was stopped")
    }
    return .done
  }
}
