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
    return try await edition(row)
  }

  /// A digest from its record.
  package func edition(_ row: DigestRow) async throws -> Edition {
    guard row.format <= Database.digestFormat else { throw LaterDigest(number: row.id) }
    return Edition(
      person: row.reader?.person ?? settings.person, number: row.id, since: row.since,
      until: row.until,
      timeZone: row.reader.flatMap { TimeZone(identifier: $0.timeZone) } ?? settings.timeZone,
      stories: try await database.stories(ofDigest: row.id), considered: row.considered,
      waiting: row.waiting, more: row.more)
  }

  /// The newest digests, at most `limit`.
  package func editions(limit: Int) async throws -> [Edition] {
    var editions: [Edition] = []
    for row in try await database.digests(before: nil, limit: limit) {
      editions.append(try await edition(row))
    }
    return editions
  }

  /// Thrown for a record that a later release wrote.
  package struct LaterDigest: Error, Sendable, CustomStringConvertible {
    package let number: Int64

    package var description: String {
      "digest \(number) was written by a later release of Gleaner, which knows how to show it"
    }
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
    let drawn = try await database.items(wild.map { [$0.item] } ?? [])
    let counts = try await database.digestCounts(period)
    let first = (chosen + drawn).map(\.firstSeen).min()
    return try await database.addDigest(
      since: since ?? last?.until ?? first ?? now, until: now,
      considered: counts.considered, waiting: counts.waiting,
      more: max(0, counts.candidates - chosen.count), decidedUntil: mark,
      stories: try await stories(chosen, drawn, wild),
      reader: DigestReader(person: settings.person, timeZone: settings.timeZone.identifier))
  }

  /// What is told of the chosen items, in sections by interest, and of the wild card, which stands last.
  private func stories(
    _ chosen: [DecidedItem], _ drawn: [DecidedItem], _ wild: WildCard?
  ) async throws -> [DigestStory] {
    let sections = try await sections(of: chosen)
    var stories = try await database.stories(of: chosen)
    for index in stories.indices { stories[index].section = sections[stories[index].item.id] }
    var last = try await database.stories(of: drawn)
    for index in last.indices { last[index].propensity = wild?.propensity }
    return DigestSections.order(stories) + last
  }

  /// What the person calls the interest that each item belongs to; items of none are missing.
  private func sections(of items: [DecidedItem]) async throws -> [Int64: String] {
    guard let profile = try await database.newestProfile(), profile.model == settings.model else {
      return [:]
    }
    let interests = try await database.interests(of: profile.id)
    let book = WishBook(profile.wishes, on: interests, model: profile.model)
    let vectors = try await database.vectors(of: items.map(\.id), model: settings.model)
    return vectors.compactMapValues { values in
      guard let near = interests.nearest(to: Vector(unit: values)), near.isWithin else {
        return nil
      }
      return book.name(of: near.interest)
    }
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
