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
    ["feeds", "add"], "Add a feed or a timeline to feeds/feeds.yaml", operands: "URL|ACCOUNT",
    operandCount: 1...1,
    options: [
      OptionSpec("--name", "NAME", "what to call it; left out: the feed's own title"),
      OptionSpec("--tag", "TAG", "a word of your own; may be given several times"),
      OptionSpec("--allow-private", nil, "the address may be in your own network"),
      OptionSpec("--no-check", nil, "write it without looking whether a feed is there"),
    ] + TimelineAdding.options + [OpenWorkspace.jsonOption],
    details: """
      URL is the address of a feed, or of a page: then the best feed behind it is added, which 'gleaner feeds discover' \
      shows first; or a file, or a pattern of files in quotes. https:// may be left out. If nothing can be read there, \
      nothing is written. The rest of the file stays as it is, comments too.

      What was fetched is the source's first pull: its items wait for the next 'gleaner run', which does not ask the \
      server again before it is due. A feed that is listed already, by http or https or where it is redirected to, is \
      not added again.

      ACCOUNT is one that you are signed in to, and stands for its home timeline: ada@mastodon.social, ada.bsky.social, \
      ada@x.com. --list, --hashtag, --feed and --user name another one. The address of a list or a tag on your server, of a \
      list or a feed on bsky.app, or of a list or a user on x.com does as well. The timeline is asked once; its posts come \
      with the next run.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let list = try SourceList.load(workspace.location)
    let timeline = TimelineAdding(workspace: workspace, invocation: invocation, list: list)
    switch try await timeline.run() {
    case .found(let found):
      try await write(found.draft, found.sources, found.found, workspace, invocation)
      return .done
    case .refused: return .failed
    case .none: break
    }
    var draft = try draft(invocation, workspace.location)
    var sources = try draft.sources(in: workspace.location)
    guard !isListed(sources, in: list, workspace) else { return .failed }
    var found: FoundFeeds?
    if !invocation.has("--no-check") {
      let search = FeedInquiry(workspace: workspace, list: list)
      guard let result = try await search.run(draft, sources) else { return .failed }
      (draft, sources, found) = (result.draft, result.sources, result.found)
    }
    try await write(draft, sources, found, workspace, invocation)
    return .done
  }

  /// Writes the entry, and takes in what was found as the source's first pull.
  private static func write(
    _ draft: SourceDraft, _ sources: [Source], _ found: FoundFeeds?, _ workspace: OpenWorkspace,
    _ invocation: Invocation
  ) async throws {
    let place = try SourceFiles(workspace.location).add([draft])
    let first = try await firstPull(found?.feed, sources, workspace)
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(sources, place, draft, found, first))
      } else {
        if let found { try output.line(TerminalText.clean(found.words(now: workspace.now))) }
        let what = draft.timeline.map { draft.name ?? found?.title ?? $0.words() } ?? draft.feed
        try output.line(TerminalText.clean("added \(what) to \(place)"))
        if let first {
          let next = first.next.map { "it is asked again \(Ago.ahead($0, now: workspace.now))" }
          let kept =
            first.added > 0 ? "stored \(Count.of(first.added, "item")) for the next run" : nil
          try output.line([kept, next].compactMap(\.self).joined(separator: "; "))
        }
      }
    }
  }

  /// Says where a source is listed already; false when none is.
  static func isListed(
    _ sources: [Source], in list: SourceList, _ workspace: OpenWorkspace
  ) -> Bool {
    guard let entry = list.entry(like: sources.map(\.address)) else { return false }
    tell(entry, from: nil, workspace)
    return true
  }

  /// Says where a source is listed; `page` is what was typed, when it led there.
  static func tell(_ entry: DeclaredSource, from page: String?, _ workspace: OpenWorkspace) {
    let address = entry.source.address
    let subject =
      page.map { $0 == address ? "\(address) is" : "\($0) leads to \(address), which is" }
      ?? "\(address) is"
    workspace.say("gleaner: \(subject) listed already, at \(entry.place)")
  }

  /// Takes the answer of the search in as the source's first pull; nil when it was not looked at, or nothing is at hand
  /// to keep it in.
  private static func firstPull(
    _ feed: ProbedFeed?, _ sources: [Source], _ workspace: OpenWorkspace
  ) async throws -> (added: Int, next: Date?)? {
    guard let feed, let source = sources.first else { return nil }
    let all = try SourceList.load(workspace.location).pulled
    do {
      return try await workspace.withDatabase {
        try await FirstPull.admit(feed, of: source, among: all, in: $0, now: workspace.now)
      }
    } catch let error where !(error is CancellationError || error is Interruption) {
      workspace.say("what was fetched could not be stored, the next run fetches it again: \(error)")
      return nil
    }
  }

  /// What was typed, as an entry to be.
  static func draft(
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
    _ sources: [Source], _ place: SourcePlace, _ draft: SourceDraft, _ found: FoundFeeds?,
    _ first: (added: Int, next: Date?)?
  ) -> JSONValue {
    [
      "feed": .string(draft.feed), "sources": .texts(sources.map(\.address)),
      "file": .string(place.file), "line": .int(place.line), "checked": .bool(found != nil),
      "title": .text(found?.title), "entries": .optional(found?.entries, JSONValue.int),
      "newest": .time(found?.newest), "page": .text(found?.page),
      "stored": .optional(first?.added, JSONValue.int), "next_pull": .time(first?.next),
    ]
  }
}
