// `gleaner profile rollback`: the settings and wishes of an earlier version, as a new one.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileRollbackCommand: Command {
  /// Versions that are looked through for one with other settings.
  private static let lookedBack = 1_000

  static let spec = CommandSpec(
    ["profile", "rollback"], "Go back to the settings and wishes of an earlier version",
    operands: "[VERSION]", operandCount: 0...1,
    options: [
      OptionSpec("--judge", nil, "go to another version of what the language models are told"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Without VERSION that is the version before the newest, where that had others. What you liked, wrote and answered since stays: only what \
      you or tuning changed is taken back, by a new version, so that a rollback can be rolled back too.

      --judge puts another briefing of the judge in use: the one before, or VERSION of 'gleaner profile history --judge'; 0 \
      is the one that comes with Gleaner.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    if invocation.has("--judge") { return try await JudgeVersions.goBack(invocation) }
    let workspace = try OpenWorkspace(invocation)
    let effect: ProfileEffect? = try await workspace.withDatabase { database in
      guard let newest = try await database.newestProfile() else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      let earlier = try await earlier(than: newest, invocation.operands.first, database)
      return try await workspace.profileDesk(database).rollBack(to: earlier)
    }
    guard let effect else { return .failed }
    try await ProfileEffectOutput.write(effect, isJSON: invocation.has("--json"))
    return .done
  }

  private static func earlier(
    than newest: ProfileRow, _ name: String?, _ database: Database
  ) async throws -> ProfileRow {
    if let name {
      let version = try await ProfileOpening.version(name, in: database)
      guard version.wantsSame(as: newest) else { return version }
      throw UsageError(
        "profile \(version.id) has the settings and wishes that hold now: there is nothing to take back"
      )
    }
    guard let parent = newest.content.parent, let profile = try await database.profile(parent)
    else {
      throw UsageError("profile \(newest.id) is the first: there is nothing to go back to")
    }
    guard profile.wantsSame(as: newest) else { return profile }
    let other = try await database.profiles(limit: lookedBack).first { !$0.wantsSame(as: newest) }
    throw UsageError(
      "profile \(newest.id) came of what was learned (\(newest.content.why)), which no rollback takes back: "
        + "profile \(parent) has the same settings and wishes; "
        + (other.map { "the last with others is 'gleaner profile rollback \($0.id)'" }
          ?? "no version has others"))
  }
}
