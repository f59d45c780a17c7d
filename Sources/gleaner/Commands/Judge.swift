// `gleaner judge ITEM`: what a language model is asked about an item, what it said, and what that does; and, if it is
// wanted, the question itself.

import Foundation
import HTTP
import Pipeline
import Service
import Store
import Workspace

enum JudgeCommand: Command {
  static let spec = CommandSpec(
    ["judge"], "Show what a judge is asked about an item and what came of it, or ask now",
    operands: "ITEM", operandCount: 1...1,
    options: [
      OptionSpec("--ask", nil, "ask now, within the budget, and decide the item by the answer"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      ITEM is a number from 'gleaner items', or the item's address.

      Shows the whole question as the next run would put it, with what it would cost at most; the answer, where there is \
      one; and the decision without it and with it. Without --ask nothing is sent, and nothing is written.

      With --ask the question goes to your models as in a run: the answer is kept, costs nothing a second time, and decides. \
      Where more is known of you than when it was asked, it is another question, and asked anew. It asks about what a run finds not worth a question, too, but not where the answer could not count: a rule decides, or \
      you have. Exits with 1 where there is no answer.

      --json gives one object: "id", "title", "question" {"system", "user", "schema", "version", "tokens", "suspicion", \
      "models" [{"name", "model", "cost_at_most", "problem"}]}, "obstacle", "answer" {"verdict", "confidence", "reason", \
      "flaw", "topics", "provider", "model", "tokens_in", "tokens_out", "cost", "latency", "asked_at", "is_current", \
      "is_new"}, "failure", "effect" {"before" and "after" {"decision", "stage", "reason", "log_odds", "probability"}, \
      "shift", "skip", "keep", "weight", "answers", "influence", "least", "most"}.
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let wanted = invocation.operands[0]
    let found = try await workspace.withDatabase { database -> JudgeCase? in
      guard let named = try await ItemLookup.find(wanted, in: database),
        let original = try await database.original(of: named.id)
      else { return nil }
      if original != named.id {
        workspace.say("\(named.id) tells the same story as \(original): that one is judged.")
      }
      let desk = JudgeDesk(
        database: database, client: OpenWorkspace.client,
        settings: try await workspace.pipeline(in: database), now: workspace.now)
      guard invocation.has("--ask") else { return try await desk.look(at: original) }
      let line = WaitingLine(workspace.console)
      defer { line.end() }
      return try await desk.ask(about: original, as: UUID().uuidString, line.listener)
    }
    guard let found else {
      workspace.say("no item '\(wanted)'; 'gleaner items' lists them with their numbers")
      return .failed
    }
    try await print(found, invocation, zone: workspace.settings.timeZone)
    guard invocation.has("--ask"), let why = found.refusal else { return .done }
    workspace.say(why)
    return .failed
  }

  private static func print(
    _ found: JudgeCase, _ invocation: Invocation, zone: TimeZone
  ) async throws {
    try await StandardOutput.write { output in
      if invocation.has("--json") {
        try output.row(JudgeRow.row(found))
      } else {
        try output.lines(
          JudgeStory(found: found, zone: zone, isAsking: invocation.has("--ask")).lines,
          for: .output)
      }
    }
  }
}

/// An answer as it comes, on one line that goes away.
struct WaitingLine: Sendable {
  private let console: StandardError

  init(_ console: StandardError) {
    self.console = console
  }

  /// The text is streamed only where somebody sees it.
  var listener: JudgeDesk.Listener {
    var listener = JudgeDesk.Listener()
    let console = console
    listener.onWait = { console.line(TerminalText.clean("\($0): waiting for it to end")) }
    listener.onNote = { console.line(TerminalText.clean("\($0) (not asked any more)")) }
    guard console.terminal.canRedraw else { return listener }
    let room = console.terminal.columns - 1
    listener.onText = { text in
      console.setStatus(
        TerminalText.fit(TerminalText.clean(String(text.suffix(room))), columns: room))
    }
    return listener
  }

  func end() { console.setStatus("") }
}
