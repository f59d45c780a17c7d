// A store with some digests, and what pages over it stand on.

import Feed
import Foundation
import HTTP
import Postgres
import Store
import Taste
import TestSupport
import Web
import Workspace

enum DigestHouse {
  /// Digest 1 is older than any link is good for and has item 4; digest 2 has items 1 and 2, digest 3 item 3.
  static func fill(_ database: Database, _ pool: Pool, at now: Date) async throws {
    let source = Source(address: "https://a.example/feed")
    try await database.sync([source])
    let stored = try await database.stored([source])
    let titles = ["first", "<b>second", "third", "fourth"]
    _ = try await database.admit(
      titles.map { Item(externalID: $0, title: $0, text: "About \($0).") },
      outcome: PullOutcome(source: stored[0].id, at: now))
    _ = try await database.markDuplicates()
    let basis = DecisionBasis(hash: [1], profile: nil, model: "m")
    let texts = try await database.pendingTexts(model: "m", limit: 10)
    let vectors = texts.indices.map { place in
      Vector(unit: (0..<8).map { $0 == place ? 1 : 0 })
    }
    try await database.write(vectors, of: texts, model: "m")
    let records = try await database.undecidedItems(basis, limit: 10).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(verdict: .keep, stage: .score, reason: "because", probability: 0.8),
        logOdds: 1)
    }
    try await database.append(records, basis: basis, at: now)
    let items = try await database.items([1, 2, 3, 4])
    let old = now.addingTimeInterval(-61 * 86_400)
    let digests = [(["fourth"], old), (["first", "<b>second"], now), (["third"], now)]
    for (chosen, until) in digests {
      _ = try await database.addDigest(
        since: until, until: until, considered: 4, waiting: 0, more: 0, decidedUntil: 0,
        stories: items.filter { chosen.contains($0.title) }.map { DigestStory(item: $0) },
        reader: DigestReader(person: "Robin", timeZone: "GMT"))
    }
  }

  static func ground(_ database: Database) -> WebGround {
    var settings = Settings(timeZone: .gmt)
    settings.person = "Robin"
    if let server = MailServer("mail.example.org") {
      settings.mail = MailSettings(
        to: "robin@example.org", from: "gleaner@example.org", server: server)
    }
    return WebGround(
      database: database, settings: settings, location: WorkspaceLocation(root: "/nowhere"))
  }
}
