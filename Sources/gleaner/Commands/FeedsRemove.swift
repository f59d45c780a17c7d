// `gleaner feeds remove SOURCE`: takes one entry out of the file where it stands.

import Feed
import Foundation
import Service
import Workspace

enum FeedsRemoveCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "remove"], "Remove a source from the file that lists it", operands: "SOURCE",
    operandCount: 1...1, options: [OpenWorkspace.jsonOption],
    details: """
      SOURCE is an address, a path or a name as 'gleaner feeds list' shows it; or a pattern of files as the list says \
      it. The rest of the file stays as it is, comments too. What the source has brought stays; it is not pulled any \
      more from the next run on.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let wanted = invocation.operands[0]
    let list = try SourceList.load(workspace.location)
    let files = SourceFiles(workspace.location)
    let lookup = SourceLookup(list: list, invocation: invocation)
    let matches = await lookup.find(wanted)
    guard matches.count <= 1 else {
      workspace.say("gleaner: '\(wanted)' names \(matches.count) sources; give the address of one:")
      for entry in matches {
        workspace.say("  \(entry.source.address)  (\(entry.place))")
      }
      return .failed
    }
    if let entry = matches.first {
      try files.remove(entry)
      try await report([entry.source.address], entry.place, workspace, invocation)
      return .done
    }
    guard let place = try files.remove(pattern: wanted) else {
      workspace.say("gleaner: \(await lookup.refusal(wanted))")
      return .failed
    }
    let gone = list.entries.filter { $0.file == place.file && $0.line == place.line }
    try await report(gone.map(\.source.address), place, workspace, invocation)
    return .done
  }

  private static func report(
    _ addresses: [String], _ place: SourcePlace, _ workspace: OpenWorkspace,
    _ invocation: Invocation
  ) async throws {
    let left = try SourceList.load(workspace.location).entries
      .filter { addresses.contains($0.source.address) }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row([
          "sources": .texts(addresses), "file": .string(place.file), "line": .int(place.line),
          "left": .texts(left.map(\.place.description)),
        ])
      } else {
        let what = addresses.count == 1 ? addresses[0] : Count.of(addresses.count, "source")
        try output.line(TerminalText.clean("removed \(what), which stood at \(place)"))
      }
    }
    for entry in left {
      workspace.say(
        "\(entry.source.address) is listed at \(entry.place) too, and stays so")
    }
  }
}
