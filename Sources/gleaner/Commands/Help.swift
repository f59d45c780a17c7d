// `gleaner help [COMMAND]`: drawn from the list of commands.

import Service

enum HelpCommand: Command {
  static let spec = CommandSpec(
    ["help"], "Show this list, or the help of one command", operands: "[COMMAND]",
    operandCount: 0...2)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let help = HelpPage(columns: Terminal.output.columns)
    guard !invocation.operands.isEmpty else {
      print(help.overview(Gleaner.specs, global: Gleaner.globalOptions), terminator: "")
      return .done
    }
    let asked = try Invocation(
      invocation.operands + ["--help"], commands: Gleaner.specs, global: Gleaner.globalOptions)
    print(help.page(asked, global: Gleaner.globalOptions), terminator: "")
    return .done
  }
}
