// Claims: of many that want to send, one does, and only what may go now.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionClaimTests: ActionLedgerSuite {
  @Test func `of many that claim at once one wins`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b", "c"]) {
        _ = try await approve(database, row)
      }
      let claims = try await withThrowingTaskGroup(of: ActionClaim.self) { group in
        for number in 0..<6 {
          group.addTask {
            try await database.claimAction(terms("p\(number)"), token: "\(number)", at: now)
          }
        }
        return try await group.reduce(into: [ActionClaim]()) { $0.append($1) }
      }
      let orders = claims.filter { if case .order = $0 { true } else { false } }
      #expect(orders.count == 1)
      #expect(claims.count { $0 == .busy } == 5)
    }
  }

  @Test func `a claim that is repeated finds what it had`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let first = try await claimed(database, terms(), token: "one")
      #expect(try await claimed(database, terms(), token: "one") == first)
      #expect(try await database.claimAction(terms(), token: "two", at: now) == .busy)
    }
  }

  @Test func `the next one waits for the gap`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.done(remote: nil)), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now)
          == .wait(until: now.addingTimeInterval(120)))
      _ = try await claimed(database, terms(), after: 120)
    }
  }

  @Test func `what nobody sent in time is void`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      _ = try await approve(database, rows[0])
      #expect(try await database.claimAction(terms(), token: "t", at: expires) == .idle)
      #expect(try await state(database, rows[0].id) == .expired)
      #expect(try await state(database, rows[1].id) == .expired)
    }
  }

  @Test func `leave that was withdrawn is no leave`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(
        database, ["a"], approvedFrom: now.addingTimeInterval(600))
      #expect(rows[0].state == .approved && rows[0].approvedBy == "policy")
      let leave = try terms(automatic: [.like])
      #expect(
        try await database.claimAction(leave, token: "t", at: now)
          == .wait(until: now.addingTimeInterval(600)))
      #expect(
        try await database.claimAction(terms(), token: "u", at: now.addingTimeInterval(700))
          == .idle)
      #expect(try await state(database, rows[0].id) == .proposed)
    }
  }

  @Test func `a kind that is off is not sent, approved or not`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let claim = try await database.claimAction(
        terms(policies: [.like: .off]), token: "t", at: now)
      #expect(claim == .idle)
    }
  }
}
