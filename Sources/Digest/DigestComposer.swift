// Composes a digest: asks the store what is new and kept, chooses for value and variety, and writes the choice down.
// What is rendered later comes from that record alone, so a process that dies in between has lost nothing.

import Feed
package import FoundationEssentials
package import Store
package import Taste

/// What a digest is made with.
package struct DigestSettings: Sendable, Hashable {
  package var person: String
  package var items: Int
  package var timeZone: TimeZone
  package var model: String
  /// At most so many of one source, or one author, as long as there are others.
  package var perSource: Int
  /// Whether one item a day is drawn from those that were not kept.
  package var hasWildCard: Bool
  /// As they are set in the workspace; a wild card is drawn by those that hold.
  package var thresholds: Thresholds

  package init(
    person: String, items: Int, timeZone: TimeZone, model: String, perSource: Int = 2,
    hasWildCard: Bool = true, thresholds: Thresholds = .standard
  ) {
    self.person = person
    self.items = items
    self.timeZone = timeZone
    self.model = model
    self.perSource = perSource
    self.hasWildCard = hasWildCard
    self.thresholds = thresholds
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
    let contexts = try await database.contexts(of: items.map(\.id))
    let wild = try await database.wildCard(ofDigest: number)
    return Edition(
      person: settings.person, number: number, since: row.since, until: row.until,
      timeZone: settings.timeZone,
      stories: items.map { item in
        Edition.Story(
          item: item, alsoIn: alsoIn[item.id] ?? [],
          propensity: wild.flatMap { $0.item == item.id ? $0.propensity : nil },
          context: contexts[item.id])
      },
      considered: row.considered, waiting: row.waiting, more: row.more)
  }

  /// Chooses and writes down; gives the number of the new digest.
  private func record(_ since: Date?, now: Date) async throws -> Int64? {
    let last = try await database.newestDigest()
    // A digest of some hours says nothing about the rest of the day: that stays for the next.
    let mark = since == nil ? try await database.newestDecision() : last?.decidedUntil ?? 0
    let period = Self.period(since, last, now: now)
    let candidates = try await database.digestCandidates(
      period, limit: settings.items * Self.lookAhead, perSource: settings.items)
    guard !candidates.isEmpty else { return nil }
    let wild = try await wildCard(period, now: now)
    let chosen = try await choose(settings.items - (wild == nil ? 0 : 1), among: candidates)
    let shown = chosen + (try await database.items(wild.map { [$0.item] } ?? []))
    let counts = try await database.digestCounts(period)
    return try await database.addDigest(
      since: since ?? last?.until ?? shown.map(\.firstSeen).min() ?? now, until: now,
      considered: counts.considered, waiting: counts.waiting,
      more: max(0, counts.candidates - chosen.count), decidedUntil: mark, items: shown, wild: wild)
  }

  /// Draws the wild card of the day; the day is the seed, so a rehearsal draws the same, and so does a run that is done
  /// again.
  private func wildCard(_ period: DigestPeriod, now: Date) async throws -> WildCard? {
    // Where there is one place, it is for what is wanted.
    guard settings.hasWildCard, settings.items > 1 else { return nil }
    let day = { DigestDates.day($0, in: settings.timeZone) }
    if let last = try await database.newestWildCard(), day(last) == day(now) { return nil }
    let seed = Fingerprint(of: [day(now)]).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    return WildCard.draw(
      among: try await database.wildCandidates(period, at: now),
      thresholds: try await database.thresholds(from: settings.thresholds),
      seed: seed)
  }

  private static func period(_ since: Date?, _ last: DigestRow?, now: Date) -> DigestPeriod {
    if let since { return .between(since: since, until: now, withBackFill: last == nil) }
    return last.map { .after(decision: $0.decidedUntil) } ?? .everything
  }

  /// The chosen items, most wanted first.
  private func choose(
    _ count: Int, among candidates: [DecidedItem]
  ) async throws -> [DecidedItem] {
    let vectors = try await database.vectors(of: candidates.map(\.id), model: settings.model)
    let indices = Variety.choose(
      count,
      among: candidates.map { item in
        VarietyCandidate(
          logOdds: item.outcome?.logOdds ?? 0,
          vector: vectors[item.id].map(Vector.init(unit:)), source: item.source, author: item.author
        )
      }, perSource: settings.perSource)
    return indices.map { candidates[$0] }.sorted {
      ($0.outcome?.logOdds ?? 0, $1.id) > ($1.outcome?.logOdds ?? 0, $0.id)
    }
  }
}
