// `gleaner rank`: likes and candidates in, probabilities out. It needs neither a database nor a workspace, so that anyone
// can measure our ranking against others'.

import Foundation
import Service
import Taste

enum RankCommand: Command {
  static let spec = CommandSpec(
    ["rank"], "Rank items by likes: JSON Lines in, JSON Lines out",
    options: [
      OptionSpec("--likes", "FILE", "what was liked: rows {\"id\", \"title\", \"text\"}"),
      OptionSpec("--dislikes", "FILE", "what was turned down"),
      OptionSpec("--background", "FILE", "what was seen and not liked; else the candidates are"),
      OptionSpec("--prior", "P", "the expected share of wanted candidates (0.1)"),
      OptionSpec("--why", "N", "name the N examples that count most (3)"),
      OptionSpec("--task", "FILE", "many rankings in one: rows of ids from --items"),
      OptionSpec("--items", "FILE", "the items that the tasks name"),
      OptionSpec("--ask", "N", "name the N candidates of each task that a review would ask about"),
      OptionSpec("--cache", "DIR", "keep the vectors there between runs"),
      OptionSpec("--model", "MODEL", "a model's name, or its folder (with a slash)"),
      OptionSpec("--threads", "N", "threads to compute with; as many as there are processors"),
      OptionSpec("--json", nil, "changes nothing: the output is always JSON Lines"),
    ],
    details: """
      Reads candidates {"id", "title", "text"} from standard input and writes {"id", "probability", "uncertainty", \
      "why": [{"id", "title", "contribution"}]} in the same order. The uncertainty is the standard deviation of the \
      probability; contributions are in log-odds, against what the same examples give to an ordinary item.

      With --task, each row {"task", "likes", "dislikes"?, "documents"?, "background"?, "candidates", "prior"?, "order"?} is one \
      ranking, and {"task", "scores": {id: probability}} is written for it; "order": "oldest first" says that the \
      likes are in order of time. With --ask, rows also carry "ask", the ids of the candidates in the order in which \
      'gleaner review' would ask about them at the standard thresholds, all being news of today.

        gleaner rank --likes likes.jsonl < candidates.jsonl
        gleaner rank --task tasks.jsonl --items items.jsonl --cache /tmp/vectors > run.jsonl
      """)

  static func run(_ invocation: Invocation) async throws -> ExitCode {
    try check(invocation)
    let embedder = try ItemEmbedder(invocation)
    if let tasks = invocation.value("--task"), let items = invocation.value("--items") {
      let questions = try invocation.number("--ask", in: 1...100_000) ?? 0
      try await RankBatch(tasks: tasks, items: items, questions: questions, embedder: embedder)
        .run()
    } else if let likes = invocation.value("--likes") {
      try await rank(invocation, likes: likes, embedder)
    }
    return .done
  }

  private static func check(_ invocation: Invocation) throws(UsageError) {
    let batch = ["--task", "--items"].filter(invocation.has)
    let single = ["--likes", "--dislikes", "--background", "--prior", "--why"].filter(
      invocation.has)
    if let first = batch.first, let other = single.first {
      throw UsageError("\(first) and \(other) do not go together: a task names its own")
    }
    if batch.count == 1 {
      throw UsageError("--task and --items go together; only \(batch[0]) was given")
    }
    if batch.isEmpty, invocation.has("--ask") {
      throw UsageError("--ask goes with --task FILE and --items FILE")
    }
    if batch.isEmpty, !invocation.has("--likes") {
      throw UsageError("'rank' needs --likes FILE, or --task FILE with --items FILE")
    }
  }

  private static func rank(
    _ invocation: Invocation, likes: String, _ embedder: ItemEmbedder
  ) async throws {
    let prior = try invocation.decimal("--prior", in: 0.0001...0.9999)
    let why = try invocation.number("--why", in: 0...1000) ?? 3
    let liked = try ItemRows.read(likes)
    let disliked = try invocation.value("--dislikes").map(ItemRows.read) ?? []
    let seen = try invocation.value("--background").map(ItemRows.read)
    let rows = try ItemRows.read("-")
    let known = try await embedder.candidates(liked + disliked + (seen ?? []) + rows)
    let parts = [liked, disliked, seen ?? []].map(\.count)
    let background = known[(parts[0] + parts[1])...].prefix(parts[2])
    let ranking = Ranking(
      likes: Array(known.prefix(parts[0])), dislikes: Array(known[parts[0]...].prefix(parts[1])),
      background: seen == nil ? nil : Array(background),
      candidates: Array(known.suffix(rows.count)),
      prior: prior)
    try await write(ranking, rows, why: why)
  }

  private static func write(_ ranking: Ranking, _ rows: [ItemRow], why: Int) async throws {
    let appraisals = ranking.scorer().appraise(ranking.candidates, top: why)
    try await StandardOutput.write { output in
      for (row, (score, explanation)) in zip(rows, appraisals) {
        try output.row([
          "id": row.id, "probability": .double(score.probability),
          "uncertainty": .double(score.uncertainty),
          "why": .array(
            explanation.contributions.map {
              [
                "id": .string($0.id), "title": .string($0.title), "contribution": .double($0.value),
              ]
            }),
        ])
      }
    }
  }
}
