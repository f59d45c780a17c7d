// Help pages, made from the same list that parses the command line.

/// Draws the help of the program, of a group of commands, and of one command.
package struct HelpPage {
  /// Longer lines are hard to read.
  private static let widthMost = 100
  /// Longer names push their text to the next line instead of pushing every text to the right.
  private static let nameWidthMax = 28
  private let width: Int

  /// For lines of so many columns.
  package init(columns: Int = 80) {
    width = min(Self.widthMost, columns)
  }

  /// The page of `gleaner help`.
  package func overview(_ commands: [CommandSpec], global: [OptionSpec]) -> String {
    let rows = commands.map { ($0.name, $0.summary) }
    return """
      \(TextWrap.lines(Self.purpose, width: width).joined(separator: "\n"))

      usage: gleaner [--dir DIR] COMMAND …

      \(table(rows))

      \(table(global.map(row)))

      'gleaner help COMMAND' says more.

      """
  }

  /// The page of a command line that asked for help: of its command, or of its group.
  package func page(_ invocation: Invocation, global: [OptionSpec]) -> String {
    guard invocation.subcommands.isEmpty else {
      return group(invocation.command.name, invocation.subcommands)
    }
    return page(invocation.command, global: global)
  }

  /// The page of one command.
  package func page(_ command: CommandSpec, global: [OptionSpec]) -> String {
    let operands = command.operands.isEmpty ? "" : " \(command.operands)"
    let options = command.options.isEmpty ? "" : " [options]"
    let summary = TextWrap.lines("\(command.summary).", width: width).joined(separator: "\n")
    var text = "\(summary)\n\nusage: gleaner \(command.name)\(options)\(operands)\n"
    let column = column((command.options + global).map { row($0).0 })
    for options in [command.options, global] where !options.isEmpty {
      text += "\n\(table(options.map(row), column: column))\n"
    }
    if !command.details.isEmpty {
      text += "\n\(TextWrap.paragraphs(command.details, width: width))\n"
    }
    return text
  }

  private static let purpose =
    "Gleaner reads your feeds for you: it learns what you like and hands you a short digest."

  private func group(_ name: String, _ commands: [CommandSpec]) -> String {
    """
    usage: gleaner \(name) COMMAND …

    \(table(commands.map { ($0.name, $0.summary) }))

    'gleaner help \(name) COMMAND' says more.

    """
  }

  private func row(_ option: OptionSpec) -> (String, String) {
    (option.name + (option.value.map { " \($0)" } ?? ""), option.help)
  }

  private func table(_ rows: [(String, String)]) -> String {
    table(rows, column: column(rows.map(\.0)))
  }

  /// Where the second column begins.
  private func column(_ names: [String]) -> Int {
    4 + (names.map(\.count).filter { $0 <= Self.nameWidthMax }.max() ?? Self.nameWidthMax)
  }

  private func table(_ rows: [(String, String)], column: Int) -> String {
    let indent = String(repeating: " ", count: column)
    return rows.map { name, help in
      let text = TextWrap.lines(help, width: max(20, width - column)).joined(
        separator: "\n\(indent)")
      guard name.count + 4 <= column else { return "  \(name)\n\(indent)\(text)" }
      let gap = String(repeating: " ", count: column - name.count - 2)
      return text.isEmpty ? "  \(name)" : "  \(name)\(gap)\(text)"
    }.joined(separator: "\n")
  }
}
