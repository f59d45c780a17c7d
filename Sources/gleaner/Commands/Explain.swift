// `gleaner explain ITEM`: why an item was decided so, with everything that spoke for it and against it.

import Foundation
import Service
import Store
import Workspace

enum ExplainCommand: Command {
  static let spec = CommandSpec(
    ["explain"], "Say why an item was decided so", operands: "ITEM", operandCount: 1...1,
    options: [OpenWorkspace.jsonOption],
    details: """
      ITEM is a number from 'gleaner items', or the item's address.

      The shares are in log-odds: they add up to the score, and 0.7 about doubles the odds.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let wanted = invocation.operands[0]
    let found: (DecidedItem, [String])? = try await workspace.withDatabase { database in
      guard let item = try await ItemLookup.find(wanted, in: database) else { return nil }
      return (item, try await database.alsoIn([item.id])[item.id] ?? [])
    }
    guard let (item, alsoIn) = found else {
      workspace.say("no item '\(wanted)'; 'gleaner items' lists them with their numbers")
      return .failed
    }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(ItemListing.whole(item, alsoIn: alsoIn))
      } else {
        for line in Explanation.lines(item, alsoIn: alsoIn, zone: workspace.settings.timeZone) {
          try output.line(TerminalText.clean(line))
        }
      }
    }
    return .done
  }
}
