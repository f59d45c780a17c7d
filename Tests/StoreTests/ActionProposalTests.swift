// What becomes a row of the ledger, once and for ever.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct ActionProposalTests: ActionLedgerSuite {
  @Test func `a kept post is proposed once, however often that is tried`() async throws {
    try await TestStore.with { database, _ in
      let rows = try await proposed(database, ["a", "b"])
      #expect(rows.map(\.state) == [.proposed, .proposed])
      #expect(rows.map(\.title) == ["Post a", "Post b"])
      #expect(try await propose(database) == [])
      #expect(try await database.actions(ActionQuery()).count == 2)
    }
  }

  @Test func `one post in two items is one target`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      _ = try await posts.add(["a"])
      _ = try await posts.add(["b"]) { post in
        post = PostRow(
          item: post.item, account: post.account,
          target: PostTarget(.mastodon, uri: KeptPosts.uri("a")) ?? post.target)
      }
      try await propose(database)
      #expect(try await database.actions(ActionQuery()).count == 1)
    }
  }

  @Test func `what was skipped, came with an archive, or long ago is not proposed`() async throws {
    try await TestStore.with { database, pool in
      let posts = try posts(database)
      let ids = try await posts.add(["a", "b", "c", "d"])
      _ = try await database.answer(ids[0], .skip, origin: .review, reason: nil, at: now)
      try await pool.execute("UPDATE items SET back_fill = true WHERE id = \(ids[1])")
      try await pool.execute(
        "UPDATE items SET first_seen = \(now.addingTimeInterval(-7_200)) WHERE id = \(ids[2])")
      try await propose(database)
      #expect(try await database.actions(ActionQuery()).map(\.item) == [ids[3]])
    }
  }

  @Test func `a like on X that nobody started is refused by the database itself`() async throws {
    try await TestStore.with { _, pool in
      _ = await #expect(throws: PostgresError.self) {
        try await pool.execute(
          """
          INSERT INTO actions (account, network, uri, kind, state, reason, approved_by, proposed_at, decided_at, expires_at)
          VALUES ('matt@x.com', 'x', '1', 'like', 'approved', '', 'policy', now(), now(), now())
          """)
      }
    }
  }
}
