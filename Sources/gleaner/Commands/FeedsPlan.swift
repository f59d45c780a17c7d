// `gleaner feeds plan`: the schedule that feeds with a known past would have had, without database or network, so that
// anyone can measure when we ask against how others do.

import Feed
import Foundation
import Service

enum FeedsPlanCommand: Command {
  static let spec = CommandSpec(
    ["feeds", "plan"], "Replay when a feed would have been asked: JSON Lines in, JSON Lines out",
    options: [
      OptionSpec(
        "--price", "N", "what a request costs, in items that are late (\(PollPlan().price))"),
      OptionSpec("--json", nil, "changes nothing: the output is always JSON Lines"),
    ],
    details: """
      Reads rows {"id", "items", "from", "until"} from standard input: when the items of a feed came, and the time to \
      replay. Writes {"id", "polls"} in the same order. At each poll only the items before it are known. A row may have \
      what the feed says itself: "ttl" (minutes), "max_age" (seconds), "skip_hours", "skip_days", "update_period", \
      "update_frequency". Times are RFC 3339.

        gleaner feeds plan --price 0.5 < feeds.jsonl > polls.jsonl
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let plan = try plan(invocation.value("--price"))
    try await StandardOutput.write { output in
      var lines = LineReader()
      while let row = try lines.nextJSON() {
        do {
          try output.row(PlanTask(row).row(plan))
        } catch let mistake as PlanTask.Mistake {
          throw InputError(name: lines.name, message: "line \(lines.line): \(mistake.message)")
        }
      }
    }
    return .done
  }

  private static func plan(_ price: String?) throws(UsageError) -> PollPlan {
    guard let price else { return PollPlan() }
    guard let number = Double(price), number > 0, number.isFinite else {
      throw UsageError("--price: '\(price)' is not a number above 0")
    }
    return PollPlan(price: number)
  }
}
