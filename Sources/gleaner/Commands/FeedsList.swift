// `gleaner feeds list`: the sources as they are after patterns have become files.

import Feed
import Foundation
import Service
import Workspace

enum FeedsListCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "list"], "List the sources of the workspace",
    options: [OptionSpec("--json", nil, "print one JSON row for each source")],
    details: """
      Shows each source with the file and line that declares it; a pattern of files has become one source of each. \
      Needs no database.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let list = try SourceList.load(try WorkspaceLocation.current(invocation))
    for warning in list.warnings {
      FileHandle.standardError.write(Data("\(warning) (warning)\n".utf8))
    }
    try await StandardOutput.write { output in
      for entry in list.entries {
        if invocation.has("--json") {
          try output.row(entry.row)
        } else {
          try output.line(entry.listing)
        }
      }
      if list.entries.isEmpty, !invocation.has("--json") {
        try output.line("No source yet: name one in feeds/feeds.yaml.")
      }
    }
    return .done
  }
}

extension DeclaredSource {
  fileprivate var row: JSONValue {
    [
      "source": .string(source.address), "kind": .string(source.kind.rawValue),
      "name": .text(source.name), "tags": .texts(source.tags),
      "allow_private": .bool(source.allowPrivate), "relative_dates": .bool(source.relativeDates),
      "file": .string(file), "line": .int(line),
    ]
  }

  /// Name, address, tags, place; what a stranger may have put into a path is cleaned.
  fileprivate var listing: String {
    let name = source.name.map { "\($0): " } ?? ""
    let tags = source.tags.isEmpty ? "" : " [\(source.tags.joined(separator: ", "))]"
    return TerminalText.clean("\(name)\(source.address)\(tags)  (\(source.kind), \(file):\(line))")
  }
}
