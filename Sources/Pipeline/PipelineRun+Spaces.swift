// The spaces' part of a pass: which one is worked in, who makes its vectors, and the change to another one behind the work.

import Digest
import FoundationEssentials
import Models
import Store
import Taste

extension PipelineRun {
  /// The same run in a space.
  func inSpace(_ name: String) -> PipelineRun {
    var settings = settings
    settings.digest.model = name
    return PipelineRun(
      database: database, client: client, settings: settings, now: now, embedding: embedding,
      observe: observe, accounts: accounts)
  }

  /// A whole pass in the space that is worked in, and what is done behind it.
  func work(until: PipelineStage, number: Int64) async throws -> RunReport {
    let working = try await embedding.settle(database, at: now)
    _ = try await database.dropFormerSpaces(at: now)
    let run = inSpace(working)
    var report = try await run.pass(until: until, width: Self.width, number: number)
    guard until >= .embed else { return report }
    if working != embedding.space {
      try await run.change(until: until, number: number, &report)
    }
    // Last: the digest does not wait for it, and searching does without.
    _ = try await database.indexVectors(of: report.change?.working ?? working) {
      observe(.indexing(passages: $0))
    }
    report.embedCost = try await database.spent(run: "\(number)", purpose: Embeddings.purpose)
    return report
  }

  /// Fills the wanted space, and once it has taken over decides in it, with a profile of its own.
  private func change(
    until: PipelineStage, number: Int64, _ report: inout RunReport
  ) async throws {
    let progress = try await SpaceChange(
      database: database, embedder: try await embedder(of: embedding.space, number: number),
      working: settings.model, now: now, observe: observe
    ).run()
    report.change = progress
    guard progress.isOver, until >= .score else { return }
    let stored = try await database.stored(settings.sources)
    let sources = Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0.source) })
    try await inSpace(progress.working).decide(
      sources, until: until, width: Self.batches, number: number, &report)
  }

  /// Who makes vectors of a space; a rehearsal asks nobody elsewhere.
  func embedder(of space: String, number: Int64?) async throws -> any Embedder {
    let purse = number.map {
      Spending(database, budget: embedding.budget, run: "\($0)", zone: embedding.zone)
    }
    return try await embedding.embedder(
      of: space, in: database, client: client, purse: purse
    ) { [observe] in
      observe(.modelFailed($0))
    }
  }
}
