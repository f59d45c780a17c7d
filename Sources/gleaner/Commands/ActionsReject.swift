// `gleaner actions reject`: the person's no. It holds for ever.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsRejectCommand: Command {
  static let spec = CommandSpec(
    ["actions", "reject"], "Say no to actions that are not sent yet", operands: "NUMBER…|all",
    operandCount: 1...ActionScope.most,
    options: ActionScope.options + [
      OptionSpec("--reason", "TEXT", "why, for your own record"), OpenWorkspace.nowOption,
      OpenWorkspace.jsonOption,
    ],
    details: """
      Takes back an approval too, as long as it is not sent. What is rejected never comes back. 'all' are all that are \
      proposed; with --account only those of one account.

      Example: gleaner actions reject 13 --reason "not as a repost"
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let scope = try ActionScope(invocation)
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      guard let rows = try await scope.proposals(database, workspace) else { return .done }
      if scope.ids == nil {
        guard
          try Confirmation.ask("reject \(Count.of(rows.count, "action")) for ever", scope.isSure)
        else { return .failed }
      }
      let desk = workspace.actionDesk(database)
      return try await ActionsOutput.apply(to: rows, scope, invocation) { row in
        try await desk.reject(row.id, reason: invocation.value("--reason"))
      }
    }
  }
}
