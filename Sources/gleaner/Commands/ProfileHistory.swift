// `gleaner profile history`: the versions of the profile, and why each was built.

import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileHistoryCommand: Command {
  static let spec = CommandSpec(
    ["profile", "history"], "List the versions of the profile, newest first",
    options: [
      OptionSpec("--limit", "N", "at most this many; default 20"),
      OptionSpec("--judge", nil, "the versions of what the language models are told"),
      OpenWorkspace.jsonOption,
    ])

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let limit = try invocation.number("--limit", in: 1...100_000) ?? 20
    if invocation.has("--judge") { return try await JudgeVersions.list(invocation, limit: limit) }
    let workspace = try OpenWorkspace(invocation)
    let profiles: [ProfileRow] = try await workspace.withDatabase { database in
      let profiles = try await database.profiles(limit: limit)
      if profiles.isEmpty { workspace.say(try await ProfileOpening.nothing(database)) }
      return profiles
    }
    try await StandardOutput.write { output in
      for profile in profiles {
        if invocation.has("--json") {
          try output.row(.object(ProfileRows.version(profile)))
        } else {
          let number = String(profile.id)
          let space = String(repeating: " ", count: max(0, 6 - number.count))
          let day = Figures.day(profile.builtAt, in: workspace.settings.timeZone)
          try output.lines(["\(space)\(number)  \(day)  \(profile.content.why)"], for: .output)
        }
      }
    }
    return .done
  }
}
