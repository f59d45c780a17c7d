// Reading and acting on Bluesky against a repository of ours.

import Feed
import Foundation
import Formats
import Social
import TestSupport
import Testing

@Suite struct BlueskyClientTests {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)
  typealias Post = BlueskyRepoServer.Post

  private func client(_ server: BlueskyRepoServer) throws -> BlueskyClient {
    BlueskyClient(
      try TestLine.to(server.address, "ada.bsky.social", who: BlueskyRepoServer.did),
      now: { Self.now })
  }

  private func posts(_ numbers: Range<Int>) -> [Post] { numbers.map { Post("Post number \($0)") } }

  @Test func `a pull walks back until something comes that was there before`() async throws {
    let server = try BlueskyRepoServer(token: TestLine.token, posts: posts(0..<400))
    let client = try client(server)
    let first = await client.pull(.home, since: nil)
    #expect(first.document.entries.count == 100)
    #expect(first.calls == 1)

    server.add(posts(400..<650))
    // Whoever deletes what was the newest does not make us read everything.
    server.remove(Post("Post number 399").uri)
    let second = await client.pull(.home, since: first.cursor)
    #expect(second.calls == 3)
    #expect(
      Set(second.document.entries.compactMap(\.metadata.id)).isSuperset(
        of: posts(400..<650).map(\.uri)))
    let third = await client.pull(.home, since: second.cursor)
    #expect(third.calls == 1)
  }

  @Test func `a repost of what is known is no end, and what fails half way is walked again`()
    async throws
  {
    let server = try BlueskyRepoServer(token: TestLine.token, posts: posts(0..<30))
    let client = try client(server)
    let first = await client.pull(.home, since: nil)
    server.add(posts(30..<160) + [Post("Post number 3", reposter: "eve")])
    let second = await client.pull(.home, since: first.cursor)
    #expect(second.calls == 2)

    server.add(posts(160..<400))
    server.fail(.answer(502, "<html>"))
    let third = await client.pull(.home, since: second.cursor)
    #expect(third.failure?.cause == .serverError)
    #expect(third.cursor == second.cursor)
    #expect(await client.pull(.home, since: third.cursor).calls == 3)
  }

  @Test func `a feed that anything may sort is read as far as half of it is new`() async throws {
    let server = try BlueskyRepoServer(token: TestLine.token, posts: posts(0..<900))
    let client = try client(server)
    let feed = BlueskyTimeline.feed(uri: "at://did:plc:a/app.bsky.feed.generator/b")
    let first = await client.pull(feed, since: nil)
    server.add(posts(900..<1800))
    #expect(await client.pull(feed, since: first.cursor).calls == 3)
  }

  @Test(
    arguments: zip([ActionKind.like, .repost], ["app.bsky.feed.like", "app.bsky.feed.repost"]))
  func `a record is written once, whoever is cut off, and taken back`(
    kind: ActionKind, collection: String
  ) async throws {
    let post = Post("Bread")
    let server = try BlueskyRepoServer(token: TestLine.token, posts: [post])
    let client = try client(server)
    let send = try TestLine.order(
      .send, kind, "ada.bsky.social", uri: post.uri, reference: post.cid)
    #expect(await client.lookUp(send) == .notDone)
    let outcome = await client.perform(send).outcome
    guard case .done(let remote?) = outcome else { Issue.record("\(outcome)"); return }
    #expect(await client.perform(send).outcome == .alreadyDone(remote: remote))
    #expect(await client.lookUp(send) == .done(remote: remote))
    #expect(server.subjects(of: collection) == [post.uri])
    #expect(server.writes == 1)
    let undo = try TestLine.order(.undo, kind, "ada.bsky.social", uri: post.uri, remote: remote)
    for _ in 0..<2 { #expect(await client.perform(undo).outcome == .done(remote: remote)) }
    #expect(server.subjects(of: collection).isEmpty)
    #expect(server.writes == 2)
    #expect(await client.lookUp(undo) == .notDone)
  }

  @Test func `the same key is written again after a call that nobody heard of`() async throws {
    let post = Post("Bread")
    let server = try BlueskyRepoServer(token: TestLine.token, posts: [post])
    let client = try client(server)
    let send = try TestLine.order(
      .send, .like, "ada.bsky.social", uri: post.uri, reference: post.cid)
    for _ in 0..<5 {
      server.fail(.dropAfter)
      _ = await client.perform(send)
    }
    _ = await client.perform(send)
    #expect(server.subjects(of: "app.bsky.feed.like") == [post.uri])
    #expect(server.writes == 1)
  }

  @Test func `what the person liked elsewhere is done, and taken back by its own name`()
    async throws
  {
    let post = Post("Bread")
    let server = try BlueskyRepoServer(token: TestLine.token, posts: [post])
    server.like(post.uri, key: "3kabcdefghijk")
    let client = try client(server)
    let remote = "at://\(BlueskyRepoServer.did)/app.bsky.feed.like/3kabcdefghijk"
    let send = try TestLine.order(
      .send, .like, "ada.bsky.social", uri: post.uri, reference: post.cid)
    #expect(await client.perform(send).outcome == .alreadyDone(remote: remote))
    let undo = try TestLine.order(.undo, .like, "ada.bsky.social", uri: post.uri, remote: remote)
    _ = await client.perform(undo)
    #expect(server.subjects(of: "app.bsky.feed.like").isEmpty)
  }

  @Test func `a bookmark is one of the network's own`() async throws {
    let post = Post("Bread")
    let server = try BlueskyRepoServer(token: TestLine.token, posts: [post])
    let client = try client(server)
    let send = try TestLine.order(
      .send, .bookmark, "ada.bsky.social", uri: post.uri, reference: post.cid)
    #expect(await client.perform(send).outcome == .done(remote: nil))
    #expect(server.bookmarks == [post.uri])
    #expect(await client.lookUp(send) == .done(remote: nil))
    let undo = try TestLine.order(.undo, .bookmark, "ada.bsky.social", uri: post.uri)
    #expect(await client.perform(undo).outcome == .done(remote: nil))
    #expect(server.bookmarks.isEmpty)
  }

  @Test func `what is gone or changed is not sent, and a failed look is nothing sent`() async throws
  {
    let post = Post("Bread")
    let server = try BlueskyRepoServer(token: TestLine.token, posts: [post])
    let client = try client(server)
    let gone = try TestLine.order(
      .send, .like, "ada.bsky.social", uri: Post("Cake").uri, reference: "x")
    guard case .left = await client.perform(gone).outcome else {
      Issue.record("not gone"); return
    }
    #expect(await client.lookUp(gone) == .gone)
    let changed = try TestLine.order(
      .send, .like, "ada.bsky.social", uri: post.uri, reference: "other")
    guard case .changed(let sight) = await client.perform(changed).outcome else {
      Issue.record("not changed"); return
    }
    #expect(sight.reference == post.cid)
    let order = try TestLine.order(
      .send, .like, "ada.bsky.social", uri: post.uri, reference: post.cid)
    server.fail(.answer(502, "<html>"))
    guard case .notSent = await client.perform(order).outcome else { Issue.record("sent"); return }
    server.fail(
      .answer(
        429, headers: ["ratelimit-reset": "1768896600"],
        #"{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}"#))
    guard case .throttled(let until, _) = await client.perform(order).outcome else {
      Issue.record("not throttled"); return
    }
    #expect(until == Date(timeIntervalSince1970: 1_768_896_600))
    #expect(server.writes == 0)
  }
}
