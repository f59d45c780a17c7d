// `gleaner rules check`: reads everything that a person wrote and says all that is wrong with it.

import Foundation
import Service
import Workspace

enum RulesCheckCommand: Command {
  static let spec = CommandSpec(
    ["rules", "check"], "Check rules, sources and settings",
    options: [OptionSpec("--json", nil, "print one JSON object")],
    details: """
      Reads gleaner.yaml, feeds/ and rules/ without touching anything else. Each problem is one line, \
      'file:line:column: what, expected what', and the exit code is 2 when there is one.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let location = try WorkspaceLocation.current(invocation)
    let check = WorkspaceCheck(location, environment: ProcessInfo.processInfo.environment)
    let isJSON = invocation.has("--json")
    if !isJSON, !check.problems.isEmpty { throw SettingsError(check.problems) }
    try await StandardOutput.write { output in
      guard !isJSON else { return try output.row(check.row) }
      for warning in check.warnings { try output.line("\(warning) (warning)") }
      try output.line(
        "\(Count.of(check.rules, "rule")), \(Count.of(check.sources, "source")): fine")
    }
    return check.problems.isEmpty ? .done : .usage
  }
}

extension WorkspaceCheck {
  fileprivate var row: JSONValue {
    [
      "ok": .bool(problems.isEmpty), "rules": .int(rules), "sources": .int(sources),
      "problems": .array(problems.map(Self.row)), "warnings": .array(warnings.map(Self.row)),
    ]
  }

  private static func row(_ problem: Problem) -> JSONValue {
    [
      "file": .string(problem.file), "line": .optional(problem.line, JSONValue.int),
      "column": .optional(problem.column, JSONValue.int), "message": .string(problem.message),
    ]
  }
}
