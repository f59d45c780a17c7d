// `gleaner items`: what came in and how it was decided.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ItemsCommand: Command {
  static let spec = CommandSpec(
    ["items"], "List what came in and how it was decided",
    options: [
      OptionSpec("--decision", "LIST", "only these: keep, skip, review (separated by commas)"),
      OptionSpec("--source", "TEXT", "only sources whose address or name contains this"),
      OptionSpec("--since", "TIME", "only what was first seen since: 24h, 7d, or a time"),
      OptionSpec("--sort", "ORDER", "time (newest first, the default) or score (best first)"),
      OptionSpec("--limit", "N", "at most this many; default 50"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Example: gleaner items --decision keep --sort score --limit 10

      --json rows carry id, source, source_name, title, url, author, language (en, pt, zh; null where neither the text \
      nor the feed tells), region (where the feed names one: BR), published, first_seen, probability, uncertainty \
      (null where nothing could come of it), decision, stage, rule, reason, judge ({verdict, confidence, reason, shift, \
      model, suspicion}, or null), also_in (the other sources that tell it), post (of a post: network, reposted_by, reply_to, \
      quoted, media, card, engagement as they were last seen; else null).
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let query = try query(invocation, now: workspace.now)
    let (items, alsoIn, posts) = try await workspace.withDatabase { database in
      let items = try await database.items(query)
      let ids = items.map(\.id)
      return (items, try await database.alsoIn(ids), try await database.contexts(of: ids))
    }
    try await StandardOutput.write { output in
      for item in items {
        let others = alsoIn[item.id] ?? []
        if invocation.has("--json") {
          try output.row(.object(ItemListing.told(item, alsoIn: others, post: posts[item.id])))
        } else {
          try output.line(line(item, alsoIn: others, Terminal.output))
          if let said = JudgeWords.line(item.outcome) {
            try output.line(judged(said, Terminal.output))
          }
        }
      }
    }
    if items.isEmpty { workspace.say("no items match; 'gleaner run' brings some in") }
    return .done
  }

  static func query(_ invocation: Invocation, now: Date) throws -> ItemQuery {
    var query = ItemQuery()
    query.verdicts = Set(try invocation.choices("--decision", of: Verdict.self) ?? [])
    query.order = try invocation.choices("--sort", of: ItemQuery.Order.self)?.first ?? query.order
    query.source = invocation.value("--source")
    query.since = try invocation.value("--since").map { try Moment.since($0, now: now) }
    query.limit = try invocation.number("--limit", in: 1...1_000_000) ?? query.limit
    return query
  }

  /// `  12  82%  keep    Title   (Source, also in Another)`, on one line where the terminal has an edge.
  static func line(_ item: DecidedItem, alsoIn: [String], _ terminal: Terminal) -> String {
    let chance =
      item.outcome?.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? "–"
    let verdict = item.outcome?.verdict.rawValue ?? "waiting"
    let others = alsoIn.isEmpty ? "" : ", also in \(alsoIn.joined(separator: ", "))"
    let told = TerminalText.excerpt(item.sourceName + others, limit: 80)
    let title = TerminalText.excerpt(item.title, limit: 200)
    let head =
      pad("\(item.id)", 7, left: true) + pad(chance, 6, left: true) + "  " + pad(verdict, 8)
    guard terminal.hasEdge else { return "\(head)\(title)  (\(told))" }
    let room = max(20, terminal.columns - TerminalText.width(head) - 4)
    let source = TerminalText.fit(told, columns: max(room / 3, room - TerminalText.width(title)))
    return head + TerminalText.fit(title, columns: room - TerminalText.width(source))
      + "  (\(source))"
  }

  /// Below the title of what a judge had a say in.
  static func judged(_ said: String, _ terminal: Terminal) -> String {
    let indent = pad("", 23)
    let clean = TerminalText.clean(said)
    guard terminal.hasEdge else { return indent + clean }
    return indent + TerminalText.fit(clean, columns: max(20, terminal.columns - 23))
  }

  private static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return left ? space + text : text + space
  }
}
