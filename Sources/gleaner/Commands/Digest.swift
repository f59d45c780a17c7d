// `gleaner digest`: composes a digest of what was kept, outside a run.

import Digest
import Foundation
import Pipeline
import Service
import Store
import Workspace

enum DigestCommand: Command {
  static let spec = CommandSpec(
    ["digest"], "Compose a digest of what was kept since the last one",
    options: [
      OptionSpec("--since", "TIME", "take what was first seen since: 24h, 7d, or a time"),
      OptionSpec(
        "--format", "LIST", "html, text, md, json (separated by commas); default: as configured"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      An item is in one digest only; what an earlier one showed is not shown again. One item a day is a wild card: not \
      kept, but drawn to learn from, and marked ("wild", with its chance as "propensity", in --json).
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let since = try invocation.value("--since").map {
      try Moment.since($0, now: workspace.now)
    }
    let formats =
      try invocation.choices("--format", of: DigestFormat.self)
      ?? workspace.settings.digestFormats
    let (edition, files) = try await workspace.withDatabase { database in
      let edition = try await DigestComposer(
        database: database,
        settings: workspace.digestSettings(in: try await workspace.space(in: database))
      ).compose(since: since, now: workspace.now)
      let special = edition.map { (number: $0.number, formats: formats) }
      return (edition, try await workspace.deliverDigests(from: database, special: special))
    }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(edition, files: files))
        return
      }
      if let edition {
        try output.text(DigestText.render(edition))
      } else {
        try output.line("Nothing new was kept since the last digest.")
      }
      for file in files { try output.line("digest: \(file)") }
    }
    return .done
  }

  private static func row(_ edition: Edition?, files: [String]) -> JSONValue {
    guard let edition else { return ["digest": nil, "items": [], "files": []] }
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
            ])
        }),
      "files": .texts(files),
    ]
  }
}
