// `gleaner profile diff A B`: what changed between two versions, in words and in ranks.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileDiffCommand: Command {
  private static let top = 10

  static let spec = CommandSpec(
    ["profile", "diff"], "Say what changed between two versions of the profile",
    operands: "[A] [B]", operandCount: 0...2,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      Without B, A is compared with the newest version; without both, the newest with the one before it. Both are fitted \
      again from what they knew, and the items of the last thirty days are put in order by each. What is gone for good \
      is missing on both sides: deleted documents, and texts of items that have changed since.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let comparison: ProfileComparison? = try await workspace.withDatabase { database in
      guard let (before, after) = try await versions(invocation.operands, database) else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      guard let found = try await workspace.profileDesk(database).compare(before, after) else {
        workspace.say(
          "of profile \(before.id) or \(after.id) nothing is left that it was learned from")
        return nil
      }
      return found
    }
    guard let comparison else { return .failed }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(ProfileRows.comparison(comparison, top: top))
      } else {
        try output.lines(lines(comparison), for: .output)
      }
    }
    return .done
  }

  private static func versions(
    _ names: [String], _ database: Database
  ) async throws -> (ProfileRow, ProfileRow)? {
    guard let newest = try await database.newestProfile() else { return nil }
    let after =
      names.count > 1 ? try await ProfileOpening.version(names[1], in: database) : newest
    if let first = names.first {
      return (try await ProfileOpening.version(first, in: database), after)
    }
    guard let parent = newest.content.parent, let before = try await database.profile(parent) else {
      throw UsageError("profile \(newest.id) is the first: there is nothing to compare it with")
    }
    return (before, after)
  }

  private static func lines(_ comparison: ProfileComparison) -> [String] {
    let words = comparison.words.isEmpty ? ["nothing that was learned or wished"] : comparison.words
    let moved = comparison.moved(top)
    return [
      "Profile \(comparison.before.id) → \(comparison.after.id): \(comparison.after.content.why)"
    ]
      + words.map { "  \($0)" } + [""]
      + (moved.isEmpty
        ? ["No item of the last thirty days changes its place."]
        : ["places among \(Count.of(comparison.moves.count, "item")) of the last thirty days:"]
          + moved.map(ProfileEffectLines.rankLine))
  }
}
