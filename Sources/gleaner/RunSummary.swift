// What a run says at its end: a few plain lines, or one JSON object.

import Digest
import Feed
import Foundation
import Models
import Pipeline
import Service
import Workspace
import Taste

enum RunSummary {
  static func print(
    _ report: RunReport, _ sent: DispatchReport, _ mailed: [DeliveryEvent], files: [String],
    _ invocation: Invocation
  ) async throws {
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(report, sent, mailed, files: files))
        return
      }
      for line in lines(report) { try output.line(TerminalText.clean(line)) }
      let words = DispatchWords(now: Date())
      for event in sent.events { try output.line(TerminalText.clean(words.line(event))) }
      for file in files { try output.line("digest: \(file)") }
      for event in mailed { try output.line(TerminalText.clean(event.line)) }
      guard let edition = report.edition, invocation.has("--dry-run") else { return }
      for line in DigestText.render(edition, for: Terminal.output).split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        try output.line(String(line))
      }
    }
  }

  static func row(
    _ report: RunReport, _ sent: DispatchReport, _ mailed: [DeliveryEvent], files: [String]
  ) -> JSONValue {
    let counts = report.counts.map { JSONMember($0.name, .int($0.value)) }
    return .object(
      counts + [
        JSONMember("actions_sent", .int(sent.done(.send))),
        JSONMember("actions_undone", .int(sent.done(.undo))),
        JSONMember("judge_cost", .double(report.judge.cost)),
        JSONMember("embedding_cost", .double(report.embedCost)),
        JSONMember("digests", .texts(files)), JSONMember("sent", .array(mailed.map(\.row))),
      ])
  }

  static func lines(_ report: RunReport) -> [String] {
    var lines: [String] = []
    if report.isQuiet {
      lines.append("Nothing is new. \(sources(report)).")
    } else {
      lines.append("\(sources(report)).")
      lines.append(news(report))
    }
    if report.decided > 0 {
      let verdicts = report.verdicts
      let waiting = verdicts[.review] ?? 0
      lines.append(
        "Decided \(report.decided): \(verdicts[.keep] ?? 0) kept, \(verdicts[.skip] ?? 0) skipped, "
          + "\(waiting) for review" + (waiting > 0 ? " ('gleaner review' asks you)." : "."))
    }
    if report.withdrawn > 0 {
      lines.append(
        "\(Count.of(report.withdrawn, "post")) taken back on X: what stood here of \(report.withdrawn == 1 ? "it" : "them") is gone too."
      )
    }
    if let line = sync(report.sync) { lines.append(line) }
    if let line = judge(report.judge) { lines.append(line) }
    lines += embedding(report)
    if let line = acts(report.acts) { lines.append(line) }
    if report.profile == nil, report.decided > 0 {
      lines.append(
        "Nothing is known of your taste yet: 'gleaner remember PATH' reads your notes and likes.")
    }
    if let edition = report.edition {
      let wild = edition.kept < edition.stories.count ? " and a wild card" : ""
      lines.append("Digest \(edition.number) has \(edition.kept) of them\(wild).")
    }
    return lines
  }

  /// Says `From your accounts: 12 likes learned from, 1 taken back`.
  private static func sync(_ sync: SyncReport) -> String? {
    let parts = [(sync.added, "learned from"), (sync.withdrawn, "taken back")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty
      ? nil : "Likes, reposts and bookmarks of your accounts: \(parts.joined(separator: ", "))."
  }

  /// Says `The judge answered 12 questions (3 from before); 4 not asked`, why, and what it cost.
  private static func judge(_ judge: JudgeReport) -> String? {
    guard judge.asked + judge.cached + judge.skipped + judge.failed > 0 else { return nil }
    let known = judge.cached > 0 ? " (\(judge.cached) from before)" : ""
    let others = [
      (judge.skipped, "not asked"), (judge.failed, "without an answer"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let rest = others.isEmpty ? "" : "; \(others.joined(separator: ", "))"
    let why = judge.halt.map { " (\($0))" } ?? ""
    return
      "The judge answered \(Count.of(judge.asked + judge.cached, "question"))\(known)\(rest)\(why). "
      + "Cost: \(Money.text(judge.cost))."
  }

  /// What has no vector yet and why, and how far another space is.
  private static func embedding(_ report: RunReport) -> [String] {
    var lines: [String] = []
    if report.unembedded > 0, let why = report.embedHalt {
      lines.append(
        "\(Count.of(report.unembedded, "text")) without a vector, not decided for now: \(why).")
    }
    if report.refused > 0 {
      lines.append(
        "\(Count.of(report.refused, "text")) left out, as the embedding model does not take it.")
    }
    if let change = report.change {
      lines.append(
        change.isOver
          ? "Now working with \(change.space)."
          : "\(change.line.prefix(1).uppercased())\(change.line.dropFirst()).")
    }
    if report.embedCost > 0 { lines.append("Embedding cost: \(Money.text(report.embedCost)).") }
    return lines
  }

  /// Says `3 actions are proposed ('gleaner actions list'), 1 goes without asking`.
  private static func acts(_ acts: ActReport) -> String? {
    let parts = [
      (acts.proposed, "proposed ('gleaner actions list' shows them)"),
      (acts.approved, "approved to go without asking ('gleaner actions reject' takes them back)"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? nil : "Actions: \(parts.joined(separator: ", "))."
  }

  /// Says `12 new items (2 told elsewhere already), 1 changed; 13 texts embedded`.
  private static func news(_ report: RunReport) -> String {
    guard report.added + report.changed + report.embedded > 0 else { return "No new items." }
    let known = report.duplicates > 0 ? " (\(report.duplicates) told elsewhere already)" : ""
    let changed = report.changed > 0 ? ", \(report.changed) changed" : ""
    return "\(Count.of(report.added, "new item"))\(known)\(changed); "
      + "\(Count.of(report.embedded, "text")) embedded."
  }

  /// Says `10 sources: 3 read, 4 unchanged, 2 not due yet, 1 failed`.
  private static func sources(_ report: RunReport) -> String {
    let parts = [
      (report.parsed, "read"), (report.unchanged, "unchanged"), (report.notDue, "not due yet"),
      (report.failed, "failed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let all = Count.of(report.sources, "source")
    return parts.isEmpty ? all : "\(all): \(parts.joined(separator: ", "))"
  }
}
