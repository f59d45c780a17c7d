// Today, earlier digests, votes, and what links from outside may do.

import Digest
import Foundation
import HTTP
import Store
import TestSupport
import Testing
import Web
import Workspace

struct DigestPagesTests {
  private static let now = TestSite.now

  /// A site with two digests: of two stories, and of one.
  private func withDigests(
    _ body: @escaping @Sendable (TestSite, Database, WebGround) async throws -> Void
  ) async throws {
    try await TestStore.with { database, pool in
      try await DigestHouse.fill(database, pool, at: Self.now)
      let ground = DigestHouse.ground(database)
      try await TestSite.over(
        database,
        DigestPages(ground).routes + VotePages(ground).routes + FeedPages(ground).routes
      ) { site in
        try await body(site, database, ground)
      }
    }
  }

  @Test func `without a digest today says what to do`() async throws {
    try await TestStore.with { database, _ in
      try await TestSite.over(database, DigestPages(DigestHouse.ground(database)).routes) { site in
        let page = await site.ask("GET", "/today")
        #expect(page.status == 200 && page.text.contains("gleaner run"))
        #expect(await site.ask("GET", "/digests").text.contains("gleaner digest"))
      }
    }
  }

  @Test func `today is the newest digest, and the others are listed`() async throws {
    try await withDigests { (site, _, _) async throws in
      let page = await site.ask("GET", "/today").text
      #expect(page.contains("third") && !page.contains("first"))
      let list = await site.ask("GET", "/digests").text
      #expect(list.contains("/digests/2\"") && list.contains("/digests/3\""))
      let earlier = await site.ask("GET", "/digests/2").text
      #expect(earlier.contains("first") && earlier.contains("&lt;b&gt;second"))
      #expect(await site.ask("GET", "/digests/9").status == 404)
      #expect(await site.ask("GET", "/digests?before=3").text.contains("/digests/2\""))
    }
  }

  @Test func `a vote is a label, a second one replaces it, and undo takes it back`() async throws {
    try await withDigests { (site, database, _) async throws in
      @Sendable func vote(_ word: String) async -> ServerResponse {
        await site.ask(
          "POST", "/digests/2/vote", form: "token=\(site.formToken)&item=1&vote=\(word)")
      }
      #expect(await vote("up").status == 303)
      #expect(try await database.votes(on: [1]) == [1: "digest_up"])
      #expect(await vote("down").status == 303)
      #expect(try await database.votes(on: [1]) == [1: "digest_down"])
      #expect(await site.ask("GET", "/digests/2").text.contains("aria-pressed=\"true\""))
      #expect(await vote("undo").status == 303)
      #expect(try await database.votes(on: [1]) == [:])
      #expect(await vote("sideways").status == 422)
      let other = await site.ask(
        "POST", "/digests/3/vote", form: "token=\(site.formToken)&item=1&vote=up")
      #expect(other.status == 404)
      let part = await site.ask(
        "POST", "/digests/2/vote", form: "token=\(site.formToken)&item=1&vote=up"
      ) { $0["X-Gleaner-Part"] = "vote-1" }
      #expect(part.text.contains("id=\"vote-1\"") && part.text.contains("Noted"))
    }
  }

  @Test func `a link asks, and only its button votes`() async throws {
    try await withDigests { (site, database, _) async throws in
      let key = LinkKey(try await database.linkKey(orKeep: [7]))
      let path = "/vote/2/1/up/\(key.vote(2, 1, .up))"
      let page = await site.ask("GET", path, signedIn: false)
      #expect(page.status == 200 && page.text.contains("<form method=\"post\""))
      #expect(await site.ask("HEAD", path, signedIn: false).status == 200)
      #expect(try await database.votes(on: [1]) == [:])
      #expect(await site.ask("POST", path, form: "yes=1", signedIn: false).status == 200)
      #expect(try await database.votes(on: [1]) == [1: "digest_up"])
      #expect(await site.ask("POST", path, form: "undo=1", signedIn: false).status == 200)
      #expect(try await database.votes(on: [1]) == [:])
    }
  }

  @Test(arguments: ["/vote/2/1/down/", "/vote/2/2/up/", "/vote/3/1/up/", "/vote/9/1/up/"])
  func `a link is good for its own vote`(start: String) async throws {
    try await withDigests { (site, database, _) async throws in
      let key = LinkKey(try await database.linkKey(orKeep: [7]))
      let path = start + key.vote(2, 1, .up)
      #expect(await site.ask("GET", path, signedIn: false).status == 404)
      #expect(await site.ask("POST", path, form: "yes=1", signedIn: false).status == 404)
    }
  }

  @Test func `a link ends after sixty days`() async throws {
    try await withDigests { (site, database, _) async throws in
      let key = LinkKey(try await database.linkKey(orKeep: [7]))
      let path = "/vote/1/4/up/\(key.vote(1, 4, .up))"
      #expect(await site.ask("GET", path, signedIn: false).status == 410)
    }
  }

  @Test func `mail is turned off by a button, or by one call of a mail program`() async throws {
    try await withDigests { (site, database, _) async throws in
      let key = LinkKey(try await database.linkKey(orKeep: [7]))
      let path = "/mail/off/\(key.unsubscribe("robin@example.org"))"
      #expect(await site.ask("GET", path, signedIn: false).status == 200)
      #expect(try await database.deliveryStop(.mail) == nil)
      let answer = await site.ask(
        "POST", path, form: "List-Unsubscribe=One-Click", signedIn: false)
      #expect(answer.status == 200)
      #expect(try await database.deliveryStop(.mail) != nil)
      #expect(await site.ask("POST", "/mail/off/x", form: "", signedIn: false).status == 404)
    }
  }

  @Test(arguments: ["atom", "json"])
  func `who knows the address reads the feed, and is told when nothing is new`(
    ending: String
  ) async throws {
    try await withDigests { (site, database, _) async throws in
      let guess = "/feeds/\(String(repeating: "A", count: 43))/digest.\(ending)"
      #expect(await site.ask("GET", guess, signedIn: false).status == 404)
      let paths = try await FeedAddress.make(in: database, at: Self.now)
      let path = try #require(paths.first { $0.hasSuffix(ending) })
      let feed = await site.ask("GET", path, signedIn: false)
      #expect(feed.status == 200 && feed.text.contains("third") && feed.text.contains("/vote/"))
      let tag = try #require(feed.headers["ETag"])
      let again = await site.ask("GET", path, signedIn: false) { $0["If-None-Match"] = tag }
      #expect(again.status == 304 && again.body.isEmpty)
      _ = try await FeedAddress.make(in: database, at: Self.now)
      #expect(await site.ask("GET", path, signedIn: false).status == 404)
    }
  }
}
