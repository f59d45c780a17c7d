// `gleaner actions list`: the ledger.

import Feed
import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ActionsListCommand: Command {
  static let spec = CommandSpec(
    ["actions", "list"], "List what is proposed, approved and done in your name",
    options: [
      OptionSpec(
        "--state", "LIST", "only these; without it, all that is open, and nothing that is over"),
      OptionSpec("--account", "NAME", "only those of this account"),
      OptionSpec("--kind", "LIST", "only these: like, repost, bookmark"),
      OptionSpec("--limit", "N", "at most this many, the newest; default 50"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      States: proposed (waits for your yes), approved (waits for its time), sending, done, failed (the network said no), \
      unknown (may have happened: it is read back), rejected, expired, undoing, undone.

      Example: gleaner actions list --state done,undone --limit 10

      --json rows carry id, account, network, kind, state, target, item, title, url, author, probability, because (why \
      the item was kept), reason (why it is asked about, or done without asking), approved_by (policy, person, bulk), \
      proposed_at, decided_at, not_before, expires_at, settled_at, attempts, remote, by_hand, \
      note.
      """)

  static let open = Set(ActionState.allCases.filter { !$0.isFinal && $0 != .done })

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    var query = ActionQuery()
    query.states = Set(try invocation.choices("--state", of: ActionState.self) ?? Array(open))
    query.account = try ActionScope.account(invocation)
    query.kinds = Set(try invocation.choices("--kind", of: ActionKind.self) ?? [])
    query.limit = try invocation.number("--limit", in: 1...1_000_000) ?? query.limit
    let workspace = try OpenWorkspace(invocation)
    let wanted = query
    let (rows, counts, stops) = try await workspace.withDatabase { database in
      (
        try await database.actions(wanted), try await database.actionCounts(),
        try await workspace.actionDesk(database).stops()
      )
    }
    try await StandardOutput.write { output in
      for row in rows {
        if invocation.has("--json") {
          try output.row(ActionListing.row(row))
        } else {
          try output.line(TerminalText.clean(ActionWords.line(row, Terminal.output)))
        }
      }
    }
    for stop in stops { workspace.say(ActionWords.told(stop)) }
    workspace.say(closing(rows, counts))
    return .done
  }

  private static func closing(_ rows: [ActionRow], _ counts: [ActionState: Int]) -> String {
    guard !counts.isEmpty else { return ActionWords.nothing }
    let parts = ActionState.allCases.compactMap { state in
      counts[state].map { "\($0) \(state.rawValue)" }
    }
    let all = "in all: \(parts.joined(separator: ", "))"
    return rows.isEmpty ? "nothing matches; \(all)" : all
  }
}
