// One source from its bytes to its items: pull, parse, admit. The three stages share a file only here, because a
// source's body is never stored in between.

import Feed
import FoundationEssentials
import Store

/// What became of one source.
enum Taken: Sendable {
  case unchanged
  case failed
  case parsed(entries: Int, AdmissionCount, failed: Bool)

  /// How many texts to embed it brought.
  var news: Int {
    if case .parsed(_, let count, _) = self { return count.added + count.changed }
    return 0
  }
}

/// Takes sources in.
struct Intake: Sendable {
  let run: PipelineRun
  let until: PipelineStage

  func take(_ stored: StoredSource) async throws -> Taken {
    defer { run.observe(.advanced(.pull, by: 1)) }
    let pull = PullStage(client: run.client, root: run.settings.root, now: run.now)
    switch try await pull.pull(stored) {
    case .unchanged(let outcome):
      if let outcome, until >= .admit { try await run.database.record(outcome) }
      return .unchanged
    case .failed(let outcome):
      tell(stored, outcome)
      // A file that fails as it failed before is no news for the database either.
      if until >= .admit, outcome.failure?.message != stored.error || !stored.source.isFile {
        try await run.database.record(outcome)
      }
      return .failed
    case .body(let body): return try await parse(body, stored)
    }
  }

  private func parse(_ body: PulledBody, _ stored: StoredSource) async throws -> Taken {
    guard until >= .parse else { return .parsed(entries: 0, AdmissionCount(), failed: false) }
    var parsed = ParseStage(now: run.now).parse(body, of: stored)
    tell(stored, parsed.outcome)
    var count = AdmissionCount()
    if until >= .admit {
      try await settleMove(&parsed, stored)
      let isFirst = stored.pulledAt == nil && !stored.source.isFile
      count = try await run.database.admit(
        parsed.items, outcome: parsed.outcome,
        backFillBefore: isFirst ? run.now.addingTimeInterval(-PipelineRun.freshness) : nil)
    }
    return .parsed(entries: parsed.entries, count, failed: parsed.outcome.failure != nil)
  }

  /// A move that is ripe is believed when the document has items that the source had before.
  private func settleMove(_ parsed: inout ParsedBody, _ stored: StoredSource) async throws {
    let outcome = parsed.outcome
    guard outcome.failure == nil, outcome.move?.isRipe(from: stored.asked, now: run.now) ?? false
    else { return }
    let isSame = try await run.database.knowsAny(
      of: parsed.items.map(\.externalID), from: stored.id)
    parsed.outcome.settleMove(from: stored, isSameFeed: isSame, now: run.now)
  }

  private func tell(_ stored: StoredSource, _ outcome: PullOutcome) {
    guard let failure = outcome.failure else { return }
    run.observe(
      .sourceFailed(
        source: stored.source.name ?? stored.source.address, why: failure.message,
        cause: failure.cause))
  }
}

extension RunReport {
  mutating func add(_ taken: Taken) {
    switch taken {
    case .unchanged: unchanged += 1
    case .failed: failed += 1
    case .parsed(let entries, let count, let failed):
      parsed += 1
      self.entries += entries
      added += count.added
      changed += count.changed
      if failed { self.failed += 1 }
    }
  }
}
