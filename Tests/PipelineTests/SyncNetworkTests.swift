// The same on Bluesky, whose likes are records under keys that are times, and on X, where each costs money and nothing is
// learned unless the person says so.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import TestSupport
import Testing

@Suite struct SyncNetworkTests {
  private static let likes = "app.bsky.feed.like"

  private func bluesky(
    pageSize: Int = 50, _ body: (inout SyncBench, BlueskyLikesServer) async throws -> Void
  ) async throws {
    let server = try BlueskyLikesServer(token: SyncBench.token, pageSize: pageSize)
    defer { server.server.close() }
    try await Bench.with { bench in
      var sync = try await SyncBench(
        bench, "ada.bsky.social", at: server.address, who: BlueskyLikesServer.did)
      try await body(&sync, server)
    }
  }

  private func x(
    _ body: (inout SyncBench, XLikesServer) async throws -> Void
  ) async throws {
    let server = try XLikesServer(token: SyncBench.token)
    defer { server.server.close() }
    try await Bench.with { bench in
      var sync = try await SyncBench(
        bench, "ada@x.com", at: server.address, who: XLikesServer.user)
      try await body(&sync, server)
    }
  }

  @Test func `records and bookmarks of Bluesky become labels, dated by the network`() async throws {
    try await bluesky { sync, server in
      for number in 0..<60 { server.add("p\(number)", to: Self.likes, time: number) }
      server.add("r", to: "app.bsky.feed.repost", time: 1)
      server.bookmark("b")
      server.delete("p7")
      // A post that nobody can see teaches nothing.
      #expect(try await sync.sync().added == 61)
      #expect(try await sync.count() == 61)
      #expect(
        server.requests.filter { $0.path.contains("getPosts") }.allSatisfy {
          $0.path.components(separatedBy: "uris=").count - 1 <= 25
        })
      let rows = try await sync.bench.pool.query("SELECT DISTINCT given_at FROM labels")
      let dates = try rows.map { try $0.decode("given_at", as: Date.self) }
      #expect(dates == [Date(timeIntervalSince1970: 1_768_201_200)])
      #expect(try await sync.sync(after: 3_600) == SyncReport())
    }
  }

  @Test func `a record that is gone from what was read takes its label back, and comes again`()
    async throws
  {
    try await bluesky(pageSize: 5) { sync, server in
      for number in 0..<12 { server.add("p\(number)", to: Self.likes, time: number) }
      server.bookmark("b")
      #expect(try await sync.sync().added == 13)
      server.remove("p9", from: Self.likes)
      server.unbookmark("b")
      // Below what the next look reads: nothing is known of it.
      server.remove("p2", from: Self.likes)
      #expect(try await sync.sync(after: 3_600).withdrawn == 2)
      server.add("p9", to: Self.likes, time: 100)
      let report = try await sync.sync(after: 3_600)
      #expect(report.added == 1 && report.withdrawn == 0)
      #expect(try await sync.count() == 12)
    }
  }

  @Test func `a lookup of posts that fails takes nothing back and learns nothing wrong`()
    async throws
  {
    try await bluesky { sync, server in
      for number in 0..<3 { server.add("p\(number)", to: Self.likes, time: number) }
      try await sync.sync()
      server.remove("p1", from: Self.likes)
      server.fail(.answer(500, #"{"error":"InternalServerError"}"#), after: 1)
      #expect(try await sync.sync(after: 3_600) == SyncReport())
      #expect(sync.heard().count == 1)
      #expect(try await sync.sync(after: 3_600).withdrawn == 1)
    }
  }

  @Test func `X is learned from only when the person says so, who is told why once`() async throws {
    try await x { sync, server in
      server.add(1...6, to: "liked_tweets")
      server.add([7], to: "tweets")
      #expect(try await sync.sync() == SyncReport())
      #expect(server.requests.isEmpty)
      sync.bench.learning.isOn = { _ in true }
      sync.bench.learning.note = { "\($0): the rules" }
      #expect(try await sync.sync().added == 7)
      #expect(sync.heard() == ["ada@x.com: the rules"])
      server.remove(5, from: "liked_tweets")
      server.add([8], to: "liked_tweets")
      let report = try await sync.sync(after: 7 * 3_600)
      #expect(report.added == 1 && report.withdrawn == 1)
      #expect(sync.heard() == [])
      #expect(
        Set(try await sync.labels()) == ["like of document", "repost of document"])
    }
  }

  @Test func `X costs no more than one pull may, and is not believed when all is gone`()
    async throws
  {
    try await x { sync, server in
      sync.bench.learning.isOn = { _ in true }
      server.add(1...500, to: "liked_tweets")
      #expect(try await sync.sync().added < 251)
      let count = try await sync.count()
      server.empty("liked_tweets")
      #expect(try await sync.sync(after: 7 * 3_600).withdrawn == 0)
      #expect(try await sync.count() == count)
    }
  }
}
