// What holds actions back, and what goes through it.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionStopTests: ActionLedgerSuite {
  @Test func `a stop holds back what is approved, until it is lifted`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let stop = ActionStop(account: nil, isPersons: true, why: "holiday", at: now)
      #expect(try await database.stop(stop))
      #expect(try await !database.stop(stop))
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .stopped(stop))
      #expect(try await database.resume(nil, at: now) == [stop])
      _ = try await claimed(database, terms())
    }
  }

  @Test func `what the person takes back goes through their own stop`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: "r")), at: now)
      try await database.stop(ActionStop(account: nil, isPersons: true, why: "no more", at: now))
      _ = try await database.undo(row.id, at: now)
      let order = try await claimed(database, terms())
      #expect(order.effect == .undo && order.remote == "r")
    }
  }

  @Test
  func `a sign-in that has ended stops the account, and a verb that is not allowed stops the verb`()
    async throws
  {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      for row in rows { _ = try await approve(database, row) }
      let first = try await claimed(database, terms())
      _ = try await database.settle(
        first, ActionAnswer(.refused(.incapable, why: "not on this plan"), status: 403), at: now)
      #expect(try await state(database, first.action) == .failed)
      #expect(try await database.actionStops().map(\.kind) == [.like])
      guard
        case .stopped = try await database.claimAction(
          terms(), token: "t", at: now.addingTimeInterval(300))
      else {
        Issue.record("the verb is still used")
        return
      }
      _ = try await database.resume(try account(), at: now)
      let second = try await claimed(database, terms(), after: 300)
      _ = try await database.settle(
        second, ActionAnswer(.refused(.signedOut, why: "the token is invalid"), status: 401),
        at: now)
      #expect(try await state(database, second.action) == .approved)
      #expect(try await database.actionStops().map(\.kind) == [nil])
    }
  }
}
