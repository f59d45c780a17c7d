// `gleaner profile build`: a new version of the profile now, without a run.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileBuildCommand: Command {
  static let spec = CommandSpec(
    ["profile", "build"], "Build a new version of the profile from all that is known now",
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      A run builds one by itself whenever there is something new to learn from. What was remembered and not yet embedded \
      is embedded first.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let built: ProfileRow? = try await workspace.withDatabase { database in
      try await embed(database, workspace)
      guard let profile = try await workspace.profileDesk(database).build() else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      return profile
    }
    guard let built else { return .failed }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(.object(ProfileRows.version(built)))
      } else {
        try output.line("Built profile \(built.id); 'gleaner profile show' shows it.")
      }
    }
    return .done
  }

  private static func embed(_ database: Database, _ workspace: OpenWorkspace) async throws {
    _ = try await MemoryEmbedding(workspace, database).run()
  }
}
