// The walk over the words of a command line, from left to right and once.

/// Takes options and operands off a command line.
struct ArgumentScanner {
  private var words: ArraySlice<String>
  private var known: [String: OptionSpec] = [:]
  /// All values of each option, in their order; a flag has empty ones.
  private(set) var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  init(_ arguments: [String], global: [OptionSpec]) {
    words = arguments[...]
    for option in global { known[option.name] = option }
  }

  /// The options before the command.
  mutating func readGlobals() throws(UsageError) {
    while let word = words.first, word.hasPrefix("-") {
      words = words.dropFirst()
      try readOption(word)
    }
  }

  /// The command, of one or two words; or a group and its commands, when it is named alone.
  mutating func readCommand(
    among commands: [CommandSpec]
  ) throws(UsageError) -> (CommandSpec, [CommandSpec]) {
    for length in [2, 1] where words.count >= length {
      if let found = commands.first(where: { $0.path == Array(words.prefix(length)) }) {
        words = words.dropFirst(length)
        return (found, [])
      }
    }
    guard let first = words.first else {
      if let help = commands.first(where: { $0.path == ["help"] }) { return (help, []) }
      throw UsageError("name a command")
    }
    let group = commands.filter { $0.path.first == first }
    guard group.isEmpty else { return (try readGroup(first, group), group) }
    let shown = TerminalText.excerpt(first, limit: 60)
    let hint = Nearest.hint(first, among: commands.map { $0.path[0] })
    throw UsageError("no command '\(shown)', 'gleaner help' lists them\(hint)")
  }

  private mutating func readGroup(
    _ name: String, _ group: [CommandSpec]
  ) throws(UsageError) -> CommandSpec {
    words = words.dropFirst()
    guard let second = words.first(where: { !$0.hasPrefix("-") }) else {
      return CommandSpec([name], "The commands of \(name)")
    }
    let list = group.map { $0.path.dropFirst().joined(separator: " ") }
    throw UsageError(
      "no command '\(name) \(TerminalText.excerpt(second, limit: 60))'"
        + ", expected one of \(list.joined(separator: ", "))\(Nearest.hint(second, among: list))")
  }

  /// The options and operands after the command.
  mutating func readRest(of command: CommandSpec) throws(UsageError) {
    for option in command.options { known[option.name] = option }
    while let word = words.first {
      words = words.dropFirst()
      if word == "--" {
        operands += words
        words = []
      } else if word.hasPrefix("-"), word != "-", !isDashedOperand(word, of: command) {
        try readOption(word)
      } else {
        operands.append(word)
      }
    }
  }

  private func isDashedOperand(_ word: String, of command: CommandSpec) -> Bool {
    command.takesDashedOperands && !word.hasPrefix("--") && word != "-h" && known[word] == nil
  }

  private mutating func readOption(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    let name = parts[0] == "-h" ? "--help" : parts[0]
    guard let option = known[name] else {
      let shown = TerminalText.excerpt(name, limit: 60)
      throw UsageError("no option '\(shown)'\(Nearest.hint(name, among: known.keys.sorted()))")
    }
    guard let placeholder = option.value else {
      guard parts.count == 1 else { throw UsageError("\(name) takes no value") }
      values[name, default: []].append("")
      return
    }
    if parts.count == 2 {
      values[name, default: []].append(parts[1])
    } else if let next = words.first, !next.hasPrefix("--") {
      words = words.dropFirst()
      values[name, default: []].append(next)
    } else {
      throw UsageError("\(name) needs a value: \(name) \(placeholder)")
    }
  }
}
