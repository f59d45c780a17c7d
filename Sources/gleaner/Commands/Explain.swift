// `gleaner explain ITEM`: why an item was decided so, with everything that spoke for it and against it.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ExplainCommand: Command {
  static let spec = CommandSpec(
    ["explain"], "Say why an item was decided so", operands: "ITEM", operandCount: 1...1,
    options: [OpenWorkspace.jsonOption],
    details: """
      ITEM is a number from 'gleaner items', or the item's address.

      The shares are in log-odds (0.7 doubles the odds) and say how much more an example moves this item than an \
      ordinary one; they add up to the score exactly. The per cent are of all that speaks for it, or against it. What \
      would change it is computed from the same sum, all else being equal. Shown is the decision as it was made; of what \
      was clearly skipped the reasons are found again from the profile that decided.

      --json adds to the members of 'gleaner items': "for" and "against" [{"id", "title", "evidence", "date", "share", \
      "percent", "close", "author", "origins", "count", "words", "probability_without"}]; "base" + all shares + "rest" (boosts included) = \
      "log_odds"; "rules" [{"name", "effect", "by"}]; "would_change" [{"what", "probability", "decision"}], the \
      nearest threshold first, with its "distance" in log-odds.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let wanted = invocation.operands[0]
    let zone = workspace.settings.timeZone
    let found: DecisionStory? = try await workspace.withDatabase { database in
      guard let item = try await ItemLookup.find(wanted, in: database) else { return nil }
      return try await Hindsight(database: database, now: workspace.now).story(of: item, zone: zone)
    }
    guard let story = found else {
      workspace.say("no item '\(wanted)'; 'gleaner items' lists them with their numbers")
      return .failed
    }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(
          ItemListing.whole(
            story.item, alsoIn: story.alsoIn, likes: story.likes, post: story.context))
      } else {
        try output.lines(story.lines, for: .output)
      }
    }
    return .done
  }
}
