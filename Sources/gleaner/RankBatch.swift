// Many rankings in one process: items are embedded once, however many tasks name them, and tasks run side by side.

import Feed
import Service
import Taste

/// The rankings of a file of tasks.
struct RankBatch {
  private let tasks: [RankTaskRow]
  private let itemsName: String
  private let rows: [ItemRow]
  /// How many candidates of each task to name for asking about.
  private let questions: Int
  private let embedder: ItemEmbedder

  init(tasks: String, items: String, questions: Int, embedder: ItemEmbedder) throws {
    rows = try ItemRows.read(items)
    itemsName = items
    self.tasks = try RankTaskRow.read(tasks)
    self.questions = questions
    self.embedder = embedder
  }

  /// Writes a row for each task, in their order.
  func run() async throws {
    let candidates = try await namedCandidates()
    Scorer.useThreads(1)
    try await StandardOutput.write { output in
      for start in stride(from: 0, to: tasks.count, by: embedder.threads) {
        let part = tasks[start..<min(start + embedder.threads, tasks.count)]
        for ranked in try await rank(Array(part), candidates) { try output.row(row(ranked)) }
        try output.flush()
      }
    }
  }

  /// One ranking, scored.
  struct Ranked: Sendable {
    let task: String
    let scores: [(id: String, probability: Double)]
    /// What a review would ask about, in its order.
    let asked: [String]
  }

  /// All rankings; `onProgress` is told how many more are done.
  func scores(onProgress: (Int) -> Void) async throws -> [Ranked] {
    let candidates = try await namedCandidates()
    Scorer.useThreads(1)
    var ranked: [Ranked] = []
    for start in stride(from: 0, to: tasks.count, by: embedder.threads) {
      let part = tasks[start..<min(start + embedder.threads, tasks.count)]
      ranked += try await rank(Array(part), candidates)
      onProgress(part.count)
    }
    return ranked
  }

  var count: Int { tasks.count }

  /// The items that some task names; a name that no item has is an error of its task.
  private func namedCandidates() async throws -> [String: Candidate] {
    let places = Dictionary(zip(rows.map(\.key), rows.indices), uniquingKeysWith: { $1 })
    var named: Set<Int> = []
    for task in tasks {
      for id in task.allIDs {
        guard let place = places[id] else {
          throw task.place.error("task '\(task.name)' names '\(id)', which is not in \(itemsName)")
        }
        named.insert(place)
      }
    }
    let candidates = try await embedder.candidates(named.sorted().map { rows[$0] })
    return Dictionary(candidates.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }

  private func rank(
    _ tasks: [RankTaskRow], _ candidates: [String: Candidate]
  ) async throws -> [Ranked] {
    try await withThrowingTaskGroup(of: (Int, Ranked).self) { group in
      for (index, task) in tasks.enumerated() {
        group.addTask { (index, scores(task, candidates)) }
      }
      var ranked: [(Int, Ranked)] = []
      for try await one in group {
        try Task.checkCancellation()
        ranked.append(one)
      }
      return ranked.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func scores(_ task: RankTaskRow, _ candidates: [String: Candidate]) -> Ranked {
    let pick = { (ids: [String]) in ids.compactMap { candidates[$0] } }
    let ranking = Ranking(
      likes: pick(task.likes), dislikes: pick(task.dislikes), documents: pick(task.documents),
      background: task.background.map(pick), candidates: pick(task.candidates), prior: task.prior,
      isOldestFirst: task.isOldestFirst)
    let scorer = ranking.scorer()
    let probabilities = scorer.probabilities(ranking.candidates)
    return Ranked(
      task: task.name, scores: zip(ranking.candidates, probabilities).map { ($0.id, $1) },
      asked: questions > 0
        ? asked(ranking.candidates, scorer.score(ranking.candidates)) : [])
  }

  private func row(_ ranked: Ranked) -> JSONValue {
    let members = ranked.scores.map { JSONMember($0.id, .double($0.probability)) }
    var row = [
      JSONMember("task", .string(ranked.task)), JSONMember("scores", .object(members)),
    ]
    if questions > 0 { row.append(JSONMember("ask", .texts(ranked.asked))) }
    return .object(row)
  }

  /// The candidates that a review would ask about, in its order.
  private func asked(_ candidates: [Candidate], _ scores: [Score]) -> [String] {
    let thresholds = Thresholds.standard
    let places = ReviewQueue.order(
      zip(candidates, scores).enumerated().map { place, pair in
        ReviewQuestion(
          id: Int64(place),
          verdict: Decide.decide(
            probability: pair.1.probability, uncertainty: pair.1.uncertainty, thresholds: thresholds
          ).verdict,
          probability: pair.1.probability, age: 0, vector: pair.0.vector)
      }, thresholds: thresholds, limit: questions)
    return places.map { candidates[Int($0.id)].id }
  }
}
