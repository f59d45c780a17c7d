// What is wrong with the files that a person wrote. All of it at once: whoever mends a file wants the whole list.

/// One finding, with its place.
package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
  /// As people should see it: relative to the workspace where possible.
  package let file: String
  /// Nil when the whole file is meant.
  package let position: YAMLPosition?
  /// What is there, and what was expected.
  package let message: String

  package init(file: String, position: YAMLPosition?, message: String) {
    self.file = file
    self.position = position
    self.message = message
  }

  package var line: Int? { position?.line }
  package var column: Int? { position?.column }

  /// The finding as `file:line:column: message`.
  package var description: String {
    let place = position.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(TerminalText.clean(file))\(place): \(TerminalText.clean(message))"
  }
}

/// Settings that cannot be used; ends a command with exit code 2.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// At least one; the first is the headline.
  package let problems: [Problem]

  package init(_ problems: [Problem]) {
    self.problems = problems
  }

  /// Nobody reads more at once, and a binary file taken for settings has thousands.
  private static let linesMax = 50

  /// One line for each problem, fifty at most.
  package var description: String {
    var lines = problems.prefix(Self.linesMax).map(\.description)
    if problems.count > lines.count { lines.append("… and \(problems.count - lines.count) more") }
    return lines.joined(separator: "\n")
  }
}
