// Many rankings in one process: items are embedded once, however many tasks name them, and tasks run side by side.

import Service
import Taste

/// The rankings of a file of tasks.
struct RankBatch {
  private let tasks: [RankTaskRow]
  private let itemsName: String
  private let rows: [ItemRow]
  private let embedder: ItemEmbedder

  init(tasks: String, items: String, embedder: ItemEmbedder) throws {
    rows = try ItemRows.read(items)
    itemsName = items
    self.tasks = try RankTaskRow.read(tasks)
    self.embedder = embedder
  }

  /// Writes a row for each task, in their order.
  func run() async throws {
    let candidates = try await namedCandidates()
    Scorer.useThreads(1)
    try await StandardOutput.write { output in
      for start in stride(from: 0, to: tasks.count, by: embedder.threads) {
        let part = tasks[start..<min(start + embedder.threads, tasks.count)]
        for ranked in try await Self.rank(Array(part), candidates) {
          let members = ranked.scores.map { JSONMember($0.id, .double($0.probability)) }
          try output.row(["task": .string(ranked.task), "scores": .object(members)])
        }
        try output.flush()
      }
    }
  }

  /// One ranking, scored.
  struct Ranked: Sendable {
    let task: String
    let scores: [(id: String, probability: Double)]
  }

  /// All rankings; `onProgress` is told how many more are done.
  func scores(onProgress: (Int) -> Void) async throws -> [Ranked] {
    let candidates = try await namedCandidates()
    Scorer.useThreads(1)
    var ranked: [Ranked] = []
    for start in stride(from: 0, to: tasks.count, by: embedder.threads) {
      let part = tasks[start..<min(start + embedder.threads, tasks.count)]
      ranked += try await Self.rank(Array(part), candidates)
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

  private static func rank(
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

  private static func scores(
    _ task: RankTaskRow, _ candidates: [String: Candidate]
  ) -> Ranked {
    let pick = { (ids: [String]) in ids.compactMap { candidates[$0] } }
    let ranking = Ranking(
      likes: pick(task.likes), dislikes: pick(task.dislikes), background: task.background.map(pick),
      candidates: pick(task.candidates), prior: task.prior, isOldestFirst: task.isOldestFirst)
    let scores = ranking.scorer().score(ranking.candidates)
    return Ranked(
      task: task.name,
      scores: zip(ranking.candidates, scores).map { ($0.id, $1.probability) })
  }
}
