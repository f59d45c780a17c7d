// `gleaner digest show`: a digest once more, as it was.

import Digest
import Service
import Store
import Workspace

enum DigestShowCommand: Command {
  static let spec = CommandSpec(
    ["digest", "show"], "Show a digest once more, as it was",
    operands: "[NUMBER]", operandCount: 0...1,
    options: [
      OptionSpec("--format", "FORMAT", "html, text, md, json, atom or jsonfeed; default: text"),
      OpenWorkspace.jsonOption,
    ],
    details: """
      The newest one where no number is named. It is rendered from its record: whatever has become of its items and of your \
      profile since, it reads as it did. Only what an author took back has lost its words.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let number = try number(invocation.operands.first)
    let format = try format(invocation)
    let workspace = try OpenWorkspace(invocation)
    let edition = try await workspace.withDatabase { database -> Edition? in
      let composer = try await workspace.composer(database)
      guard let number else { return try await composer.editions(limit: 1).first }
      return try await composer.edition(number)
    }
    guard let edition else {
      let what = number.map { "there is no digest \($0)" } ?? "there is no digest yet"
      throw UsageError("\(what); 'gleaner digest' makes one of what was kept")
    }
    let text =
      format == .text
      ? DigestText.render(edition, for: Terminal.output) : format.render(edition)
    try await StandardOutput.write { try $0.text(text) }
    return .done
  }

  private static func number(_ text: String?) throws -> Int64? {
    guard let text else { return nil }
    guard let number = Int64(text), number > 0 else {
      throw UsageError(
        "'digest show' takes the number of a digest, not '\(TerminalText.excerpt(text, limit: 60))'"
      )
    }
    return number
  }

  private static func format(_ invocation: Invocation) throws -> DigestFormat {
    if invocation.has("--json") { return .json }
    let formats = try invocation.choices("--format", of: DigestFormat.self) ?? [.text]
    guard let format = formats.first, formats.count == 1 else {
      throw UsageError("--format takes one format here")
    }
    return format
  }
}
