// What a certificate is counted on.

import Feed
import FoundationEssentials
import Store
import Taste
import TestSupport
import Testing

struct ActionCertificateTests {
  private let now = StoreFixture.now

  private func posts(_ database: Database) throws -> KeptPosts {
    KeptPosts(
      database, account: try #require(AccountName("matt@social.example")), now: now)
  }

  private func certificate(
    _ database: Database, _ kind: ActionKind = .like, keep: Double = 0.6
  ) async throws -> Certificate {
    try await database.certificate(kind, keep: keep, model: KeptPosts.model)
  }

  @Test func `answers about what would have been acted on count`() async throws {
    try await TestStore.with { database, _ in
      try await posts(database).answer(50, wrong: 3)
      let counted = try await certificate(database)
      #expect(counted == Certificate(right: 47, of: 50))
      #expect(try await certificate(database, .bookmark) == counted)
      #expect(try await certificate(database, keep: 0.95).count == 0)
    }
  }

  @Test func `wanting to read is not wanting to pass on`() async throws {
    try await TestStore.with { database, _ in
      try await posts(database).answer(50)
      #expect(try await certificate(database, .repost).count == 0)
    }
  }

  @Test
  func
    `what was rejected or taken back counts against, and what was approved with others not at all`()
    async throws
  {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      _ = try await posts.add(["a", "b", "c", "d"])
      let openings = try await database.actionOpenings(
        posts.account, .repost, since: now.addingTimeInterval(-60), limit: 9)
      let expires = now.addingTimeInterval(9_000)
      _ = try await database.propose(
        openings.map {
          ActionDraft(
            account: posts.account, kind: .repost, opening: $0, approvedFrom: nil, expires: expires,
            certificate: Certificate(right: 0, of: 0), reason: "")
        }, at: now)
      let rows = try await database.actions(ActionQuery())
      for (row, how) in [(rows[0], ActionApproval.person), (rows[1], .person), (rows[2], .bulk)] {
        _ = try await database.approve(
          row.id, version: row.version, by: how, expires: expires, at: now)
      }
      _ = try await database.reject(rows[1].id, at: now)
      _ = try await database.reject(rows[3].id, at: now)
      #expect(try await certificate(database, .repost) == Certificate(right: 1, of: 3))
    }
  }
}
