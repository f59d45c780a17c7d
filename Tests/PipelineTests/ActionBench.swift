// One account with kept posts, a network that counts, and processes that are killed.

@testable import DispatchProcess
import Feed
import Foundation
import Pipeline
import Postgres
import Store
import Synchronization
import Taste
import TestSupport
import Testing

/// What tests of the dispatch stand on.
struct ActionBench {
  static let model = KeptPosts.model
  let database: Database
  let pool: Pool
  let server: LikeServer
  let account: AccountName
  var now = Date(timeIntervalSince1970: 1_768_910_400)
  var rules: ActionRules

  static func with(
    _ plan: @escaping LikeServer.Plan = { _, _, _ in .none },
    _ body: (inout ActionBench) async throws -> Void
  ) async throws {
    try await TestStore.with { database, pool in
      let account = try #require(AccountName("matt@social.example"))
      let server = try LikeServer(plan)
      defer { server.close() }
      var limits = ActionLimits()
      (limits.perHour, limits.perDay, limits.gap, limits.quiet) = (1_000, 1_000, 0, nil)
      var bench = ActionBench(
        database: database, pool: pool, server: server, account: account,
        rules: ActionRules(policies: [account: [.like: .propose]], limits: limits))
      try await bench.posts.signIn()
      try await body(&bench)
    }
  }

  var posts: KeptPosts { KeptPosts(database, account: account, now: now) }

  /// Keeps posts, proposes likes and approves all.
  func approve(_ names: [String]) async throws {
    _ = try await posts.add(names)
    _ = try await act()
    var query = ActionQuery()
    (query.states, query.limit) = ([.proposed], 1_000)
    for row in try await database.actions(query).reversed() {
      _ = try await database.approve(
        row.id, version: row.version, by: .person,
        expires: now.addingTimeInterval(rules.limits.expiry), at: now)
    }
  }

  func act() async throws -> ActReport {
    try await ActStage(
      database: database, rules: rules, keep: 0.6, model: Self.model, now: now
    ).run()
  }

  /// One process: it dies where `reach` throws, and all before it are gone.
  func dispatch(
    _ holder: String = "one", patience: TimeInterval = 0,
    reach: @escaping @Sendable (DispatchStep) async throws -> Void = { _ in },
    stop: @escaping @Sendable () -> ActionStop? = { nil },
    tell: @escaping @Sendable (DispatchEvent) -> Void = { _ in }
  ) async throws -> DispatchReport {
    var settings = DispatchSettings(
      rules: rules, zone: .gmt, keep: 0.6, model: Self.model, holder: holder)
    settings.patience = patience
    settings.isGone = { $0 != holder }
    (settings.reach, settings.stop, settings.tell) = (reach, stop, tell)
    let client = LikeClient(server.url)
    let (account, now) = (account, now)
    return try await Dispatcher(
      database: database, settings: settings,
      transports: { $0 == account ? client : nil }, makeClock: { PlainClock { now } }
    ).run()
  }

  func state(_ name: String) async throws -> ActionState? {
    var query = ActionQuery()
    query.limit = 10_000
    return try await database.actions(query).first { $0.target.uri == KeptPosts.uri(name) }?.state
  }

  func states() async throws -> [ActionState: Int] { try await database.actionCounts() }
}

/// What a killed process throws.
struct Killed: Error {}
