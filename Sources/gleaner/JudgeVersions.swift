// The versions of what the judge is told: their list, and which of them is in use.

import Foundation
import Models
import Pipeline
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
      do {
        try await BriefingShelf(database, now: workspace.now).use(to, insteadOf: from)
      } catch let obstacle as BriefingShelf.Obstacle {
        throw UsageError(obstacle.remedied)
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

  private static func words(_ version: Int64?) -> String { BriefingShelf.words(version) }

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
    return number > 0 ? number : nil
  }
}

extension BriefingShelf.Obstacle {
  /// What it is, with the next step.
  fileprivate var remedied: String {
    switch self {
    case .unknown: "\(words); 'gleaner profile history --judge' lists them"
    case .changed: "\(words); run it again"
    case .inUse, .refused: words
    }
  }
}
