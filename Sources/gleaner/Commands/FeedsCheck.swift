// `gleaner feeds check`: pulls every source, says what is there or what is wrong, and writes nothing.

import Feed
import Formats
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
    let probe = SourceProbe(client: client, root: workspace.location.root, now: workspace.now)
    let checked = zip(sources, try await probe.run(sources)).map(CheckedSource.init)
    try await StandardOutput.write { output in
      for source in checked {
        if invocation.has("--json") {
          try output.row(source.row)
        } else {
          try output.line(TerminalText.clean(source.line))
        }
      }
    }
    if sources.isEmpty { workspace.say("no sources in \(workspace.location.feeds)") }
    return checked.contains { $0.problem != nil } ? .failed : .done
  }
}

/// A source with what is wrong with it.
private struct CheckedSource {
  let address: String
  let feed: ProbedFeed?
  /// One line, or nil when all is well.
  let problem: String?

  init(_ source: Source, _ finding: ProbeFinding) {
    address = source.address
    switch finding {
    case .feed(let found): (feed, problem) = (found, found.defect)
    case .page(let named):
      feed = nil
      problem =
        "a web page, not a feed; it names " + named.prefix(3).map(\.address).joined(separator: ", ")
    case .failed(let why): (feed, problem) = (nil, why)
    }
  }

  var line: String {
    guard let problem else {
      return
        "ok      \(address): \(feed?.title ?? "untitled"), \(Count.of(feed?.entries ?? 0, "entry", plural: "entries")) (\(feed?.format ?? ""))"
    }
    let entries = feed?.entries ?? 0
    let kept = entries > 0 ? "; \(Count.of(entries, "entry", plural: "entries")) could be read" : ""
    return "failed  \(address): \(problem)\(kept)"
  }

  var row: JSONValue {
    [
      "source": .string(address), "ok": .bool(problem == nil), "title": .text(feed?.title),
      "format": .string(feed?.format ?? ""), "entries": .int(feed?.entries ?? 0),
      "problem": .text(problem),
    ]
  }
}
