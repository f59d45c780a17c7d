// A real server that never lists favourites: what it says of a post in a timeline is witness enough.

import Feed
import Foundation
import HTTP
import Formats
import Pipeline
import Postgres
import Social
import Store
import TestSupport
import Testing

@Suite(.serialized) struct SnacLikesSlowTests {
  @Test(.timeLimit(.minutes(3)))
  func `a favourite on a real server becomes a label, and its end is the label's`() async throws {
    let server = try await SnacServer.start(users: ["bob", "ann"])
    defer { server.stop() }
    let bob = try await server.token(of: "bob")
    let ann = try await server.token(of: "ann")
    try await server.follow("ann", as: bob)
    let end = ContinuousClock.now + .seconds(30)
    while try await server.homeCount(as: bob) == 0, ContinuousClock.now < end {
      _ = try await server.post("Rye bread needs time, and a warm place to rise", as: ann)
      try await Task.sleep(for: .seconds(1))
    }
    try await Bench.with { bench in
      var sync = try await SyncBench(
        bench, "bob@\(server.host)", at: server.address, who: "bob", token: bob)
      let name = sync.name
      sync.bench.sources = [Source(TimelinePlace(name, server: server.address))]
      let line = try await sync.bench.accounts(sync.bench.sources[0])
      let client = MastodonClient(line, now: { Date() })
      let entry = try #require(await client.pull(.home, since: nil).document.entries.first)
      let order = { (effect: ActionEffect) throws -> ActionOrder in
        ActionOrder(
          action: 1, attempt: 1, effect: effect, account: name, kind: .like,
          target: try #require(PostTarget(of: entry, on: .mastodon)),
          reference: entry.metadata.id ?? "", decidedAt: Date())
      }
      _ = await client.perform(try order(.send))
      #expect(try await sync.sync().added == 1)
      #expect(try await sync.labels() == ["like of item"])
      #expect(try await sync.sync(after: 86_400) == SyncReport())

      _ = await client.perform(try order(.undo))
      // Only what is seen again can say that it is not liked any more.
      try await sync.bench.pool.execute("UPDATE sources SET cursor = NULL, next_pull_at = NULL")
      try await sync.sync(after: 86_400)
      #expect(try await sync.count() == 0)
      #expect(sync.heard() == [])
    }
  }
}
