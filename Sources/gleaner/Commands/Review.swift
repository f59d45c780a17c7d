// `gleaner review`: the minute a day from which Gleaner learns. Questions one by one on a terminal, as rows for other
// programs, and single answers by number.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum ReviewCommand: Command {
  static let spec = CommandSpec(
    ["review"], "Answer what Gleaner is unsure of, so that it learns",
    operands: "[ITEM keep|skip|later|undo]", operandCount: 0...2,
    options: [
      OptionSpec("--limit", "N", "at most this many questions; default \(ReviewDesk.sitting)"),
      OptionSpec("--reason", "TEXT", "with ITEM: why, for your own record"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Alone on a terminal it shows one card at a time: k keeps, s skips, l asks again tomorrow, ? lists the
      other keys. Elsewhere, and with --json, it lists the questions in the order in which it would ask.

      With ITEM (a number from 'gleaner items', or an address) it takes one answer, about any item: also one
      that was decided already. 'undo' takes the last answer back. Every answer is kept at once, and the next
      'gleaner run' learns from it.

      Example: gleaner review 12 skip --reason "seen it elsewhere"
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let answer = try ReviewAnswer(invocation)
    let limit = try invocation.number("--limit", in: 1...1_000_000) ?? ReviewDesk.sitting
    let workspace = try OpenWorkspace(invocation)
    let isJSON = invocation.has("--json")
    return try await workspace.withDatabase { database in
      let desk = ReviewDesk(
        database: database,
        thresholds: try await database.thresholds(from: workspace.settings.thresholds),
        model: try await workspace.space(in: database), now: workspace.now)
      if let answer {
        return try await take(answer, database, desk, workspace, isJSON: isJSON)
      }
      let batch = try await desk.batch(limit: limit)
      guard !batch.cases.isEmpty else { return try await end(database, workspace) }
      return isJSON || !isSitting
        ? try await list(batch, isJSON: isJSON) : try await sit(batch, desk, workspace)
    }
  }

  /// Whether a person sits at both ends.
  private static var isSitting: Bool { terminal(0).isInteractive && terminal(1).isInteractive }

  private static func terminal(_ descriptor: Int32) -> Terminal {
    Terminal(descriptor: descriptor, environment: ProcessInfo.processInfo.environment)
  }

  private static func sit(
    _ batch: ReviewBatch, _ desk: ReviewDesk, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    try await StandardOutput.write { output in
      var session = ReviewSession(
        batch, at: desk, now: workspace.now, zone: workspace.settings.timeZone,
        terminal: terminal(1), input: LineReader(), output: output)
      return try await session.run()
    }
  }

  private static func list(_ batch: ReviewBatch, isJSON: Bool) async throws -> ExitCode {
    try await StandardOutput.write { output in
      guard isJSON else {
        for line in ReviewRows.lines(batch) { try output.line(TerminalText.clean(line)) }
        return
      }
      for (index, question) in batch.cases.enumerated() {
        try output.row(ReviewListing.question(question, position: index + 1))
      }
    }
    return .done
  }

  /// Nothing to ask: what to do next.
  private static func end(
    _ database: Database, _ workspace: OpenWorkspace
  ) async throws -> ExitCode {
    var any = ItemQuery()
    any.limit = 1
    let hasItems = try await !database.items(any).isEmpty
    workspace.say(
      hasItems
        ? "Nothing to ask: all that is new has its answer. The next 'gleaner run' brings more."
        : "Nothing to ask yet: 'gleaner run' brings items in first.")
    return .done
  }

  private static func take(
    _ answer: ReviewAnswer, _ database: Database, _ desk: ReviewDesk, _ workspace: OpenWorkspace,
    isJSON: Bool
  ) async throws -> ExitCode {
    guard let named = try await ItemLookup.find(answer.item, in: database),
      let original = try await database.original(of: named.id),
      let receipt = try await answer.give(about: original, to: desk),
      let item = try await database.item(original)
    else {
      workspace.say("no item '\(answer.item)'; 'gleaner items' lists them with their numbers")
      return .failed
    }
    try await StandardOutput.write { output in
      if isJSON {
        try output.row(ReviewListing.answer(answer.word.rawValue, receipt, item))
      } else {
        if original != named.id {
          try output.line("\(named.id) tells the same story as \(original): that one is answered.")
        }
        try output.line(TerminalText.clean(answer.sentence(receipt, item)))
      }
    }
    return .done
  }
}
