// `gleaner digest`: composes a digest of what was kept, outside a run.

import Digest
import Foundation
import Pipeline
import HTTP
import Service
import Store
import Workspace

enum DigestCommand: Command {
  static let spec = CommandSpec(
    ["digest"], "Compose a digest of what was kept since the last one",
    options: [
      OptionSpec("--since", "TIME", "take what was first seen since: 24h, 7d, or a time"),
      OptionSpec(
        "--format", "LIST",
        "html, text, md, json, atom, jsonfeed (separated by commas); default: as configured"),
      OptionSpec("--send", nil, "send the newest digest now, where it has not been sent yet"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      An item is in one digest only; what an earlier one showed is not shown again. One item a day is a wild card: not \
      kept, but drawn to learn from, and marked ("wild", with its chance as "propensity", in --json).

      --send sends it by mail and to the webhook, as digest.email and digest.webhook in gleaner.yaml say. Each digest is \
      sent once on each way; 'gleaner run' and 'gleaner work' do it by themselves.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    if invocation.has("--send"), workspace.settings.mail == nil, workspace.settings.webhook == nil {
      throw UsageError("--send needs digest.email or digest.webhook in gleaner.yaml")
    }
    let since = try invocation.value("--since").map {
      try Moment.since($0, now: workspace.now)
    }
    let formats =
      try invocation.choices("--format", of: DigestFormat.self)
      ?? workspace.settings.digestFormats
    let (edition, files, events) = try await workspace.withDatabase {
      database -> (Edition?, [String], [DeliveryEvent]) in
      let edition = try await workspace.composer(database).compose(
        since: since, now: workspace.now)
      let special = edition.map { (number: $0.number, formats: formats) }
      let files = try await workspace.deliverDigests(from: database, special: special)
      guard invocation.has("--send") else { return (edition, files, []) }
      let client = OpenWorkspace.client
      defer { client.close() }
      return (edition, files, try await workspace.sendDigests(from: database, client))
    }
    try await tell(edition, files, events, invocation)
    return events.contains { $0.state != .sent } ? .failed : .done
  }

  private static func tell(
    _ edition: Edition?, _ files: [String], _ events: [DeliveryEvent], _ invocation: Invocation
  ) async throws {
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(edition, files: files, events))
        return
      }
      if let edition {
        try output.text(DigestText.render(edition, for: Terminal.output))
      } else {
        try output.line("Nothing new was kept since the last digest.")
      }
      for file in files { try output.line("digest: \(file)") }
      for event in events { try output.line(TerminalText.clean(event.line)) }
    }
  }

  private static func row(
    _ edition: Edition?, files: [String], _ events: [DeliveryEvent]
  ) -> JSONValue {
    let sent: JSONValue = .array(events.map(\.row))
    guard let edition else { return ["digest": nil, "items": [], "files": [], "sent": sent] }
    return [
      "digest": .int(Int(edition.number)),
      "since": .text(UTCTime.text(edition.since)), "until": .text(UTCTime.text(edition.until)),
      "considered": .int(edition.considered), "waiting": .int(edition.waiting),
      "items": .array(
        edition.stories.map { story in
          .object(
            ItemListing.told(story.item, alsoIn: story.alsoIn) + [
              JSONMember("wild", .bool(story.isWild)),
              JSONMember("propensity", .optional(story.propensity, JSONValue.double)),
              JSONMember("section", .text(story.section)),
            ])
        }),
      "files": .texts(files), "sent": sent,
    ]
  }
}

extension DeliveryEvent {
  /// For programs.
  var row: JSONValue {
    [
      "digest": .int(Int(digest)), "channel": .string(channel.rawValue),
      "state": .string(state.rawValue), "note": .string(note),
    ]
  }
}
