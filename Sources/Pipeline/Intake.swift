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
      if until >= .admit, outcome.error != stored.error || !stored.source.isFile {
        try await run.database.record(outcome)
      }
      return .failed
    case .body(let body): return try await parse(body, stored)
    }
  }

  private func parse(_ body: PulledBody, _ stored: StoredSource) async throws -> Taken {
    guard until >= .parse else { return .parsed(entries: 0, AdmissionCount(), failed: false) }
    let parsed = ParseStage(now: run.now).parse(body, of: stored)
    tell(stored, parsed.outcome)
    var count = AdmissionCount()
    if until >= .admit {
      count = try await run.database.admit(
        parsed.admitted.items, policy: parsed.admitted.policy, outcome: parsed.outcome,
        freshSince: stored.source.isFile ? nil : run.now.addingTimeInterval(-PipelineRun.freshness))
    }
    return .parsed(entries: parsed.entries, count, failed: parsed.outcome.error != nil)
  }

  private func tell(_ stored: StoredSource, _ outcome: PullOutcome) {
    guard let error = outcome.error else { return }
    run.observe(
      .sourceFailed(source: stored.source.name ?? stored.source.address, why: error))
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
      refreshed += count.refreshed
      if failed { self.failed += 1 }
    }
  }
}
