// `gleaner feeds export`: the list of sources as every other reader takes it.

import Feed
import Formats
import Foundation
import Service
import Workspace

enum FeedsExportCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "export"], "Write the feeds as an OPML list", operands: "[FILE.opml]",
    operandCount: 0...1,
    details: """
      Writes OPML 2.0 to standard output, or to a FILE that does not exist yet. Tags become folders; a feed with several \
      tags stands in each of them. 'gleaner feeds import' makes the same sources of it. What OPML has no place for is \
      told on standard error: files, and allow_private. 'gleaner feeds list --json' has everything.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let sources = try SourceList.load(workspace.location).sources
    let feeds = sources.filter { $0.kind == .feed && !$0.isFile }
    let text = OutlineWriter.document(of: feeds, title: "\(workspace.settings.person)'s feeds")
    if let file = ExportFile.named(by: invocation) {
      try ExportFile.write(text, to: file)
      workspace.say("wrote \(Count.of(feeds.count, "feed")) to \(file)")
    } else {
      try await StandardOutput.write { output in
        for line in text.split(separator: "\n") { try output.line(String(line)) }
      }
    }
    for remark in remarks(sources) { workspace.say(remark) }
    return .done
  }

  /// What is not in the list, or only in part.
  private static func remarks(_ sources: [Source]) -> [String] {
    let files = sources.count(where: \.isFile)
    let timelines = sources.count { $0.kind != .feed }
    let open = sources.count { $0.kind == .feed && !$0.isFile && $0.allowPrivate }
    var remarks: [String] = []
    if sources.isEmpty { remarks.append("no source yet: the list is empty") }
    if files > 0 {
      remarks.append("left out, because OPML lists addresses only: \(Count.of(files, "file"))")
    }
    if timelines > 0 {
      remarks.append("left out, because OPML lists feeds: \(Count.of(timelines, "timeline"))")
    }
    if open > 0 {
      let what = Count.of(open, "feed")
      remarks.append("OPML cannot say allow_private: true, which \(what) will need again")
    }
    return remarks
  }
}
