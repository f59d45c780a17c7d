// Composes a digest: asks the store what is new and kept, chooses for value and variety, and writes the choice down
// before anything is rendered, so that an item is in one digest only.

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

  /// Composes and records a digest of what was first seen after `since` (or the last digest) and until `now`.
  ///
  /// Gives nil, and records nothing, when nothing new was kept.
  package func compose(since: Date?, now: Date) async throws -> Edition? {
    let last = try await database.newestDigest()
    let start = since ?? last?.until
    let candidates = try await database.digestCandidates(
      since: start, until: now, withBackFill: last == nil, limit: settings.items * Self.lookAhead)
    guard !candidates.isEmpty else { return nil }
    let chosen = try await choose(among: candidates)
    let counts = try await database.verdictCounts(since: start, until: now)
    let considered = counts.values.reduce(0, +)
    let opened = start ?? chosen.map(\.firstSeen).min() ?? now
    let row = try await database.addDigest(
      since: opened, until: now, considered: considered, items: chosen)
    let alsoIn = try await database.alsoIn(chosen.map(\.id))
    return Edition(
      person: settings.person, number: row.id, since: opened, until: now,
      timeZone: settings.timeZone,
      stories: chosen.map { Edition.Story(item: $0, alsoIn: alsoIn[$0.id] ?? []) },
      considered: considered, waiting: counts["review"] ?? 0,
      more: max(0, (counts["keep"] ?? 0) - chosen.count))
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
