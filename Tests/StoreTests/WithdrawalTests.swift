// What stands around posts, and what is left of those that were taken back.

import Feed
import FoundationEssentials
import Postgres
import Store
import Taste
import TestSupport
import Testing

struct WithdrawalTests {
  private let now = StoreFixture.now

  private func posts(_ database: Database, _ name: String = "matt@social.example") throws
    -> KeptPosts
  {
    KeptPosts(database, account: try #require(AccountName(name)), now: now)
  }

  private func boost(_ name: String, _ seconds: Double) -> Repost {
    Repost(by: Person(name: name, handle: name.lowercased(), id: name), at: now + seconds)
  }

  @Test func `what stands around a post is kept, and who brings it later is added`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      let ids = try await posts.add(["a"]) { post in
        post.context.boosts = [boost("Ada", 10)]
        post.context.engagement = Engagement(likes: 3, views: 5_000_000_000)
        var quoted = PostReference(id: "q", link: "https://a.example/q")
        (quoted.text, quoted.author) = ("A \"quote\"\u{1}", Person(name: "Dan"))
        quoted.published = now
        post.context.quoted = quoted
        post.context.replyTo = PostReference(id: "r", state: "not_found")
        post.context.media = [Link(rel: "image", href: "https://a.example/1", alt: "a cat")]
        post.context.card = LinkCard(href: "https://a.example/p", title: "Page")
      }
      let first = try #require(try await database.contexts(of: ids)[ids[0]])
      #expect(first.quoted?.text == "A \"quote\"\u{1}" && first.quoted?.author?.name == "Dan")
      #expect(first.quoted?.published == now && first.replyTo?.state == "not_found")
      #expect(first.media.first?.alt == "a cat" && first.card?.title == "Page")
      #expect(first.engagement.views == 5_000_000_000)
      try await posts.write(ids, ["a"]) { post in
        post.context.boosts = [boost("Bob", 20), boost("Ada", 30)]
        post.context.engagement = Engagement(likes: 9)
      }
      let second = try #require(try await database.contexts(of: ids)[ids[0]])
      #expect(second.boosts.map(\.by.name) == ["Ada", "Bob"])
      #expect(second.boosts[0].at == now + 10)
      #expect(second.engagement == Engagement(likes: 9))
    }
  }

  @Test func `who brings it is a limited crowd`() async throws {
    try await TestStore.with { database, pool in
      let posts = try posts(database)
      let ids = try await posts.add(["a"])
      for round in 0..<3 {
        try await posts.write(ids, ["a"]) { post in
          post.context.boosts = (0..<40).map { boost("P\(round)-\($0)", Double($0)) }
        }
      }
      let rows = try await pool.query("SELECT count(*) AS n FROM post_boosts")
      #expect(try rows[0].decode("n", as: Int.self) == PostContext.boostsMost)
    }
  }

  @Test func `what was taken back leaves no words behind, and nobody acts on it`() async throws {
    try await TestStore.with { database, pool in
      let posts = try posts(database)
      let ids = try await posts.add(["secret", "other"]) { post in
        post.context.media = [Link(rel: "image", href: "https://a.example/1", alt: "secret cat")]
      }
      let texts = try await database.pendingTexts(model: KeptPosts.model, limit: 10)
      try await database.write(
        texts.map { _ in StoreFixture.axis(0) }, of: texts, model: KeptPosts.model)
      let account = posts.account
      let openings = try await database.actionOpenings(
        account, .like, since: now - 86_400, limit: 9)
      #expect(openings.count == 2)
      _ = try await database.propose(
        openings.map {
          ActionDraft(
            account: account, kind: .like, opening: $0, approvedFrom: nil, expires: now + 86_400,
            certificate: Certificate(right: 0, of: 0), reason: "kept")
        }, at: now)
      let target = try #require(PostTarget(.mastodon, uri: KeptPosts.uri("secret")))
      #expect(try await database.withdraw([target], at: now) == 1)
      #expect(try await database.withdraw([target], at: now) == 0)

      let item = try #require(try await database.item(ids[0]))
      #expect(item.withdrawnAt == now && item.text.isEmpty && item.author == nil)
      #expect(item.title == "(taken back by its author)")
      #expect(item.outcome?.verdict == .keep)
      #expect(try await database.items(ItemQuery()).map(\.id) == [ids[1]])
      #expect(try await database.contexts(of: [ids[0]]).isEmpty)
      #expect(try await database.pendingTexts(model: KeptPosts.model, limit: 10).isEmpty)
      #expect(try await database.digestCandidates(.everything, limit: 9).map(\.id) == [ids[1]])
      let states = try await pool.query("SELECT state FROM actions ORDER BY uri")
      #expect(
        try states.map { try $0.decode("state", as: String.self) } == ["proposed", "expired"])
      let vectors = try await pool.query("SELECT owner_id FROM vectors")
      #expect(try vectors.map { try $0.decode("owner_id", as: Int64.self) } == [ids[1]])
      let left = try await pool.query(
        "SELECT i::text AS row FROM items i LEFT JOIN stories s ON s.item = i.id WHERE i.id = \(ids[0])"
      )
      #expect(try !left[0].decode("row", as: String.self).contains("Post secret"))
    }
  }

  @Test func `a post that the network shows again comes back`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      let ids = try await posts.add(["a"])
      let target = try #require(PostTarget(.mastodon, uri: KeptPosts.uri("a")))
      _ = try await database.withdraw([target], at: now)
      _ = try await posts.add(["a"])
      let item = try #require(try await database.item(ids[0]))
      #expect(item.withdrawnAt == nil && item.title == "Post a" && item.author == "ann")
    }
  }

  @Test func `a title is taken out of the reasons for other decisions`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database)
      let ids = try await posts.add(["a", "b"])
      _ = try await database.answer(ids[0], .keep, origin: .review, reason: nil, at: now)
      let reason = Reason(id: "item:\(ids[0])", title: "Post a", share: 0.5)
      try await database.append(
        [
          DecisionRecord(
            item: ids[1], textHash: [9],
            decision: Decision(verdict: .keep, stage: .score, reason: "close"), logOdds: 1,
            rationale: Rationale(reasons: [reason]))
        ], basis: DecisionBasis(hash: [2], profile: nil, model: KeptPosts.model), at: now)
      let target = try #require(PostTarget(.mastodon, uri: KeptPosts.uri("a")))
      _ = try await database.withdraw([target], at: now)
      let outcome = try await database.item(ids[1])?.outcome
      #expect(outcome?.reasons.map(\.title) == ["a post that was withdrawn"])
    }
  }

  @Test func `what is asked about is what nobody has heard of, the kept first`() async throws {
    try await TestStore.with { database, _ in
      let posts = try posts(database, "matt@x.com")
      _ = try await posts.add(["1", "2", "3"])
      let account = posts.account
      func unchecked(_ at: Date) async throws -> [String] {
        try await database.uncheckedPosts(
          of: account, seenBefore: at, since: now - 86_400, limit: 2
        ).map(\.uri)
      }
      #expect(try await unchecked(now).isEmpty)
      #expect(try await unchecked(now + 1).count == 2)
      let first = try #require(PostTarget(.x, uri: KeptPosts.uri("3")))
      try await database.markChecked([first], at: now + 5)
      #expect(try await unchecked(now + 1) == [KeptPosts.uri("2"), KeptPosts.uri("1")])
      #expect(try await database.checkedPosts(of: account, since: now) == 1)
      #expect(try await database.accountsWithPosts(on: .x) == [account])
    }
  }

  @Test func `timelines that wanted a sign-in are due when there is one`() async throws {
    try await TestStore.with { database, _ in
      let ada = try #require(AccountName("ada@social.example"))
      let bob = try #require(AccountName("bob@social.example"))
      let sources = [ada, bob].map { Source(TimelinePlace($0, server: "https://social.example")) }
      let stored = try await StoreFixture.sources(database, sources)
      for source in stored {
        var outcome = PullOutcome(source: source.id, at: now)
        outcome.failure = PullFailure(.login, "nobody is signed in")
        outcome.nextPullAt = now + 86_400
        try await database.record(outcome)
      }
      try await database.hasten(timelinesOf: ada, at: now + 1)
      let next = try await database.stored(sources).map(\.nextPullAt)
      #expect(next == [now + 1, now + 86_400])
    }
  }
}
