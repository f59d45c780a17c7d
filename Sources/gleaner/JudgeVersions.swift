// The versions of what the judge is told: their list, and which of them is in use.

import Foundation
import Models
import Service
import Store
import Taste
import Tuning
import Workspace

enum JudgeVersions {
  /// `gleaner profile history --judge`.
  static func list(_ invocation: Invocation, limit: Int) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let (rows, inUse) = try await workspace.withDatabase { database in
      (try await database.briefings(limit: limit), try await database.briefingInUse()?.id)
    }
    if rows.isEmpty {
      workspace.say(
        "the briefing that comes with Gleaner is in use; 'gleaner profile tune --judge' looks for a better one"
      )
    }
    try await StandardOutput.write { output in
      for row in rows {
        if invocation.has("--json") {
          try output.row(JudgeTuningReport.row(row))
        } else {
          try output.lines(
            [JudgeTuningReport.line(row, in: workspace.settings.timeZone)], for: .output)
        }
      }
      guard !rows.isEmpty, !invocation.has("--json") else { return }
      let mark = inUse == nil ? "in use  " : "        "
      try output.lines(
        ["     0              \(mark)  the one that comes with Gleaner"], for: .output)
    }
    return .done
  }

  /// `gleaner profile rollback --judge`.
  static func goBack(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let (from, to) = try await workspace.withDatabase { database in
      let from = try await database.briefingInUse()?.id
      let to = try await target(invocation.operands.first, from: from, database)
      guard try await database.useBriefing(to, insteadOf: from, at: workspace.now) else {
        throw UsageError("another version is in use meanwhile: nothing was changed; run it again")
      }
      return (from, to)
    }
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(["from": .int(Int(from ?? 0)), "to": .int(Int(to ?? 0))])
      } else {
        try output.line(
          "the judge is briefed by \(words(to)) from the next run on, no longer by \(words(from))")
      }
    }
    return .done
  }

  private static func words(_ version: Int64?) -> String {
    version.map { "version \($0)" } ?? "what comes with Gleaner"
  }

  /// Nil for the standard one.
  private static func target(
    _ name: String?, from: Int64?, _ database: Database
  ) async throws -> Int64? {
    guard let name else {
      guard let before = try await database.briefingBefore() else {
        throw UsageError(
          "the judge was never briefed otherwise: there is nothing to go back to; "
            + "'gleaner profile history --judge' lists the versions")
      }
      return before
    }
    guard let number = Int64(name.drop { $0 == "#" }), number >= 0 else {
      throw UsageError(
        "a version is a number, not '\(TerminalText.excerpt(name, limit: 40))'; "
          + "'gleaner profile history --judge' lists them")
    }
    guard number != from ?? 0 else { throw UsageError("\(words(from)) is in use already") }
    guard number > 0 else { return nil }
    guard let row = try await database.briefing(number) else {
      throw UsageError(
        "there is no version \(number); 'gleaner profile history --judge' lists them")
    }
    guard row.content.isAccepted else {
      throw UsageError(
        "version \(number) was not certain to be better than the one before it, and is kept for the record only"
      )
    }
    return number
  }
}
