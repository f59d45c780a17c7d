// Composes a digest: asks the store what is new and kept, chooses for value and variety, and writes the choice down.
// What is rendered later comes from that record alone, so a process that dies in between has lost nothing.

import Feed
package import FoundationEssentials
package import Store

/// What a digest is made with.
package struct DigestSettings: Sendable, Hashable {
  package var person: String
  package var items: Int
  package var timeZone: TimeZone
  package var model: String

  package init(person: String, items: Int, timeZone: TimeZone, model: String) {
    self.person = person
    self.items = items
    self.timeZone = timeZone
    self.model = model
  }
}

/// Composes digests from the store.
package struct DigestComposer: Sendable {
  /// Room for choice: this many times the wanted number of items is looked at.
  static let lookAhead = 10

  let database: Database
  let settings: DigestSettings

  package init(database: Database, settings: DigestSettings) {
    self.database = database
    self.settings = settings
  }

  /// Composes and records a digest of what is new since the last one, or was first seen after `since`.
  ///
  /// Gives nil, and records nothing, when nothing new was kept.
  package func compose(since: Date?, now: Date) async throws -> Edition? {
    let number = try await database.atomically(.digest) { database in
      try await DigestComposer(database: database, settings: settings).record(since, now: now)
    }
    guard let number else { return nil }
    return try await edition(number)
  }

  /// The digest with this number, from its record; nil when there is none.
  package func edition(_ number: Int64) async throws -> Edition? {
    guard let row = try await database.digest(number) else { return nil }
    let items = try await database.items(ofDigest: number)
    let alsoIn = try await database.alsoIn(items.map(\.id))
    return Edition(
      person: settings.person, number: number, since: row.since, until: row.until,
      timeZone: settings.timeZone,
      stories: items.map { Edition.Story(item: $0, alsoIn: alsoIn[$0.id] ?? []) },
      considered: row.considered, waiting: row.waiting, more: row.more)
  }

  /// Chooses and writes down; gives the number of the new digest.
  private func record(_ since: Date?, now: Date) async throws -> Int64? {
    let last = try await database.newestDigest()
    // A digest of some hours says nothing about the rest of the day: that stays for the next.
    let mark = since == nil ? try await database.newestDecision() : last?.decidedUntil ?? 0
    let period = Self.period(since, last, now: now)
    let candidates = try await database.digestCandidates(
      period, limit: settings.items * Self.lookAhead)
    guard !candidates.isEmpty else { return nil }
    let chosen = try await choose(among: candidates)
    let counts = try await database.digestCounts(period)
    return try await database.addDigest(
      since: since ?? last?.until ?? chosen.map(\.firstSeen).min() ?? now, until: now,
      considered: counts.considered, waiting: counts.waiting,
      more: max(0, counts.candidates - chosen.count), decidedUntil: mark, items: chosen)
  }

  private static func period(_ since: Date?, _ last: DigestRow?, now: Date) -> DigestPeriod {
    if let since { return .between(since: since, until: now, withBackFill: last == nil) }
    return last.map { .after(decision: $0.decidedUntil) } ?? .everything
  }

  /// The chosen items, most wanted first.
  private func choose(among candidates: [DecidedItem]) async throws -> [DecidedItem] {
    let vectors = try await database.vectors(of: candidates.map(\.id), model: settings.model)
    let indices = Variety.choose(
      settings.items, probabilities: candidates.map { $0.outcome?.probability ?? 0 },
      vectors: candidates.map { vectors[$0.id].map(Vector.init(unit:)) })
    return indices.map { candidates[$0] }.sorted {
      ($0.outcome?.logOdds ?? 0, $1.id) > ($1.outcome?.logOdds ?? 0, $0.id)
    }
  }
}
