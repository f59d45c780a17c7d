// How calls end, also those that nobody heard the end of.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionOutcomeTests: ActionLedgerSuite {
  @Test(arguments: [
    (ActionOutcome.done(remote: "r"), ActionState.done), (.alreadyDone(remote: nil), .done),
    (.notSent(why: "no way"), .approved), (.throttled(until: nil, why: "slow"), .approved),
    (.refused(.gone, why: "gone"), .failed), (.refused(.invalid, why: "no"), .failed),
    (.unclear(why: "cut"), .unknown), (.left(why: "a program"), .failed),
    (.changed(PostSight()), .proposed),
  ])
  func `an outcome has its state`(outcome: ActionOutcome, expected: ActionState) async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let order = try await claimed(database, terms())
      #expect(try await state(database, row.id) == .sending)
      #expect(try await database.settle(order, ActionAnswer(outcome), at: now))
      #expect(try await state(database, row.id) == expected)
    }
  }

  @Test func `a network that wants to be left alone is left alone, and no longer than a day`()
    async throws
  {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      let far = now.addingTimeInterval(30 * 86_400)
      _ = try await database.settle(
        order, ActionAnswer(.throttled(until: far, why: "429"), status: 429), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now)
          == .wait(until: now.addingTimeInterval(86_400)))
    }
  }

  @Test func `the last call of a window is the last`() async throws {
    try await TestStore.with { database, _ in
      for row in try await proposed(database, ["a", "b"]) { _ = try await approve(database, row) }
      let order = try await claimed(database, terms())
      let reset = now.addingTimeInterval(600)
      _ = try await database.settle(
        order, ActionAnswer(.done(remote: nil), status: 200, remaining: 0, reset: reset), at: now)
      #expect(
        try await database.claimAction(terms(), token: "t", at: now.addingTimeInterval(300))
          == .wait(until: reset))
    }
  }

  @Test func `a call whose process is gone is unclear, and is not tried again unread`() async throws
  {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await claimed(database, terms("dead"))
      #expect(try await database.lapseActions(of: ["other"], at: now) == 0)
      #expect(try await database.actionHolders() == ["dead"])
      #expect(try await database.lapseActions(of: ["dead"], at: now) == 1)
      #expect(try await state(database, row.id) == .unknown)
      let later = now.addingTimeInterval(9_000)
      #expect(try await database.claimAction(terms(), token: "t", at: later) == .idle)
      let unclear = try await database.unclearActions(try account(), at: later, limit: 9)
      #expect(unclear.map(\.order.action) == [row.id])
    }
  }

  @Test(arguments: [
    (ActionStanding.done(remote: "r"), ActionState.done), (.notDone, .approved), (.gone, .failed),
    (.unclear(why: "away"), .unknown),
  ])
  func `what is read back settles it`(standing: ActionStanding, expected: ActionState) async throws
  {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let order = try await claimed(database, terms())
      _ = try await database.settle(order, ActionAnswer(.unclear(why: "cut")), at: now)
      let unclear = try await database.unclearActions(try account(), at: now, limit: 9)[0]
      #expect(try await database.settle(unclear, standing, holder: "here", at: now))
      #expect(try await state(database, row.id) == expected)
      #expect(try await !database.settle(unclear, .notDone, holder: "late", at: now))
      #expect(try await state(database, row.id) == expected)
    }
  }

  @Test func `who is slower than their lease settles nothing that has moved on`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      let slow = try await claimed(database, terms("slow", lease: .zero))
      #expect(try await database.lapseActions(of: [], at: now) == 1)
      let unclear = try await database.unclearActions(try account(), at: now, limit: 9)[0]
      _ = try await database.settle(unclear, .notDone, holder: "here", at: now)
      let again = try await claimed(database, terms(), after: 9_000)
      #expect(
        try await !database.settle(slow, ActionAnswer(.refused(.invalid, why: "no")), at: now))
      #expect(try await state(database, row.id) == .sending)
      #expect(try await database.settle(again, ActionAnswer(.done(remote: nil)), at: now))
    }
  }

  @Test func `everything that happened is on record`() async throws {
    try await TestStore.with { database, _ in
      let row = try await proposed(database, ["a"])[0]
      _ = try await approve(database, row)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      _ = try await database.undo(row.id, at: now)
      _ = try await database.settle(
        try await claimed(database, terms()), ActionAnswer(.done(remote: nil)), at: now)
      #expect(
        try await database.audit(of: row.id).map { "\($0.who) \($0.what)" } == [
          "gleaner proposed", "person approved", "gleaner done", "person undo", "gleaner undone",
        ])
    }
  }
}
