// One source from its bytes to its items: pull, parse, admit. The three stages share a file only here, because a
// source's body is never stored in between.

import Feed
import FoundationEssentials
import HTTP
import Store

/// What became of one source.
enum Taken: Sendable {
  case unchanged
  case failed
  /// Its domain asks for patience.
  case postponed
  /// No connection: recorded once it is known whether there was a network at all.
  case unreached(StoredSource, PullOutcome)
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
  let hosts: HostLedger
  /// When a source of the web was last pulled well, before this pass.
  let lastReached: Date?
  /// Hears how many texts to embed have come.
  let onNews: @Sendable (Int) -> Void

  /// `behind` is how many sources of the same domain come after it.
  func take(_ stored: StoredSource, behind: Int = 0) async throws -> Taken {
    defer { run.observe(.advanced(.pull, by: 1)) }
    if let place = stored.source.timeline {
      let taken = try await take(place, of: stored)
      if taken.news > 0 { onNews(taken.news) }
      return taken
    }
    let pull = PullStage(
      client: run.client, root: run.settings.root, now: run.now, hosts: hosts)
    let taken = try await pull.pull(stored, behind: behind) { verdict, domain in
      if let domain { try await hosts.learn(verdict, from: domain) }
      return try await settle(verdict, stored)
    }
    if taken.news > 0 { onNews(taken.news) }
    return taken
  }

  /// A timeline keeps what it brought also where it failed half way: its cursor says how far that is.
  private func take(_ place: TimelinePlace, of stored: StoredSource) async throws -> Taken {
    let stage = TimelineStage(
      lines: run.accounts, terms: run.settings.x, database: run.database, now: run.now)
    let parsed = await stage.pull(stored, place)
    try Task.checkCancellation()
    if parsed.outcome.failure?.cause.kind == .connectivity, parsed.entries == 0 {
      return .unreached(stored, parsed.outcome)
    }
    return try await admit(parsed, stored)
  }

  /// Puts sources off until their domain may be asked again.
  func postpone(_ sources: [Int64], until moment: Date) async throws {
    run.observe(.advanced(.pull, by: sources.count))
    if until >= .admit { try await run.database.postpone(sources, until: moment) }
  }

  /// Parses and admits what a pull brought, or records that it brought nothing.
  func settle(_ verdict: PullVerdict, _ stored: StoredSource) async throws -> Taken {
    switch verdict {
    case .unchanged(let outcome):
      if let outcome, until >= .admit { try await run.database.record(outcome) }
      return .unchanged
    case .failed(let outcome) where outcome.failure?.cause.kind == .connectivity:
      return .unreached(stored, outcome)
    case .failed(let outcome):
      try await fail(stored, outcome)
      return .failed
    case .body(let body): return try await parse(body, stored)
    }
  }

  /// Records the sources that could not be connected to; where nearly none could be, it is not held against them.
  func settle(unreached: [(StoredSource, PullOutcome)], tried: Int) async throws {
    let isDown = Connectivity.isDown(unreached: unreached.count, tried: tried)
    var blameless: [PullOutcome] = []
    for (stored, outcome) in unreached {
      if isDown, !Connectivity.isOwnFault(of: stored, lastReached: lastReached) {
        blameless.append(outcome)
      } else {
        try await fail(stored, outcome)
      }
    }
    guard let first = blameless.first else { return }
    run.observe(.offline(sources: blameless.count, why: first.failure?.message ?? ""))
    guard until >= .admit else { return }
    for outcome in blameless {
      var outcome = outcome
      outcome.counts = false
      outcome.planNext()
      try await run.database.record(outcome)
    }
  }

  private func fail(_ stored: StoredSource, _ outcome: PullOutcome) async throws {
    tell(stored, outcome)
    // A file that fails as it failed before is no news for the database either.
    if until >= .admit, outcome.failure?.message != stored.error || !stored.source.isFile {
      try await run.database.record(outcome)
    }
  }

  private func parse(_ body: PulledBody, _ stored: StoredSource) async throws -> Taken {
    guard until >= .parse else { return .parsed(entries: 0, AdmissionCount(), failed: false) }
    var parsed = ParseStage(now: run.now).parse(body, of: stored)
    if until >= .admit { try await settleMove(&parsed, stored) }
    return try await admit(parsed, stored)
  }

  private func admit(_ parsed: ParsedBody, _ stored: StoredSource) async throws -> Taken {
    tell(stored, parsed.outcome)
    var count = AdmissionCount()
    if until >= .admit {
      var outcome = parsed.outcome
      if parsed.posts != nil { outcome.cursor = nil }
      do {
        count = try await run.database.admit(
          parsed.admitted.items, policy: parsed.admitted.policy, outcome: outcome,
          freshSince: stored.source.isFile
            ? nil : run.now.addingTimeInterval(-PipelineRun.freshness))
      } catch let error as RefusedItems {
        let failure = PullFailure(.brokenFeed, "its items cannot be stored: \(error.why)")
        try await fail(stored, PullOutcome(failure, of: stored, at: run.now))
        return .failed
      }
      if let posts = parsed.posts {
        let items = try await run.database.itemNumbers(
          of: posts.entries.keys.sorted(), from: stored.id)
        try await run.database.write(posts.rows(items), at: run.now)
        try await run.database.advance(stored.id, to: parsed.outcome.cursor)
      }
    }
    return .parsed(entries: parsed.entries, count, failed: parsed.outcome.failure != nil)
  }

  /// A move is believed only where the document has items that the source had before.
  private func settleMove(_ parsed: inout ParsedBody, _ stored: StoredSource) async throws {
    guard parsed.outcome.failure == nil, let move = parsed.outcome.move else { return }
    if !move.isSame {
      parsed.outcome.move?.isSame = try await run.database.knowsAny(
        of: parsed.admitted.items.map(\.externalID), from: stored.id, before: move.since)
    }
    parsed.outcome.settleMove(from: stored, now: run.now)
  }

  private func tell(_ stored: StoredSource, _ outcome: PullOutcome) {
    guard let failure = outcome.failure else { return }
    run.observe(
      .sourceFailed(
        source: stored.shownName, why: failure.message,
        cause: failure.cause))
  }
}

extension StoredSource {
  /// What a message calls it.
  fileprivate var shownName: String {
    source.name ?? source.timeline.map { title ?? $0.words() } ?? source.address
  }
}

extension RunReport {
  mutating func add(_ taken: Taken) {
    switch taken {
    case .unchanged: unchanged += 1
    case .failed, .unreached: failed += 1
    case .postponed: notDue += 1
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
