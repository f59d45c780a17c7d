// `gleaner actions approve`: the person's yes, to one action or to several at once.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsApproveCommand: Command {
  static let spec = CommandSpec(
    ["actions", "approve"], "Say yes to proposed actions", operands: "NUMBER…|all",
    operandCount: 1...ActionScope.most,
    options: ActionScope.options + [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      A yes is bound to the post as it was proposed: if its author changes it before it is sent, you are asked again. What \
      is approved by its number goes with the next 'gleaner actions run', and is a label from which Gleaner learns. 'all' \
      shows how often Gleaner was right and asks back; what is approved so waits for the undo window first, and counts \
      neither as a label nor for a certificate, since you have not looked at each.

      An unknown action (see 'list') that you know did not happen can be approved by its number to be sent again.

      Example: gleaner actions approve 12 14
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let scope = try ActionScope(invocation)
    let workspace = try OpenWorkspace(invocation)
    return try await workspace.withDatabase { database in
      guard var rows = try await scope.proposals(database, workspace) else { return .done }
      if scope.ids == nil {
        rows = leaving(rows, workspace)
        try await tell(rows, database, workspace)
        guard try Confirmation.ask("approve \(Count.of(rows.count, "action"))", scope.isSure)
        else { return .failed }
      }
      let desk = workspace.actionDesk(database)
      return try await ActionsOutput.apply(to: rows, scope, invocation) { row in
        let seen = SeenAction(row)
        return scope.ids == nil
          ? try await desk.approve(withOthers: seen) : try await desk.approve(seen)
      }
    }
  }

  /// Those that may be approved with others; the rest is told.
  private static func leaving(_ rows: [ActionRow], _ workspace: OpenWorkspace) -> [ActionRow] {
    let alone = rows.filter { $0.bar != nil }
    if let bar = alone.first?.bar {
      workspace.say(
        "left for you to approve by number: \(Count.of(alone.count, "action")), as \(bar)")
    }
    return rows.filter { $0.bar == nil }
  }

  /// What is about to be approved, and how far Gleaner was right with such things.
  private static func tell(
    _ rows: [ActionRow], _ database: Database, _ workspace: OpenWorkspace
  ) async throws {
    for row in rows.prefix(20) { workspace.say(ActionWords.line(row, .none)) }
    if rows.count > 20 { workspace.say("… and \(rows.count - 20) more") }
    let thresholds = try await database.thresholds(from: workspace.settings.thresholds)
    for kind in ActionKind.allCases where rows.contains(where: { $0.kind == kind }) {
      let certificate = try await database.certificate(
        kind, keep: thresholds.keep, model: try await workspace.space(in: database))
      workspace.say("\(kind.rawValue): \(certificate.words)")
    }
  }
}

/// How the three words of the person end.
enum ActionsOutput {
  /// Says the word about each row and shows what it did; 1 where one of them did nothing.
  static func apply(
    to rows: [ActionRow], _ scope: ActionScope, _ invocation: Invocation,
    _ word: (ActionRow) async throws -> ActionReceipt
  ) async throws -> ExitCode {
    var isWhole = scope.ids.map { $0.count == rows.count } ?? true
    try await StandardOutput.write { output in
      for row in rows {
        let receipt = try await word(row)
        var (state, isChange) = (row.state, false)
        if case .changed(let next) = receipt { (state, isChange) = (next, true) }
        isWhole = isWhole && isChange
        guard invocation.has("--json") else {
          try output.line(TerminalText.clean(ActionWords.answer(receipt, row)))
          continue
        }
        try output.row([
          "id": .int(Int(row.id)), "state": .string(state.rawValue), "changed": .bool(isChange),
          "note": isChange ? .null : .string(ActionWords.answer(receipt, row)),
        ])
      }
    }
    return isWhole ? .done : .failed
  }
}
