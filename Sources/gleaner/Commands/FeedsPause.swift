// `gleaner feeds pause` and `resume`: a source that stays listed and is not asked.

import Feed
import Foundation
import Pipeline
import Service
import Workspace

enum FeedsPauseCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "pause"], "Stop asking a source that stays listed", operands: "SOURCE",
    operandCount: 1...1, options: [OpenWorkspace.jsonOption],
    details: """
      SOURCE is an address, a path or a name as 'gleaner feeds list' shows it. Writes 'paused: true' into its entry; the rest \
      of the file stays as it is, comments too. What the source has brought stays; it is not asked any more from the next \
      run on. 'gleaner feeds resume' takes it back.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try await SourcePause.set(true, invocation)
  }
}

enum FeedsResumeCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "resume"], "Ask a source again that was paused", operands: "SOURCE",
    operandCount: 1...1, options: [OpenWorkspace.jsonOption],
    details: """
      SOURCE is an address, a path or a name as 'gleaner feeds list' shows it. Takes 'paused: true' out of its entry; the next \
      run asks it if it is due.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try await SourcePause.set(false, invocation)
  }
}

/// What both do.
private enum SourcePause {
  static func set(_ isPaused: Bool, _ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let wanted = invocation.operands[0]
    let list = try SourceList.load(workspace.location)
    let lookup = SourceLookup(list: list, invocation: invocation)
    let matches = await lookup.find(wanted)
    guard let entry = matches.first, matches.count == 1 else {
      workspace.say(
        matches.isEmpty
          ? "gleaner: \(await lookup.refusal(wanted))"
          : "gleaner: '\(wanted)' names \(matches.count) sources; give the address of one")
      return .failed
    }
    try SourceFiles(workspace.location).pause(entry, isPaused)
    let state = isPaused ? "paused" : "asked again"
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        return try output.row([
          "source": .string(entry.source.address), "file": .string(entry.file),
          "line": .int(entry.line), "paused": .bool(isPaused),
          "changed": .bool(entry.source.isPaused != isPaused),
        ])
      }
      let word = entry.source.isPaused == isPaused ? "was \(state) already" : "is \(state)"
      try output.line(TerminalText.clean("\(entry.source.address) \(word), at \(entry.place)"))
    }
    return .done
  }
}
