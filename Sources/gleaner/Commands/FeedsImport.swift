// `gleaner feeds import FILE.opml…`: takes over the lists of other readers.

import Formats
import Foundation
import Service
import Workspace

enum FeedsImportCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "import"], "Take over the feeds of OPML lists into feeds/feeds.yaml",
    operands: "FILE.opml…", operandCount: 1...100,
    options: [
      OptionSpec("--tag", "TAG", "a word of your own for each feed; may be given several times"),
      OptionSpec("--dry-run", nil, "show what would be added, and write nothing"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      Folders and categories become tags: of a folder in a folder, both. A feed that stands in several folders is added \
      once, with all their tags. What is listed already, by http or https, stays as you wrote it. The entries go to the \
      end of feeds/feeds.yaml, all at once or not at all; nothing is fetched before the next 'gleaner run'.

      A list that another program keeps up to date needs no import: put it into feeds/, where it is read as it is.

      Exits with 1 when a file could not be read. --json gives {"added", "listed", "repeated", "unusable": [text], \
      "file", "line", "sources": [{"source", "name", "tags"}], "problems": [text]}; file and line are null where \
      nothing was written.
      """)

  private static let bytesMax = 16 << 20

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let tags = invocation.values("--tag").filter { !$0.isEmpty }
    var result = OutlineImport(into: try SourceList.load(workspace.location))
    var problems: [String] = []
    var isWhole = true
    for file in invocation.operands {
      do {
        let list = try OutlineParser.parse(try BoundedFile.read(file, bytesMax: bytesMax))
        problems += list.defects.map { "\(file): \($0)" }
        result.add(list, tags: tags)
      } catch {
        isWhole = false
        problems.append("\(error)".contains(file) ? "\(error)" : "\(file): \(error)")
      }
    }
    for problem in problems { workspace.say(problem) }
    let isDry = invocation.has("--dry-run")
    let place =
      isDry || result.drafts.isEmpty ? nil : try SourceFiles(workspace.location).add(result.drafts)
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(row(result, place, problems))
      } else {
        for line in result.lines(place, isDry: isDry) { try output.line(TerminalText.clean(line)) }
      }
    }
    return isWhole ? .done : .failed
  }

  private static func row(
    _ result: OutlineImport, _ place: SourcePlace?, _ problems: [String]
  ) -> JSONValue {
    [
      "added": .int(result.drafts.count), "listed": .int(result.listed.count),
      "repeated": .int(result.repeated), "unusable": .texts(result.unusable),
      "file": .text(place?.file), "line": .optional(place?.line, JSONValue.int),
      "sources": .array(
        result.drafts.map {
          ["source": .string($0.feed), "name": .text($0.name), "tags": .texts($0.tags)]
        }),
      "problems": .texts(problems),
    ]
  }
}
