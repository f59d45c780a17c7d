// One declarative list describes every command; parsing, `--help`, the README's table and its test all read it, so
// none of them can say something else.

/// A flag or an option of a command.
package struct OptionSpec: Sendable, Hashable {
  /// With its dashes: `--json`.
  package let name: String
  /// What stands for its value in the help (`TIME`), or nil for a flag.
  package let value: String?
  /// One line for the help.
  package let help: String

  package init(_ name: String, _ value: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// How a command is called and what it says of itself.
package struct CommandSpec: Sendable, Hashable {
  /// One or two words: `["feeds", "parse"]`.
  package let path: [String]
  /// One line for the list of commands.
  package let summary: String
  /// The operands as the usage line shows them (`PATH…`), or empty.
  package let operands: String
  package let operandCount: ClosedRange<Int>
  /// Whether a word with one dash that is no option (`-rye`) is an operand.
  package let takesDashedOperands: Bool
  package let options: [OptionSpec]
  /// Paragraphs and examples below the options.
  package let details: String

  package init(
    _ path: [String], _ summary: String, operands: String = "",
    operandCount: ClosedRange<Int> = 0...0, takesDashedOperands: Bool = false,
    options: [OptionSpec] = [], details: String = ""
  ) {
    self.path = path
    self.summary = summary
    self.operands = operands
    self.operandCount = operandCount
    self.takesDashedOperands = takesDashedOperands
    self.options = options
    self.details = details
  }

  package var name: String { path.joined(separator: " ") }
}
