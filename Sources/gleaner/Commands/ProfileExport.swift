// `gleaner profile export`: what the person and tuning changed, as a file.

import Foundation
import Service
import Store
import Taste
import Workspace

enum ProfileExportCommand: Command {
  static let spec = CommandSpec(
    ["profile", "export"], "Write settings, wishes and interests of the profile as JSON",
    operands: "[FILE.json]", operandCount: 0...1,
    options: [
      OptionSpec("--version", "N", "this version instead of the newest"),
      OptionSpec("--json", nil, "changes nothing: the output is always JSON"),
    ],
    details: """
      Writes to standard output, or to a FILE that does not exist yet. The file holds your wishes and what tuning set; \
      of your texts it holds the titles that stand for interests.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let file: ProfileFile? = try await workspace.withDatabase { database in
      let named = invocation.value("--version")
      let profile =
        if let named { try await ProfileOpening.version(named, in: database) } else {
          try await database.newestProfile()
        }
      guard let profile else {
        workspace.say(try await ProfileOpening.nothing(database))
        return nil
      }
      let interests = try await database.interests(of: profile.id)
      return ProfileFile(
        profile, WishBook(profile.wishes, on: interests, model: profile.model))
    }
    guard let file else { return .failed }
    let text = try file.text
    if let path = ExportFile.named(by: invocation) {
      try ExportFile.write(text, to: path)
      workspace.say("wrote profile \(file.profile) to \(path)")
    } else {
      try await StandardOutput.write { output in
        for line in text.split(separator: "\n") { try output.line(String(line)) }
      }
    }
    return .done
  }
}
