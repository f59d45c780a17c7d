// What the person says to an action: bound to what they saw, and final.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionWordTests: ActionLedgerSuite {
  @Test func `a yes is bound to the content that was seen`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      let item = try #require(row.item)
      try await posts(database).write([item], ["a"]) { $0.version = "2" }
      #expect(try await approve(database, row) == .edited)
      #expect(try await state(database, row.id) == .proposed)
    }
  }

  @Test func `an edit takes an approval back, and nothing is sent`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      #expect(try await approve(database, row) == .changed(.approved))
      try await posts(database).write([try #require(row.item)], ["a"]) { $0.version = "2" }
      #expect(try await state(database, row.id) == .proposed)
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .idle)
    }
  }

  @Test func `a yes is a label, and a no or an undo withdraws it`() async throws {
    try await TestStore.with { database, pool in
      let rows = try await proposed(database, ["a", "b"])
      for row in rows { _ = try await approve(database, row) }
      #expect(try await labels(pool) == ["like", "like"])
      _ = try await database.reject(rows[0].id, at: now)
      #expect(try await labels(pool) == ["like"])
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.done(remote: "r")), at: now)
      #expect(try await database.undo(rows[1].id, at: now) == .changed(.undoing))
      #expect(try await labels(pool) == [])
    }
  }

  @Test func `a yes that is taken back before it is sent never was`() async throws {
    try await TestStore.with { database, pool in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let back = try await database.reconsider(row.id, expires: row.expires, at: now)
      #expect(back == .changed(.proposed))
      #expect(try await labels(pool) == [])
      let again = try #require(try await database.action(row.id))
      #expect(again.approvedBy == nil && again.decidedAt == nil && again.expires == row.expires)
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .idle)
      #expect(
        try await database.reconsider(row.id, expires: row.expires, at: now)
          == .unchanged(.proposed))
      #expect(try await approve(database, again) == .changed(.approved))
    }
  }

  private func labels(_ pool: Pool) async throws -> [String] {
    try await pool.query("SELECT label FROM labels ORDER BY id").map {
      try $0.decode("label", as: String.self)
    }
  }

  @Test func `what was rejected or undone never comes back`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      _ = try await database.reject(rows[0].id, at: now)
      _ = try await approve(database, rows[1])
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      _ = try await database.undo(rows[1].id, at: now)
      let undo = try await claimed(database, terms())
      #expect(undo.effect == .undo)
      _ = try await database.settle(undo, ActionAnswer(.done(remote: nil)), at: now)
      #expect(try await state(database, rows[1].id) == .undone)
      #expect(try await propose(database) == [])
      #expect(try await approve(database, rows[0]) == .unchanged(.rejected))
      #expect(try await approve(database, rows[1]) == .unchanged(.undone))
      #expect(try await database.claimAction(terms(), token: "t", at: now) == .idle)
    }
  }

  @Test func `nothing that is not there is approved`() async throws {
    try await TestStore.with { database, _ in
      let receipt = try await database.approve(
        77, version: "", by: .person, expires: expires, at: now)
      #expect(receipt == .missing)
      #expect(try await database.undo(77, at: now) == .missing)
    }
  }
}
