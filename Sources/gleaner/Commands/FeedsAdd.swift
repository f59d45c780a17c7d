// `gleaner feeds add URL`: looks at what is there, says it, and writes one entry.

import Feed
import Formats
import Foundation
import HTTP
import Pipeline
import Service
import Workspace

enum FeedsAddCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "add"], "Add a feed to feeds/feeds.yaml", operands: "URL", operandCount: 1...1,
    options: [
      OptionSpec("--name", "NAME", "what to call it; left out: the feed's own title"),
      OptionSpec("--tag", "TAG", "a word of your own; may be given several times"),
      OptionSpec("--allow-private", nil, "the address may be in your own network"),
      OptionSpec("--no-check", nil, "write it without looking whether a feed is there"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      URL is the address of a feed, or of a page that names exactly one; or a file, or a pattern of files in quotes. \
      It is fetched once; if nothing can be read there, nothing is written. The rest of the file stays as it is, \
      comments too.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let list = try SourceList.load(workspace.location)
    var draft = try draft(invocation, workspace.location)
    var sources = try draft.sources(in: workspace.location)
    guard !isListed(sources, in: list, workspace) else { return .failed }
    var found: FoundFeeds?
    if !invocation.has("--no-check") {
      let search = FeedSearch(workspace: workspace, list: list)
      guard let result = try await search.run(draft, sources) else { return .failed }
      (draft, sources, found) = (result.draft, result.sources, result.found)
    }
    let place = try SourceFiles(workspace.location).add(draft)
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(sources, place, draft, found))
      } else {
        if let found { try output.line(TerminalText.clean(found.words(now: workspace.now))) }
        try output.line(TerminalText.clean("added \(draft.feed) to \(place)"))
      }
    }
    return .done
  }

  /// Says where a source is listed already; false when none is.
  static func isListed(
    _ sources: [Source], in list: SourceList, _ workspace: OpenWorkspace
  ) -> Bool {
    let addresses = Set(sources.map(\.address))
    guard let entry = list.entries.first(where: { addresses.contains($0.source.address) }) else {
      return false
    }
    workspace.say(
      "gleaner: \(entry.source.address) is listed already, at \(entry.place)")
    return true
  }

  private static func draft(
    _ invocation: Invocation, _ location: WorkspaceLocation
  ) throws -> SourceDraft {
    let operand = invocation.operands[0]
    let directory = FileManager.default.currentDirectoryPath
    let tags = invocation.values("--tag").filter { !$0.isEmpty }
    guard
      let draft = SourceDraft(
        operand, in: directory, of: location,
        name: invocation.value("--name").flatMap { $0.isEmpty ? nil : $0 }, tags: tags,
        allowPrivate: invocation.has("--allow-private"))
    else {
      throw UsageError(
        "'\(TerminalText.excerpt(operand, limit: 100))' is no address of a feed, expected an http(s) "
          + "URL, a file or a pattern of files")
    }
    return draft
  }

  private static func row(
    _ sources: [Source], _ place: SourcePlace, _ draft: SourceDraft, _ found: FoundFeeds?
  ) -> JSONValue {
    [
      "feed": .string(draft.feed), "sources": .texts(sources.map(\.address)),
      "file": .string(place.file), "line": .int(place.line), "checked": .bool(found != nil),
      "title": .text(found?.title), "entries": .optional(found?.entries, JSONValue.int),
      "newest": .time(found?.newest), "page": .text(found?.page),
    ]
  }
}
