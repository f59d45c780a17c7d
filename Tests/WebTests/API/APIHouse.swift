// A site with the API over a small past: items of four topics, answers, an action, a profile, a digest and a source.

import Feed
import Foundation
import HTTP
import Pipeline
import Service
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

/// The API of a workspace, and programs that ask it.
struct APIHouse: Sendable {
  static let now = TestSite.now
  let site: TestSite
  let database: Database
  let calls: [APIRoute]
  /// Where the workspace is.
  let root: String
  /// By scope; "all" has every one.
  let tokens: [String: String]

  /// Gives `body` an API; `items` came in, and half of them were answered.
  static func with<Value: Sendable>(
    items: Int = 20,
    limits: RequestLimits = RequestLimits(perMinute: 100_000, changesPerMinute: 100_000),
    _ body: (APIHouse) async throws -> Value
  ) async throws -> Value {
    let root = NSTemporaryDirectory() + "gleaner-api-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: "\(root)/feeds", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Data("- {feed: \"https://bread.example/feed.xml\", name: Bread}\n".utf8).write(
      to: URL(fileURLWithPath: "\(root)/feeds/feeds.yaml"))
    return try await TestSite.with(limits: limits, pages: { APIRoutes.site(ground($0, root)) }) {
      site, database in
      if items > 0 { try await AnsweredPast(database).fill(count: items, answers: items / 2) }
      return try await body(
        APIHouse(
          site: site, database: database, calls: APIRoutes.all(ground(database, root)), root: root,
          tokens: try await tokens(database)))
    }
  }

  private static func ground(_ database: Database, _ root: String) -> WebGround {
    var settings = Settings(timeZone: .gmt)
    settings.person = "Ada"
    var ground = WebGround(
      database: database, settings: settings, location: WorkspaceLocation(root: root))
    ground.client = Client(Client.Settings(userAgent: "test"))
    let desks = ground
    ground.judging = { _ in
      PipelineSettings(
        root: root, sources: [], rules: RuleBook([]), thresholds: .standard, prior: 0.1,
        digest: try await desks.digestSettings())
    }
    return ground
  }

  private static func tokens(_ database: Database) async throws -> [String: String] {
    var chance = SteadyDice(9)
    var tokens: [String: String] = [:]
    let kinds = TokenScope.allCases.map { ($0.rawValue, Set([$0])) }
    for (name, scopes) in kinds + [("all", Set(TokenScope.allCases))] {
      tokens[name] = try await Doorkeeper.makeToken(
        named: name, scopes, in: database, at: now, using: &chance)
    }
    return tokens
  }

  /// Asks as the program with a token.
  func ask(
    _ method: String, _ target: String, _ body: JSONValue? = nil, as token: String = "all",
    _ change: (inout Headers) -> Void = { _ in }
  ) async -> ServerResponse {
    var headers: Headers = ["Host": "127.0.0.1:8008"]
    headers["Authorization"] = "Bearer \(tokens[token] ?? token)"
    if body != nil { headers["Content-Type"] = "application/json" }
    change(&headers)
    return await site.site.answer(
      ServerRequest(
        method: method, target: "/api/v1\(target)", headers: headers,
        body: Array((body?.jsonText ?? "").utf8), peer: nil))
  }

  /// Proposes a like of a post; gives its number.
  func propose(_ name: String = "rye") async throws -> Int64 {
    let account = try #require(AccountName("ada@social.example"))
    _ = try await KeptPosts(database, account: account, now: Self.now).add([name])
    let openings = try await database.actionOpenings(
      account, .like, since: Self.now.addingTimeInterval(-3_600), limit: 10)
    _ = try await database.propose(
      openings.map { opening in
        ActionDraft(
          account: account, kind: .like, opening: opening, approvedFrom: nil,
          expires: Self.now.addingTimeInterval(48 * 3_600),
          certificate: Certificate(right: 0, of: 0), reason: "you want to be asked")
      }, at: Self.now)
    return try #require(try await database.actions(ActionQuery()).first?.id)
  }
}

extension ServerResponse {
  /// The body as JSON; null where it is none.
  var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

extension APIHouse {
  /// Composes a digest of the first item.
  func digest() async throws {
    let items = try await database.items([1])
    _ = try await database.addDigest(
      since: Self.now.addingTimeInterval(-86_400), until: Self.now, considered: 1, waiting: 0,
      more: 0, decidedUntil: 0, stories: items.map { DigestStory(item: $0) },
      reader: DigestReader(person: "Ada", timeZone: "UTC"))
  }
}
