// Items that a score left open, the pages over them, and a browser before the pages.

import Feed
import Foundation
import HTTP
import Postgres
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

/// A site with the review and the pages of items, over items that wait.
struct ReviewBench {
  static let model = "all-MiniLM-L6-v2"
  static let source = Source(address: "https://example.org/feed.xml", name: "Example")

  let site: TestSite
  let database: Database
  let items: [Int64]

  /// Items with these titles, the surest doubt first; each has a text of its own.
  static func with(
    _ titles: [String], _ change: @Sendable (Int, inout Item) -> Void = { _, _ in },
    _ body: (ReviewBench) async throws -> Void
  ) async throws {
    try await TestSite.with(pages: { database in
      let ground = WebGround(
        database: database, settings: settings,
        location: WorkspaceLocation(root: "/nowhere"))
      let sittings = Sittings(ground)
      return ReviewPages(ground, sittings).routes + ItemPages(ground, sittings).routes
        + ProfilePages(ground).routes
    }) { site, database in
      let items = try await fill(database, titles, change)
      try await body(ReviewBench(site: site, database: database, items: items))
    }
  }

  private static var settings: Settings { Settings(timeZone: .gmt) }

  private static func fill(
    _ database: Database, _ titles: [String], _ change: (Int, inout Item) -> Void
  ) async throws -> [Int64] {
    try await database.sync([source])
    guard let stored = try await database.stored([source]).first else { return [] }
    let made = titles.enumerated().map { place, title in
      var item = Item(
        externalID: "\(place)", url: "https://example.org/\(place)", title: title,
        text: "Text \(place) about \(title).", published: TestSite.now)
      change(place, &item)
      return item
    }
    _ = try await database.admit(made, outcome: PullOutcome(source: stored.id, at: TestSite.now))
    let texts = try await database.pendingTexts(model: model, limit: titles.count)
    let vectors = texts.indices.map { place in
      Vector(unit: (0..<64).map { $0 == place % 64 ? 1 : 0 })
    }
    try await database.write(vectors, of: texts, model: model)
    let ids = texts.map(\.id).sorted()
    try await decide(database, ids)
    return ids
  }

  private static func decide(_ database: Database, _ ids: [Int64]) async throws {
    let basis = DecisionBasis(hash: [1], profile: nil, model: model)
    let records = ids.enumerated().map { place, id in
      let probability = 0.42 - 0.01 * Double(place % 30)
      return DecisionRecord(
        item: id, textHash: [1],
        decision: Decision(
          verdict: .review, stage: .score, reason: "between skip and keep",
          probability: probability, uncertainty: 0.1),
        logOdds: Decide.logOdds(probability))
    }
    try await database.append(records, basis: basis, at: TestSite.now)
  }

  /// Presses a key of a card, as the script does.
  func press(_ word: String, _ item: Int64, as browser: TestSite? = nil) async -> ServerResponse {
    await post("/review/answer", "answer=\(word)&item=\(item)", as: browser)
  }

  /// Presses undo.
  func undo(as browser: TestSite? = nil) async -> ServerResponse {
    await post("/review/undo", "", as: browser)
  }

  /// Sends a form as the script does.
  func post(_ path: String, _ fields: String, as browser: TestSite? = nil) async -> ServerResponse {
    let browser = browser ?? site
    return await browser.ask("POST", path, form: "token=\(browser.formToken)&\(fields)") {
      $0["X-Gleaner-Part"] = "card"
    }
  }

  /// A second browser that has signed in.
  func anotherBrowser() async throws -> TestSite {
    var chance = SteadyDice(99)
    let field = try await site.site.doorkeeper.begin(at: TestSite.now, using: &chance)
    return TestSite(site: site.site, cookie: String(field.value.prefix { $0 != ";" }))
  }

  /// The item that a card asks about.
  static func asked(_ response: ServerResponse) -> Int64? {
    let mark = "name=\"item\" value=\""
    guard let start = response.text.range(of: mark)?.upperBound else { return nil }
    return Int64(response.text[start...].prefix { $0.isNumber })
  }

  /// Expects the newest decision of an item, and its labels.
  func expect(
    _ item: Int64, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let state = try await state(item)
    #expect(state == expected, sourceLocation: sourceLocation)
  }

  /// The newest decision and the labels of an item.
  func state(_ item: Int64) async throws -> String {
    let outcome = try await database.item(item)?.outcome
    let labels = try await database.history(of: item).compactMap { event -> String? in
      if case .said(let label, _, _, false) = event.kind { label } else { nil }
    }
    let decided = "\(outcome?.verdict.rawValue ?? "none") by \(outcome?.stage.rawValue ?? "none")"
    return ([decided] + labels).joined(separator: ", ")
  }
}
