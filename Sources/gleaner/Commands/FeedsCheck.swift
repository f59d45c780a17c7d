// `gleaner feeds check`: pulls every source, says what is there or what is wrong, and writes nothing.

import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Workspace

enum FeedsCheckCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "check"], "Pull every source and say what is wrong with it; writes nothing",
    operands: "[ADDRESS…]", operandCount: 0...10_000,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: "Exits with 1 when a source failed. Without ADDRESS: all sources of the workspace.")

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    var sources = try workspace.sources()
    if !invocation.operands.isEmpty {
      sources = invocation.operands.map { address in
        sources.first { $0.address == address } ?? Source(address: address)
      }
    }
    let client = Client(Client.Settings(userAgent: Version.userAgent))
    let check = SourceCheck(client: client, root: workspace.location.root, now: workspace.now)
    let findings = try await check.run(sources)
    try await StandardOutput.write { output in
      for finding in findings {
        if invocation.has("--json") {
          try output.row(row(finding))
        } else {
          try output.line(TerminalText.clean(line(finding)))
        }
      }
    }
    if sources.isEmpty { workspace.say("no sources in \(workspace.location.feeds)") }
    return findings.contains { $0.problem != nil } ? .failed : .done
  }

  private static func line(_ finding: SourceFinding) -> String {
    guard let problem = finding.problem else {
      return
        "ok      \(finding.address): \(finding.title ?? "untitled"), \(finding.entries) entries (\(finding.format))"
    }
    let kept = finding.entries > 0 ? "; \(finding.entries) entries could be read" : ""
    return "failed  \(finding.address): \(problem)\(kept)"
  }

  private static func row(_ finding: SourceFinding) -> JSONValue {
    [
      "source": .string(finding.address), "ok": .bool(finding.problem == nil),
      "title": .text(finding.title), "format": .string(finding.format),
      "entries": .int(finding.entries), "problem": .text(finding.problem),
    ]
  }
}
