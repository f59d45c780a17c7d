// What was typed, read against the list of commands and nothing more: no file is touched here.

/// A parsed command line: which command, its options as typed, its operands.
package struct Invocation: Sendable, Hashable {
  package let command: CommandSpec
  package let operands: [String]
  package let wantsHelp: Bool
  private let values: [String: String]

  /// Reads `arguments` (without the program's name).
  ///
  /// Global options may stand before or after the command. `--name value` and `--name=value` are the same; `--` ends
  /// the options. An unknown word or option is a ``UsageError`` that names the nearest one.
  package init(
    _ arguments: [String], commands: [CommandSpec], global: [OptionSpec]
  ) throws(UsageError) {
    var scanner = ArgumentScanner(arguments, global: global)
    try scanner.readGlobals()
    command = try scanner.readCommand(among: commands)
    try scanner.readRest(command.options)
    operands = scanner.operands
    values = scanner.values
    wantsHelp = scanner.values["--help"] != nil
    if !wantsHelp { try checkOperands() }
  }

  /// The value of an option, or nil when it was not given.
  package func value(_ name: String) -> String? { values[name] }

  package func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option as a number within `range`.
  package func number(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = values[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'"
      )
    }
    return number
  }

  /// The value of an option as a decimal number within `range`.
  package func decimal(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double?
  {
    guard let text = values[name] else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw UsageError(
        "\(name) takes a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  private func checkOperands() throws(UsageError) {
    guard !command.operandCount.contains(operands.count) else { return }
    let hint = "usage: gleaner \(command.name) \(command.operands)"
    if operands.count < command.operandCount.lowerBound {
      throw UsageError("'\(command.name)' needs \(command.operands); \(hint)")
    }
    throw UsageError("'\(command.name)' does not take '\(operands.last ?? "")'; \(hint)")
  }
}

/// Walks the words of a command line once, from left to right.
struct ArgumentScanner {
  private var words: ArraySlice<String>
  private var known: [String: OptionSpec]
  private(set) var values: [String: String] = [:]
  private(set) var operands: [String] = []

  init(_ arguments: [String], global: [OptionSpec]) {
    words = arguments[...]
    known = Dictionary(uniqueKeysWithValues: global.map { ($0.name, $0) })
  }

  mutating func readGlobals() throws(UsageError) {
    while let word = words.first, word.hasPrefix("-") {
      words = words.dropFirst()
      try readOption(word)
    }
  }

  mutating func readCommand(among commands: [CommandSpec]) throws(UsageError) -> CommandSpec {
    let typed = Array(words.prefix(2))
    for length in [2, 1] where typed.count >= length {
      if let found = commands.first(where: { $0.path == Array(typed.prefix(length)) }) {
        words = words.dropFirst(length)
        return found
      }
    }
    guard let first = typed.first else {
      if let help = commands.first(where: { $0.path == ["help"] }) { return help }
      throw UsageError("name a command")
    }
    let group = commands.filter { $0.path.first == first }
    if !group.isEmpty {
      let list = group.map { $0.path.dropFirst().joined(separator: " ") }.joined(separator: ", ")
      throw UsageError("'\(first)' needs one of: \(list)")
    }
    throw UsageError(
      "no command '\(first)'\(Nearest.hint(first, among: commands.map { $0.path[0] })); "
        + "'gleaner help' lists them")
  }

  mutating func readRest(_ options: [OptionSpec]) throws(UsageError) {
    for option in options { known[option.name] = option }
    while let word = words.first {
      words = words.dropFirst()
      if word == "--" {
        operands += words
        words = []
      } else if word.hasPrefix("-"), word != "-" {
        try readOption(word)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func readOption(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    let name = parts[0] == "-h" ? "--help" : parts[0]
    guard let option = known[name] else {
      throw UsageError("no option '\(name)'\(Nearest.hint(name, among: known.keys.sorted()))")
    }
    guard let placeholder = option.value else {
      guard parts.count == 1 else { throw UsageError("\(name) takes no value") }
      values[name] = ""
      return
    }
    if parts.count == 2 {
      values[name] = parts[1]
    } else if let next = words.first, !next.hasPrefix("--") {
      words = words.dropFirst()
      values[name] = next
    } else {
      throw UsageError("\(name) needs a value: \(name) \(placeholder)")
    }
  }
}
