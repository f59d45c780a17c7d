// `gleaner rules test`: what rules would have changed of what was decided lately, before anyone depends on them.

import Foundation
import Pipeline
import Service
import Store
import Taste
import Workspace

enum RulesTestCommand: Command {
  /// Of more items than these the newest are looked at.
  private static let itemsMax = 20_000
  /// Rules that a mistyped name is answered with.
  private static let shownMax = 10

  static let spec = CommandSpec(
    ["rules", "test"], "Try rules on the past: what each would have changed",
    operands: "[FILE]", operandCount: 0...1,
    options: [
      OptionSpec("--rule", "NAME", "only this rule; may be given several times"),
      OptionSpec("--since", "TIME", "items first seen since: 24h, 7d, or a time; default 30d"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Without FILE it tries the rules of the workspace, each against the same without it. FILE holds rules that need not be \
      in rules/ yet ('-' is standard input): one with the name of a rule that is there stands in its place, the others \
      come after all. Nothing is written, and what you decided yourself no rule changes.

      Ages are measured from the time of each decision, counts (likes, boosts, comments) are as of the last pull.

      --json prints one object: "items", "since", "rules" [{"name", "effect", "fired", "decided", "changed", "changes" \
      [{"from", "to", "count"}], "examples" [{"id", "title", "from", "to"}], "overruled_by" [{"rule", "count"}], \
      "against_you", "state": changes, idle, silent or overruled}], "together" [{"from", "to", "count"}], "disagreements" \
      [{"first", "second", "count", "examples"}].

      Example: echo '- {name: x, when: {title: Swift}, then: keep}' | gleaner rules test -
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let since = try Moment.since(invocation.value("--since") ?? "30d", now: workspace.now)
    let (list, names) = try rules(invocation, workspace)
    guard !names.isEmpty else {
      workspace.say("no rules to try: write some into \(workspace.location.root)/rules")
      return .failed
    }
    let (past, thresholds) = try await workspace.withDatabase { database in
      (
        try await database.pastDecisions(since: since, limit: itemsMax),
        try await database.thresholds(from: workspace.settings.thresholds)
      )
    }
    if past.count == itemsMax { workspace.say("only the newest \(itemsMax) items are looked at") }
    let trial = RuleTrial(list.book, trying: names, over: past, thresholds: thresholds)
    try await StandardOutput.write { output in
      guard !invocation.has("--json") else { return try output.row(RuleTrialRow.row(trial, since)) }
      try output.lines(
        RuleTrialStory.lines(trial, since: since, zone: workspace.settings.timeZone), for: .output)
    }
    return .done
  }

  /// All rules, and the names of those to be tried.
  private static func rules(
    _ invocation: Invocation, _ workspace: OpenWorkspace
  ) throws -> (list: RuleList, names: Set<String>) {
    var list = try RuleList.load(workspace.location)
    var names = Set(list.rules.map(\.name))
    if let path = invocation.operands.first {
      let name = path == "-" ? "standard input" : path
      (list, names) = try list.trying(
        SettingsFile.parse(try bytes(path), name: name), name: name)
    }
    let wanted = invocation.values("--rule")
    for name in wanted where !names.contains(name) {
      throw UsageError(
        "no rule '\(TerminalText.excerpt(name, limit: 60))'"
          + Nearest.hint(name, among: names.sorted()) + "; there \(Self.listed(list, names))")
    }
    return (list, wanted.isEmpty ? names : Set(wanted))
  }

  /// `is 'no ads'` or `are 'no ads', 'keep swift' and 12 more`, in the order in which rules are asked.
  private static func listed(_ list: RuleList, _ names: Set<String>) -> String {
    let all = list.rules.map(\.name).filter(names.contains)
    let shown = all.prefix(shownMax).map { "'\(TerminalText.excerpt($0, limit: 60))'" }
    let more = all.count > shown.count ? " and \(all.count - shown.count) more" : ""
    return (all.count == 1 ? "is " : "are ") + shown.joined(separator: ", ") + more
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    var reader = try LineReader(path: path)
    var bytes: [UInt8] = []
    while bytes.count <= SettingsFile.bytesMax, let line = try reader.next() {
      bytes += line
      bytes.append(0x0A)
    }
    return bytes
  }
}
