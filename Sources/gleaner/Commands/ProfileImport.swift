// `gleaner profile import`: settings and wishes of a file, as a new version.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ProfileImportCommand: Command {
  static let spec = CommandSpec(
    ["profile", "import"], "Take over the settings and wishes of an exported profile",
    operands: "FILE.json", operandCount: 1...1,
    options: [OpenWorkspace.nowOption, OpenWorkspace.jsonOption],
    details: """
      They take the place of those in force, by a new version; 'gleaner profile rollback' goes back. A wish whose \
      interest is not there waits until it is.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let file = try ProfileFile.read(invocation.operands[0])
    let effect: ProfileEffect? = try await workspace.withDatabase { database in
      let name = URL(filePath: invocation.operands[0]).lastPathComponent
      let why = "imported from \(TerminalText.excerpt(TerminalText.clean(name), limit: 80))"
      let effect = try await workspace.profileDesk(database)
        .take(file.settings, file.wishes, why: why)
      if effect == nil { workspace.say(try await ProfileOpening.nothing(database)) }
      return effect
    }
    guard let effect else { return .failed }
    let resting = effect.names.resting.count
    if resting > 0 {
      workspace.say(
        "\(Count.of(resting, "wish waits", plural: "wishes wait")) for an interest that is not there"
      )
    }
    try await ProfileEffectOutput.write(effect, isJSON: invocation.has("--json"))
    return .done
  }
}
