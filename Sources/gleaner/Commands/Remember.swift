// `gleaner remember PATH…`: notes, documents and likes become memory.

import Foundation
import Memory
import Service
import Store
import Workspace

enum RememberCommand: Command {
  static let spec = CommandSpec(
    ["remember"], "Import notes, documents and likes", operands: "PATH…", operandCount: 1...10_000,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      Documents: Markdown and text, as files or folders (.md, .markdown, .txt, .text).
      Likes: JSON Lines (.jsonl), one a line:
        {"title": "…", "text": "…", "url": "…", "at": "2026-01-31T08:00:00Z"}

      What was imported before and has not changed is left as it is.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let progress = Progress("remember", unit: "file", on: workspace.console)
    let report = try await workspace.withDatabase { database in
      try await Import(database: database, now: workspace.now).run(invocation.operands) {
        progress.setTotal($1)
        progress.advance(by: $0)
      }
    }
    progress.finish()
    for problem in report.problems { workspace.say(problem) }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(report))
      } else {
        try output.line(summary(report))
      }
    }
    let taken = [report.documents, report.likes].map { $0.added + $0.changed + $0.unchanged }
    return taken.reduce(0, +) == 0 ? .failed : .done
  }

  private static func summary(_ report: ImportReport) -> String {
    let documents = phrase(report.documents, "document", "documents")
    let likes = phrase(report.likes, "like", "likes")
    let parts = [documents, likes].compactMap(\.self)
    return parts.isEmpty ? "nothing was remembered" : parts.joined(separator: "; ")
  }

  private static func phrase(_ count: ImportCount, _ one: String, _ many: String) -> String? {
    guard count.added + count.changed + count.unchanged > 0 else { return nil }
    let new = "\(count.added) new \(count.added == 1 ? one : many)"
    return "\(new), \(count.changed) changed, \(count.unchanged) as before"
  }

  private static func row(_ report: ImportReport) -> JSONValue {
    let counts = { (count: ImportCount) -> JSONValue in
      [
        "added": .int(count.added), "changed": .int(count.changed),
        "unchanged": .int(count.unchanged),
      ]
    }
    return [
      "documents": counts(report.documents), "likes": counts(report.likes),
      "problems": .texts(report.problems),
    ]
  }
}
