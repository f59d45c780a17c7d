// `gleaner remember PATH…`: notes, documents, likes and conversations become memory.

import Embedding
import Foundation
import Formats
import Memory
import Pipeline
import Service
import Store
import Workspace

enum RememberCommand: Command {
  static let spec = CommandSpec(
    ["remember"], "Import conversations, notes, documents and likes", operands: "PATH…",
    operandCount: 1...10_000,
    options: [
      OptionSpec(
        "--me", "NAME", "a name, handle, number or address of yours in conversations; repeatable"),
      OptionSpec("--not-me", "NAME", "take such a name back; repeatable"),
      OptionSpec("--as", "KIND", "what every file is: documents, messages or likes"),
      OptionSpec("--month-first", nil, "read 03/04 as March 4 in chats that do not tell"),
    ] + TableRequest.options + [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      Takes files, folders and zip archives, and finds out what is in them.

      Conversations: Slack, WhatsApp, Telegram, Discord, Zulip, iMessage, SMS Backup & Restore, IRC, and mail (mbox, .eml). \
      All of it can be recalled; what you said yourself also counts as what you care about. Most exports do not say who \
      you are: say it once with --me.

      Likes: archives of X and Mastodon, Pinboard, Pocket, Instapaper, Raindrop, stars of feed readers, bookmarks of \
      browsers, and JSON Lines: {"title": "…", "text": "…", "url": "…", "at": "2026-01-31T08:00:00Z"}

      Documents: Markdown, text, HTML, PDF, DOCX, ODT and EPUB.

      What was imported before and has not changed is left as it is, so the same export may be given again when it \
      has grown. Each new text is embedded at once; Ctrl-C leaves what is done, and the next run does the rest.

        gleaner remember ~/Downloads/slack-export.zip --me ada@example.org

      A table of a PostgreSQL database is read too, when it is told which columns are what:

        gleaner remember postgresql://ada@localhost/memory/passages --text body --id id --at at
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    for option in ["--me", "--not-me"]
    where invocation.values(option).contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw UsageError("\(option) takes a name, and was given none")
    }
    var request = try request(invocation, workspace)
    let tables = try TableRequest(invocation, embeddingModel: workspace.settings.embedding.space)
    let (report, embedded) = try await workspace.withDatabase { database in
      try await database.setOwnNames(
        adding: invocation.values("--me"), removing: invocation.values("--not-me"),
        at: workspace.now)
      request.names = try await database.ownNames()
      var report = try await read(request, into: database, workspace)
      try await read(tables, as: request.role, into: database, &report, workspace)
      return (report, report.isEmpty ? 0 : try await embed(in: database, workspace))
    }
    let summary = RememberSummary(
      report, embedded: embedded, person: workspace.settings.person)
    for line in summary.remarks { workspace.say(line) }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(summary.row)
      } else {
        try output.line(TerminalText.clean(summary.line))
      }
    }
    if !invocation.has("--json"), let next = summary.next { workspace.say(next) }
    return report.isEmpty ? .failed : .done
  }

  private static func request(
    _ invocation: Invocation, _ workspace: OpenWorkspace
  ) throws -> ImportRequest {
    let zone = workspace.settings.timeZone
    var request = ImportRequest(
      invocation.operands.filter { !ForeignAddress.isLikely($0) },
      clock: LocalClock { zone.secondsFromGMT(for: $0) })
    request.prefersMonthFirst = invocation.has("--month-first")
    guard let word = invocation.value("--as") else { return request }
    request.role = ImportRole(rawValue: word)
    guard request.role != nil else {
      let all = ImportRole.allCases.map(\.rawValue)
      throw UsageError(
        "--as takes one of \(all.joined(separator: ", ")), not '\(word)'"
          + Nearest.hint(word, among: all))
    }
    return request
  }

  private static func read(
    _ request: ImportRequest, into database: Database, _ workspace: OpenWorkspace
  ) async throws -> ImportReport {
    guard !request.paths.isEmpty else { return ImportReport() }
    let progress = Progress("remember", unit: "file", on: workspace.console)
    defer { progress.finish() }
    return try await Import(database: database, now: workspace.now).run(request) {
      progress.setTotal($1)
      progress.advance(by: $0)
    }
  }

  private static func read(
    _ request: TableRequest, as role: ImportRole?, into database: Database,
    _ report: inout ImportReport, _ workspace: OpenWorkspace
  ) async throws {
    guard !request.tables.isEmpty else { return }
    let model = try request.model.map { name in
      SharedModel(name: name, dimensions: try workspace.dimensions())
    }
    let progress = Progress("remember", unit: "row", on: workspace.console)
    defer { progress.finish() }
    let importer = TableImport(
      database: database, now: workspace.now, role: role ?? .documents, model: model)
    for table in request.tables {
      try await importer.run(table, into: &report) {
        progress.setTotal($1)
        progress.advance(by: $0)
      }
    }
  }

  /// Embeds what came; without a model the memory stands and waits for one.
  private static func embed(in database: Database, _ workspace: OpenWorkspace) async throws -> Int {
    do {
      return try await MemoryEmbedding(workspace, database).run()
    } catch let error as UsageError {
      workspace.say("not embedded yet: \(error)")
      return 0
    }
  }
}
