// What was typed, read against the list of commands and nothing more: no file is touched here.

package import FoundationEssentials

/// A parsed command line: which command, its options as typed, its operands.
package struct Invocation: Sendable, Hashable {
  package let command: CommandSpec
  /// The commands of a group that was named without one of them; empty otherwise.
  package let subcommands: [CommandSpec]
  package let operands: [String]
  /// Whether a help page was asked for; naming a group alone asks for its page.
  package let wantsHelp: Bool
  private let values: [String: [String]]

  /// Reads `arguments` (without the program's name).
  ///
  /// Global options may stand before or after the command. `--name value` and `--name=value` are the same; `--` ends
  /// the options; of an option given twice the later counts. An unknown word or option is a ``UsageError`` that names
  /// the nearest one.
  package init(
    _ arguments: [String], commands: [CommandSpec], global: [OptionSpec]
  ) throws(UsageError) {
    var scanner = ArgumentScanner(arguments, global: global)
    try scanner.readGlobals()
    (command, subcommands) = try scanner.readCommand(among: commands)
    try scanner.readRest(of: command)
    operands = scanner.operands
    values = scanner.values
    wantsHelp = values["--help"] != nil || !subcommands.isEmpty
    if !wantsHelp { try checkOperands() }
  }

  /// The value of an option, or nil when it was not given.
  package func value(_ name: String) -> String? { values[name]?.last }

  /// Every value of an option that may be given several times, in their order.
  package func values(_ name: String) -> [String] { values[name] ?? [] }

  package func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option as a number within `range`.
  package func number(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    try parsed(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// The value of an option as a decimal number within `range`.
  package func decimal(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double?
  {
    try parsed(name, "a number from \(range.lowerBound) to \(range.upperBound)") { text in
      Double(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// The value of an option as a length of time: `30s`, `24h`, `7d`.
  package func duration(_ name: String) throws(UsageError) -> Duration? {
    try parsed(name, TimeSpan.shape, TimeSpan.parse)
  }

  /// The value of an option as a time: `2026-02-01T07:00:00Z`, or a date.
  package func time(_ name: String) throws(UsageError) -> Date? {
    try parsed(name, "a time such as 2026-02-01T07:00:00Z", UTCTime.parse)
  }

  /// The value of an option as one or several of the cases of a type, parted by commas.
  package func choices<Choice: CaseIterable & RawRepresentable<String>>(
    _ name: String, of type: Choice.Type
  ) throws(UsageError) -> [Choice]? {
    let list = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return try parsed(name, "one or several of \(list)") { text in
      let words = text.split(separator: ",", omittingEmptySubsequences: false)
      let choices = words.compactMap { Choice(rawValue: String($0)) }
      return choices.count == words.count ? choices : nil
    }
  }

  private func parsed<Value>(
    _ name: String, _ expected: String, _ parse: (String) -> Value?
  ) throws(UsageError) -> Value? {
    guard let text = value(name) else { return nil }
    guard let value = parse(text) else {
      throw UsageError("\(name) takes \(expected), not '\(TerminalText.excerpt(text, limit: 60))'")
    }
    return value
  }

  private func checkOperands() throws(UsageError) {
    guard !command.operandCount.contains(operands.count) else { return }
    let operand = command.operands.isEmpty ? "" : " \(command.operands)"
    let hint = "usage: gleaner \(command.name)\(operand)"
    if operands.count < command.operandCount.lowerBound {
      throw UsageError("'\(command.name)' needs \(command.operands); \(hint)")
    }
    let extra = operands[command.operandCount.upperBound]
    throw UsageError(
      "'\(command.name)' does not take '\(TerminalText.excerpt(extra, limit: 60))'; \(hint)")
  }
}
