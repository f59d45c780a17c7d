// A workspace on a database of its own, with items that a score has left open.

import Feed
import Foundation
import Postgres
import Store
import Taste
import TestSupport

struct ReviewHouse: Sendable {
  let root: String
  let address: String
  let database: Database
  let pool: Pool

  /// A house with so many open items, named Title 1, Title 2 and so on.
  static func with(_ count: Int = 3, _ body: (ReviewHouse) async throws -> Void) async throws {
    let root = NSTemporaryDirectory() + "gleaner-review-\(UUID())"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try Data("schedule: {timezone: UTC}\n".utf8).write(
      to: URL(fileURLWithPath: "\(root)/gleaner.yaml"))
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await TestStore.with { database, pool in
      let name = try await pool.query("SELECT current_database()::text AS name")[0]
        .decode("name", as: String.self)
      let address = try await TestCluster.shared.settings(database: name).address
      try await fill(database, count)
      try await body(ReviewHouse(root: root, address: address, database: database, pool: pool))
    }
  }

  func process(_ arguments: [String], terminal: String = "dumb") throws -> Process {
    try Program.process(
      ["--dir", root] + arguments + ["--now", "2026-01-20T08:00:00Z"],
      environment: ["DATABASE_URL": address, "TERM": terminal])
  }

  func gleaner(_ arguments: String...) throws -> Program.Ended {
    try Program.finish(try process(["review"] + arguments))
  }

  func verdicts() async throws -> [String] {
    try await database.items(ItemQuery()).sorted { $0.id < $1.id }.compactMap(\.outcome)
      .map { "\($0.verdict.rawValue) by \($0.stage.rawValue)" }
  }

  private static func fill(_ database: Database, _ count: Int) async throws {
    let now = Date(timeIntervalSince1970: 1_768_892_400)
    try await database.sync([Source(address: "feeds/a.xml", name: "A feed")])
    let source = try await database.stored([Source(address: "feeds/a.xml", name: "A feed")])[0]
    let items = (1...max(1, count)).map {
      Item(
        externalID: "\($0)", url: "https://example.org/\($0)", title: "Title \($0)",
        text: "What number \($0) is about.", published: now)
    }
    _ = try await database.admit(
      count == 0 ? [] : items, outcome: PullOutcome(source: source.id, at: now))
    _ = try await database.markDuplicates()
    let texts = try await database.pendingTexts(model: "all-MiniLM-L6-v2", limit: 100)
    let vector = Vector(unit: (0..<384).map { $0 == 0 ? 1 : 0 })
    try await database.write(texts.map { _ in vector }, of: texts, model: "all-MiniLM-L6-v2")
    let basis = DecisionBasis(hash: [1], profile: nil, model: "all-MiniLM-L6-v2")
    let records = try await database.undecidedItems(basis, limit: 100).map {
      DecisionRecord(
        item: $0.id, textHash: $0.textHash,
        decision: Decision(
          verdict: .review, stage: .score, reason: "borderline: close to “B”", probability: 0.4,
          uncertainty: 0.2),
        logOdds: -0.4,
        rationale: Rationale(reasons: [Reason(id: "passage:1", title: "B", share: 0.5)]))
    }
    try await database.append(records, basis: basis, at: now)
  }
}
