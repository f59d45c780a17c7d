// `gleaner feeds list`: the sources as they are after patterns have become files, and when each is asked next.

import Feed
import Foundation
import Pipeline
import Service
import Workspace

enum FeedsListCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "list"], "List the sources of the workspace",
    options: [
      OptionSpec("--json", nil, "print one JSON row for each source"), OpenWorkspace.nowOption,
    ],
    details: """
      Shows each source with the file and line that declares it; a pattern of files has become one source of each. \
      After the first run it also shows the feed's own title where you gave no name, when each is asked next, and how many \
      items a week it had of late, or how often it failed.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let list = try SourceList.load(try WorkspaceLocation.current(invocation))
    for warning in list.warnings {
      FileHandle.standardError.write(Data("\(warning) (warning)\n".utf8))
    }
    let now = try invocation.time("--now") ?? Date()
    let times = await SourceTimes.load(list.sources, invocation)
    try await StandardOutput.write { output in
      for entry in list.entries {
        let known = times[entry.source.address]
        if invocation.has("--json") {
          try output.row(SourceListing.row(entry, known))
        } else {
          try output.line(entry.listing(known, now: now))
        }
      }
      if list.entries.isEmpty, !invocation.has("--json") {
        try output.line("No source yet: 'gleaner feeds add URL' adds one.")
      }
    }
    return .done
  }
}

extension DeclaredSource {
  /// Name, address, tags, place, times; what a stranger may have put into a path is cleaned.
  fileprivate func listing(_ known: SourceTimes?, now: Date) -> String {
    let name = (source.name ?? known?.title ?? source.timeline?.words()).map { "\($0): " } ?? ""
    let times = source.isPaused ? "paused" : known?.words(now: now) ?? ""
    let tags = source.tags.isEmpty ? "" : " [\(source.tags.joined(separator: ", "))]"
    let place = "(\(source.kind), \(file):\(line))"
    return TerminalText.clean(
      "\(name)\(source.address)\(tags)  \(place)\(times.isEmpty ? "" : "; \(times)")")
  }
}
