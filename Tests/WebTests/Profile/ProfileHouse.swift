// The pages of the profile over a small past: items of four topics that came in yesterday, answers, and a workspace with
// rules.

import Foundation
import HTTP
import Pipeline
import Postgres
import Store
import Taste
import TestSupport
import Testing
import Web
import Workspace

/// A browser before the pages of a profile.
struct ProfileHouse: Sendable {
  let site: TestSite
  let database: Database
  let ground: WebGround
  /// Where the workspace is.
  let root: String

  /// A house of `items`, the first `answers` of them answered; `rules` is the text of `rules/a.yaml`.
  static func with(
    items: Int = 40, answers: Int = 30, rules: String? = nil,
    _ body: (ProfileHouse) async throws -> Void
  ) async throws {
    let root = NSTemporaryDirectory() + "gleaner-profile-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: "\(root)/rules", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    if let rules {
      try rules.write(toFile: "\(root)/rules/a.yaml", atomically: true, encoding: .utf8)
    }
    try await TestStore.with { database, pool in
      let ground = WebGround(
        database: database, settings: settings, location: WorkspaceLocation(root: root))
      if items > 0 {
        try await AnsweredPast(database).fill(count: items, answers: answers)
        let yesterday = TestSite.now.addingTimeInterval(-86_400)
        try await pool.execute("UPDATE items SET first_seen = \(yesterday)")
        _ = try await ground.profileDesk(at: TestSite.now).build()
      }
      let sittings = Sittings(ground)
      let routes =
        ProfilePages(ground).routes + ReviewPages(ground, sittings).routes
        + ItemPages(ground, sittings).routes
      try await TestSite.over(database, routes) { site in
        try await body(
          ProfileHouse(site: site, database: database, ground: ground, root: root))
      }
    }
  }

  private static var settings: Settings {
    var settings = Settings(timeZone: .gmt)
    settings.person = "Ada"
    return settings
  }

  func get(_ target: String) async -> ServerResponse { await site.ask("GET", target) }

  /// Sends a form of one of our pages.
  func post(_ target: String, _ fields: String = "") async -> ServerResponse {
    await site.ask("POST", target, form: "token=\(site.formToken)&\(fields)")
  }

  /// What a preview's form carries.
  static func basis(_ page: ServerResponse) throws -> String {
    let start = try #require(page.text.range(of: "name=\"basis\" value=\"")?.upperBound)
    return String(page.text[start...].prefix { $0 != "\"" })
  }

  /// How many versions there are.
  func versions() async throws -> Int { try await database.profiles(limit: 1_000).count }

  func rules() -> String {
    (try? String(contentsOfFile: "\(root)/rules/proposed.yaml", encoding: .utf8)) ?? ""
  }
}
