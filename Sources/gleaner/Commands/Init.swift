// `gleaner init [DIR]`: writes the starter files, never over one that exists.

import Foundation
import Service
import Workspace

enum InitCommand: Command {
  static let spec = CommandSpec(
    ["init"], "Make a workspace: settings, feeds, rules", operands: "[DIR]", operandCount: 0...1,
    options: [OptionSpec("--json", nil, "print one JSON row for each file")],
    details: """
      Writes gleaner.yaml, feeds/feeds.yaml, rules/rules.yaml and .gitignore into DIR (here, if none is named). \
      Every key is explained in them. A file that exists is kept as it is.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let current = FileManager.default.currentDirectoryPath
    let directory = invocation.operands.first ?? invocation.value("--dir") ?? "."
    let location = WorkspaceLocation(root: directory, relativeTo: current)
    let outcomes = try Starter.write(to: location.root)
    try await StandardOutput.write { output in
      for outcome in outcomes {
        if invocation.has("--json") {
          try output.row(["file": .string(outcome.path), "new": .bool(outcome.isNew)])
        } else {
          try output.line("\(outcome.isNew ? "wrote" : "kept ") \(outcome.path)")
        }
      }
      guard !invocation.has("--json") else { return }
      try output.line("The workspace is \(TerminalText.clean(location.root)).")
      try output.line("Next: 'gleaner feeds add URL' for each of your feeds, then 'gleaner run'.")
    }
    return .done
  }
}
