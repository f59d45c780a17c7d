// Help pages, made from the same list that parses the command line.

/// Draws the help of the program and of one command.
package enum HelpPage {
  /// The page of `gleaner help`.
  package static func overview(_ commands: [CommandSpec], global: [OptionSpec]) -> String {
    let rows = commands.map { ($0.name, $0.summary) }
    return """
      Gleaner reads your feeds for you: it learns what you like and hands you a short digest.

      usage: gleaner [--dir DIR] COMMAND …

      \(table(rows))

      \(table(global.map(row)))

      'gleaner help COMMAND' says more.

      """
  }

  /// The page of one command.
  package static func page(_ command: CommandSpec, global: [OptionSpec]) -> String {
    let operands = command.operands.isEmpty ? "" : " \(command.operands)"
    let options = command.options.isEmpty ? "" : " [options]"
    var text = "\(command.summary).\n\nusage: gleaner \(command.name)\(options)\(operands)\n"
    text += "\n\(table((command.options + global).map(row)))\n"
    if !command.details.isEmpty { text += "\n\(command.details)\n" }
    return text
  }

  private static func row(_ option: OptionSpec) -> (String, String) {
    (option.name + (option.value.map { " \($0)" } ?? ""), option.help)
  }

  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, help in
      "  \(name)\(String(repeating: " ", count: width - name.count + 2))\(help)"
    }.joined(separator: "\n")
  }
}
