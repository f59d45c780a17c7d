// `gleaner profile show`: what Gleaner believes of the person, on the terminal or as a page.

import Digest
import Foundation
import Pipeline
import Service
import Store
import Workspace

enum ProfileShowCommand: Command {
  static let spec = CommandSpec(
    ["profile", "show"], "Show your interests as Gleaner sees them, and how far to believe it",
    operands: "[FILE.html]", operandCount: 0...1,
    options: [
      OptionSpec("--version", "N", "this version instead of the newest"),
      OptionSpec(
        "--html", nil,
        "write a page with a map of the interests; to FILE.html, else to standard output"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      An interest is a group of what you liked, kept and wrote, called by the words that set it apart. Its bar is its \
      part of that evidence. An arrow says that its part of the last thirty days is larger or smaller than before, where \
      chance does not explain it. Its number stays with it from version to version. Of an earlier version, what was kept \
      since is left out.

      The page needs no script and asks no other machine for anything: gleaner profile show --html interests.html
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let isPage = invocation.has("--html")
    guard isPage || invocation.operands.isEmpty else {
      throw UsageError("FILE.html is written with --html: gleaner profile show --html FILE.html")
    }
    let workspace = try OpenWorkspace(invocation)
    let portrait: ProfilePortrait? = try await workspace.withDatabase { database in
      guard let profile = try await profile(invocation, database),
        let portrait = try await workspace.profileDesk(database).portrait(of: profile)
      else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      return portrait
    }
    guard let portrait else { return .failed }
    if isPage { return try await write(portrait, to: ExportFile.named(by: invocation), workspace) }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(ProfileRows.portrait(portrait))
      } else {
        for line in ProfileLines(portrait: portrait, columns: min(100, Terminal.output.columns))
          .lines
        {
          try output.line(line)
        }
      }
    }
    return .done
  }

  private static func profile(
    _ invocation: Invocation, _ database: Database
  ) async throws -> ProfileRow? {
    guard let name = invocation.value("--version") else {
      return try await database.newestProfile()
    }
    return try await ProfileOpening.version(name, in: database)
  }

  private static func write(
    _ portrait: ProfilePortrait, to file: String?, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    let page = ProfilePage.render(portrait)
    if let file {
      try ExportFile.write(page, to: file)
      workspace.say("wrote profile \(portrait.profile.id) to \(file)")
    } else {
      try await StandardOutput.write { output in
        for line in page.split(separator: "\n") { try output.line(String(line)) }
      }
    }
    return .done
  }
}
