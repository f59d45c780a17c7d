// Accounts: one row for a name, replaced by a new sign-in, and without tokens once it is removed.

import Feed
import FoundationEssentials
import Postgres
import Store
import TestSupport
import Testing

struct AccountTests {
  private let now = StoreFixture.now

  private func draft(_ name: String, sealed: [UInt8] = [1, 2]) throws -> AccountDraft {
    AccountDraft(
      name: try #require(AccountName(name)), server: "https://social.example", who: "7",
      sealed: sealed, expiresAt: now)
  }

  @Test func `a new sign-in takes the place of the old one, with what it was not allowed`()
    async throws
  {
    try await TestStore.with { database, _ in
      try await database.keep(try draft("ada@social.example"), at: now)
      try await database.keep(try draft("ada.bsky.social"), at: now)
      let first = try #require(try await database.account(draft("ada@social.example").name))
      try await database.switchOff("repost", of: first, because: "403", at: now)
      try await database.fault(first, "over")
      let changed = try await database.accounts()
      #expect(changed.map(\.name.text) == ["ada.bsky.social", "ada@social.example"])
      #expect(changed[1].absences.map(\.capability) == ["repost"] && changed[1].fault == "over")
      try await database.keep(try draft("ada@social.example", sealed: [3]), at: now)
      let second = try await database.accounts()[1]
      #expect(second.id == first.id && second.sealed == [3] && second.renewals == 1)
      #expect(second.absences.isEmpty && second.fault == nil && second.expiresAt == now)
    }
  }

  @Test(arguments: [true, false])
  func `what is removed has no tokens, and comes back by signing in`(keepingData: Bool) async throws
  {
    try await TestStore.with { database, pool in
      try await database.keep(try draft("ada@social.example"), at: now)
      let account = try await database.accounts()[0]
      try await database.remove(account, keepingData: keepingData, at: now)
      #expect(try await database.accounts().isEmpty)
      let rows = try await pool.query("SELECT sealed IS NULL AS bare FROM accounts")
      #expect(try rows.map { try $0.decode("bare", as: Bool.self) } == (keepingData ? [true] : []))
      // What was read before does nothing to it any more.
      try await database.renew(account, sealed: [9], expiresAt: nil)
      #expect(try await database.accounts().isEmpty)
      try await database.keep(try draft("ada@social.example"), at: now)
      #expect(try await database.accounts().count == 1)
    }
  }

  @Test func `a renewal that is begun is known, until its outcome is`() async throws {
    try await TestStore.with { database, _ in
      try await database.keep(try draft("ada@social.example"), at: now)
      let account = try await database.accounts()[0]
      try await database.beginRenewal(of: account, at: now)
      try await database.beginRenewal(of: account, at: now + 60)
      #expect(try await database.accounts()[0].renewingSince == now)
      try await database.withdrawRenewal(of: account)
      #expect(try await database.accounts()[0].renewingSince == nil)
      try await database.beginRenewal(of: account, at: now)
      try await database.renew(account, sealed: [2], expiresAt: nil)
      let renewed = try await database.accounts()[0]
      #expect(renewed.renewingSince == nil && renewed.renewals == 1 && renewed.expiresAt == nil)
    }
  }
}
