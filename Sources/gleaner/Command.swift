// A command is a specification and a function; `Gleaner.commands` is the list of all of them.

import Service

/// One command of the program.
protocol Command: Sendable {
  static var spec: CommandSpec { get }
  /// Whether being stopped is how it is meant to end; it says so itself.
  static var isService: Bool { get }
  static func run(_ invocation: Invocation) async throws -> ExitCode
}

extension Command {
  static var isService: Bool { false }
}
