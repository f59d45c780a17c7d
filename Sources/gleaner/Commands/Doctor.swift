// `gleaner doctor`: what is there, what runs, and for everything that is wrong, what to do about it.

import Foundation
import Service
import Workspace

enum DoctorCommand: Command {
  static let spec = CommandSpec(
    ["doctor"], "Say what is installed, what runs, and what to do about what does not",
    options: [OpenWorkspace.jsonOption],
    details:
      "Looks and changes nothing but starts the private database. Exits with 1 when something is wrong."
  )

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let findings = await Examination(invocation).run()
    try await StandardOutput.write { output in
      for finding in findings {
        if invocation.has("--json") {
          try output.row(row(finding))
        } else {
          for line in lines(finding) { try output.line(TerminalText.clean(line)) }
        }
      }
    }
    return findings.allSatisfy(\.isWell) ? .done : .failed
  }

  private static func lines(_ finding: Finding) -> [String] {
    let mark = finding.isWell ? "ok     " : "wrong  "
    let remedy = finding.remedy.map { "       → \($0)" }
    return ["\(mark)\(finding.subject): \(finding.words)"] + [remedy].compactMap(\.self)
  }

  private static func row(_ finding: Finding) -> JSONValue {
    [
      "subject": .string(finding.subject), "ok": .bool(finding.isWell),
      "finding": .string(finding.words), "remedy": .text(finding.remedy),
    ]
  }
}
