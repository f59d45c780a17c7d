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
    operands: "[ITEM keep|skip|later|like|save|more|less-source|less-topic|undo]",
    operandCount: 0...2,
    options: [
      OptionSpec(
        "--limit", "N", "at most this many cards or questions; default \(ReviewDesk.sitting)"),
      OptionSpec("--reason", "TEXT", "with ITEM: why, for your own record"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      On a terminal it shows one card at a time, and one key answers it, as on the pages of 'gleaner serve':

        k  keep                x  less of this source   j  next, without an answer
        s  skip                t  less of this topic    u  undo, as often as need be
        l  later: tomorrow     w  why it is asked       r  write a reason first
        a  like, or approve    o  address and text      ?  the other keys
        b  save for later      space  further on        q  quit

      Every answer is kept at once; undo goes back through everything that was said at a terminal, on other days \
      too. With TERM=dumb it asks line by line: a letter, a reason if you like, and Enter. Where no terminal is, \
      and with --json, it lists the questions in the order in which it would ask.

      With ITEM (a number from 'gleaner items', or an address) it takes one answer, about any item: also one
      that was decided already. 'undo' takes the last answer back. The next 'gleaner run' learns from all of them.

      Example: gleaner review 12 skip --reason "seen it elsewhere"
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let answer = try ReviewAnswer(invocation)
    let limit = try invocation.number("--limit", in: 1...1_000_000) ?? ReviewDesk.sitting
    let workspace = try OpenWorkspace(invocation)
    let isJSON = invocation.has("--json")
    if answer == nil, !isJSON, isSitting {
      return try await sit(invocation, workspace, limit: limit)
    }
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
      return try await list(batch, isJSON: isJSON)
    }
  }

  /// Whether a person sits at both ends.
  private static var isSitting: Bool {
    [0, 1].allSatisfy {
      Terminal(descriptor: $0, environment: ProcessInfo.processInfo.environment).isInteractive
    }
  }

  /// A sitting at the terminal; what it came to is said below the last command, where it stays.
  private static func sit(
    _ invocation: Invocation, _ workspace: OpenWorkspace, limit: Int
  ) async throws -> ExitCode {
    let environment = ProcessInfo.processInfo.environment
    let screen = FullScreen.isPossible(environment) ? FullScreen(environment: environment) : nil
    let quiet = screen.map { workspace.telling($0.console()) } ?? workspace
    let fixed = invocation.has("--now") ? workspace.now : nil
    return try await quiet.withDatabase { database in
      let seat = try await ReviewSeat(database, workspace, limit: limit) { fixed ?? Date() }
      var state = ReviewState(try await seat.look(), zone: workspace.settings.timeZone)
      guard state.question != nil else { return try await end(database, workspace) }
      return try await StandardOutput.write { output in
        let code: ExitCode
        if let screen {
          code = try await ReviewScreen(seat: seat, screen: screen).run(&state)
        } else {
          var typist = ReviewTypist(
            seat, columns: Terminal.output(environment).columns, output: output)
          code = try await typist.run(&state)
          try output.line("")
        }
        try output.line(state.sight.summary)
        guard code == .done else { return code }
        for line in SittingWords.proposals(try await seat.proposals()) {
          try output.line(TerminalText.clean(line))
        }
        return code
      }
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
        try output.row(ReviewListing.answer(answer.word?.rawValue ?? "undo", receipt, item))
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
