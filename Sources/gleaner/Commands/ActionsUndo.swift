// `gleaner actions undo`: what was done is taken back, and stays so.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsUndoCommand: Command {
  static let spec = CommandSpec(
    ["actions", "undo"], "Take back what was done", operands: "NUMBER…|all",
    operandCount: 1...ActionScope.most,
    options: ActionScope.options + [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      The next 'gleaner actions run' takes it back on the network, at any hour and through any stop of yours; a label that \
      came of your yes is withdrawn at once. What is undone never comes back. What you had done yourself, \
      before Gleaner came to it, is left to you. For what is not sent yet, see \
      'gleaner actions reject'.

      Example: gleaner actions undo 12
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let scope = try ActionScope(invocation)
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      let rows = try await scope.rows(database, in: [.done]) { id in
        workspace.say("no action \(id); 'gleaner actions list' shows them with their numbers")
      }.filter { scope.ids != nil || !$0.isByHand }
      if scope.ids == nil {
        guard !rows.isEmpty else {
          workspace.say("nothing is done that could be taken back")
          return .done
        }
        guard try Confirmation.ask("take back \(Count.of(rows.count, "action"))", scope.isSure)
        else { return .failed }
      }
      let desk = workspace.actionDesk(database)
      return try await ActionsOutput.apply(to: rows, scope, invocation) { row in
        try await desk.undo(row.id)
      }
    }
  }
}
