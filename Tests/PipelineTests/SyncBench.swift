// An account that is signed in to at a server of ours, for tests of what its likes teach.

import Feed
import Foundation
import HTTP
import Pipeline
import Postgres
import Social
import Store
import Synchronization
import TestSupport
import Testing

/// One account on a bench.
struct SyncBench: Sendable {
  static let token = "token-5f0c2a7e91d84b63"

  var bench: Bench
  let name: AccountName
  private let told = Mutexed<[String]>([])

  /// Signs in as `name`, and reads nothing but its likes.
  init(
    _ bench: Bench, _ name: String, at server: String, who: String, token: String = Self.token
  ) async throws {
    self.bench = bench
    self.name = try #require(AccountName(name))
    self.bench.sources = []
    let wire = WireLine(Client(Client.Settings(userAgent: "Gleaner/test")), allowPrivate: true)
    self.bench.accounts = { source in
      guard let place = source.timeline else { throw CocoaError(.formatting) }
      return AccountLine(place.account, server: server, who: who) { call in
        var call = call
        call.authorization = "Bearer \(token)"
        call.secrets = [token]
        return try await wire.send(call)
      }
    }
    try await bench.database.keep(
      AccountDraft(name: self.name, server: server, who: who, sealed: [1], expiresAt: nil),
      at: bench.now.addingTimeInterval(-60))
  }

  /// What was said since the last time.
  func heard() -> [String] {
    defer { told.value = [] }
    return told.value
  }

  @discardableResult
  func sync() async throws -> SyncReport {
    let told = told
    return try await bench.run(until: .sync) { event in
      switch event {
      case .syncFailed(let account, let why): told.change { $0.append("\(account): \(why)") }
      case .noted(let words): told.change { $0.append(words) }
      default: break
      }
    }.sync
  }

  /// The same later.
  @discardableResult
  mutating func sync(after seconds: TimeInterval) async throws -> SyncReport {
    bench.now += seconds
    return try await sync()
  }

  /// The labels that stand, as `like of item` or `like of document`, sorted.
  func labels() async throws -> [String] {
    let rows = try await bench.pool.query(
      "SELECT label || CASE WHEN item IS NULL THEN ' of document' ELSE ' of item' END AS words FROM labels"
    )
    return try rows.map { try $0.decode("words", as: String.self) }.sorted()
  }

  /// How many labels stand.
  func count() async throws -> Int { try await labels().count }
}
