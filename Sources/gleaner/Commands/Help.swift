// `gleaner help [COMMAND]`: drawn from the list of commands.

import Service

enum HelpCommand: Command {
  static let spec = CommandSpec(
    ["help"], "Show this list, or the help of one command", operands: "[COMMAND]",
    operandCount: 0...2)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    guard !invocation.operands.isEmpty else {
      print(HelpPage.overview(Gleaner.specs, global: Gleaner.globalOptions), terminator: "")
      return .done
    }
    let asked = try Invocation(
      invocation.operands + ["--help"], commands: Gleaner.specs, global: Gleaner.globalOptions)
    print(HelpPage.page(asked, global: Gleaner.globalOptions), terminator: "")
    return .done
  }
}
