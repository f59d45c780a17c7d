// `gleaner help [COMMAND]`: drawn from the list of commands.

import Service

enum HelpCommand: Command {
  static let spec = CommandSpec(
    ["help"], "Show this list, or the help of one command", operands: "[COMMAND]",
    operandCount: 0...2,
    options: [
      OptionSpec("--man", nil, "write the manual page instead, for man"),
      OptionSpec(
        "--completions", "SHELL", "write what a shell reads to complete words: bash, zsh or fish"),
    ],
    details: """
      Examples: gleaner help feeds add; gleaner help --man | man -l -; \
      gleaner help --completions bash > ~/.local/share/bash-completion/completions/gleaner
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    print(try text(invocation), terminator: "")
    return .done
  }

  private static func text(_ invocation: Invocation) throws -> String {
    let (specs, global) = (Gleaner.specs, Gleaner.globalOptions)
    if invocation.has("--man") {
      return ManualPage.text(specs, global: global, version: Version.number)
    }
    if let name = invocation.value("--completions") {
      guard let shell = CompletingShell(rawValue: name) else {
        throw UsageError("--completions \(name): expected bash, zsh or fish")
      }
      return Completions(specs, global: global).script(for: shell)
    }
    let help = HelpPage(columns: Terminal.output.columns)
    guard !invocation.operands.isEmpty else { return help.overview(specs, global: global) }
    let asked = try Invocation(
      invocation.operands + ["--help"], commands: specs, global: global)
    return help.page(asked, global: global)
  }
}
