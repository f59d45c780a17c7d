// `gleaner evaluate`: how good decisions were, by what the person said of them; or how good rankings of a dataset are.

import Foundation
import Service
import Store
import Taste
import Tuning
import Workspace

enum EvaluateCommand: Command {
  static let spec = CommandSpec(
    ["evaluate"], "Say how good decisions were, or how good rankings of a dataset are",
    operands: "[FILE.html]", operandCount: 0...1,
    options: [
      OptionSpec(
        "--html", nil, "write a page with pictures; to FILE.html, else to standard output"),
      OptionSpec("--items", "FILE", "a dataset's items: rows {\"id\", \"title\", \"text\"}"),
      OptionSpec("--task", "FILE", "its rankings, as 'gleaner rank --task' takes them"),
      OptionSpec("--labels", "FILE", "what is wanted: rows {\"task\", \"wanted\": [id]}"),
      OptionSpec("--cache", "DIR", "with a dataset: keep the vectors there between runs"),
      OptionSpec(
        "--model", "MODEL", "with a dataset: a model's name, or its folder (with a slash)"),
      OptionSpec("--threads", "N", "with a dataset: threads to compute with"),
      OptionSpec("--seed", "N", "for the intervals, which are found by drawing anew (1)"),
      OpenWorkspace.nowOption, OpenWorkspace.jsonOption,
    ],
    details: """
      Without a dataset it measures the past: each answer against what had been decided before it. Every figure has its \
      95 % interval. A review asks where it doubts, so answers are weighted to stand for all that was decided; enough \
      random checks (two in each sitting) make that exact.

      "As it was said" are the probabilities before each answer; "in hindsight" is what would be said today without that \
      one answer. The learning curve foretells the later half of the answers from the first 5, 10, 20 and more.

        gleaner evaluate --html quality.html
        gleaner evaluate --items I.jsonl --task T.jsonl --labels L.jsonl
      """)

  private static let datasetOptions = ["--items", "--task", "--labels"]

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try check(invocation)
    let resampling = Resampling(
      seed: UInt64(try invocation.number("--seed", in: 0...1_000_000_000) ?? 1))
    if let items = invocation.value("--items"), let tasks = invocation.value("--task"),
      let labels = invocation.value("--labels")
    {
      return try await dataset(
        invocation, items: items, tasks: tasks, labels: labels, resampling)
    }
    return try await feedback(invocation, resampling)
  }

  private static func check(_ invocation: Invocation) throws(UsageError) {
    let given = datasetOptions.filter(invocation.has)
    if !given.isEmpty, given.count < datasetOptions.count {
      throw UsageError(
        "--items, --task and --labels go together; only \(given.joined(separator: " and ")) was given"
      )
    }
    let foreign = ["--cache", "--model", "--threads"].filter(invocation.has)
    if given.isEmpty, let first = foreign.first {
      throw UsageError("\(first) belongs to a dataset: --items, --task and --labels")
    }
    guard invocation.has("--html") || invocation.operands.isEmpty else {
      throw UsageError("FILE.html is written with --html: gleaner evaluate --html FILE.html")
    }
    guard !(invocation.has("--html") && invocation.has("--json")) else {
      throw UsageError("--html and --json do not go together: call it twice")
    }
  }

  private static func feedback(
    _ invocation: Invocation, _ resampling: Resampling
  ) async throws -> ExitCode {
    let workspace = try OpenWorkspace(invocation)
    let settings = workspace.settings
    let outcome = try await workspace.withDatabase { database in
      try await FeedbackEvaluation(
        database: database, model: try await workspace.space(in: database), resampling: resampling
      ).run(thresholds: settings.thresholds, prior: settings.prior, zone: settings.timeZone)
    }
    switch outcome {
    case .lack(let words):
      workspace.say("Nothing to measure yet: \(words).")
      if invocation.has("--json") {
        try await StandardOutput.write { try $0.row(["lack": .string(words)]) }
      }
      // Who asked for a page has none.
      return invocation.has("--html") ? .failed : .done
    case .report(let report):
      try await write(
        invocation, page: { ReportPage.render(report, person: settings.person) },
        rows: [report.row], lines: report.lines)
      return .done
    }
  }

  private static func dataset(
    _ invocation: Invocation, items: String, tasks: String, labels: String,
    _ resampling: Resampling
  ) async throws -> ExitCode {
    let wanted = try LabelRow.read(labels)
    let batch = try RankBatch(
      tasks: tasks, items: items, questions: 0, embedder: try ItemEmbedder(invocation))
    let console = StandardError(environment: ProcessInfo.processInfo.environment)
    let progress = Progress("rank", unit: "task", on: console)
    progress.setTotal(batch.count)
    let ranked: [RankBatch.Ranked]
    do {
      defer { progress.finish() }
      ranked = try await batch.scores { progress.advance(by: $0) }
    }
    let missing = ranked.filter { wanted[$0.task] == nil }
    if let first = missing.first {
      console.line(
        "\(labels): no labels for \(missing.count) tasks, such as '\(TerminalText.clean(first.task))'; they are left out"
      )
    }
    let cells = DatasetCell.cells(
      ranked.compactMap { task in wanted[task.task].map { rankedTask(task, $0) } },
      resampling: resampling)
    guard !cells.isEmpty else {
      throw InputError(name: labels, message: "no task of \(tasks) has something wanted")
    }
    let name = URL(filePath: labels).deletingPathExtension().lastPathComponent
    try await write(
      invocation, page: { ReportPage.render(cells, name: name) }, rows: cells.map(\.row),
      lines: DatasetWords.lines(cells))
    return .done
  }

  private static func rankedTask(_ task: RankBatch.Ranked, _ wanted: Set<String>) -> RankedTask {
    RankedTask(
      name: task.task,
      answers: task.scores.map {
        Answered(probability: $0.probability, isWanted: wanted.contains($0.id))
      })
  }

  private static func write(
    _ invocation: Invocation, page: () -> String, rows: [JSONValue], lines: [String]
  ) async throws {
    if invocation.has("--html"), let file = ExportFile.named(by: invocation) {
      try ExportFile.write(page(), to: file)
      StandardError(environment: ProcessInfo.processInfo.environment)
        .line(TerminalText.clean("wrote the report to \(file)"))
      return
    }
    try await StandardOutput.write { output in
      if invocation.has("--html") {
        try output.text(page())
      } else if invocation.has("--json") {
        for row in rows { try output.row(row) }
      } else {
        try output.lines(lines, for: .output)
      }
    }
  }
}
