// `gleaner profile rollback`: the settings and wishes of an earlier version, as a new one.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileRollbackCommand: Command {
  static let spec = CommandSpec(
    ["profile", "rollback"], "Go back to the settings and wishes of an earlier version",
    operands: "[VERSION]", operandCount: 0...1,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      Without VERSION that is the version before the newest. What you liked, wrote and answered since stays: only what \
      you or tuning changed is taken back, by a new version, so that a rollback can be rolled back too.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
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
    if let name { return try await ProfileOpening.version(name, in: database) }
    guard let parent = newest.content.parent, let profile = try await database.profile(parent)
    else {
      throw UsageError("profile \(newest.id) is the first: there is nothing to go back to")
    }
    return profile
  }
}
