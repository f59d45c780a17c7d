// Reading and acting on Mastodon against a server of ours that pages as the real one does.

import Feed
import Foundation
import Formats
import HTTP
import Social
import TestSupport
import Testing

@Suite struct MastodonClientTests {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)

  private func client(_ server: StatusServer, token: String = TestLine.token) throws
    -> MastodonClient
  {
    MastodonClient(
      try TestLine.to(server.address, "bob@\(server.host)", token: token), now: { Self.now })
  }

  private func ids(_ haul: TimelineHaul) -> [String] {
    haul.document.entries.compactMap(\.metadata.id)
  }

  @Test func `the first pull brings one page, and the next everything since, without a gap`()
    async throws
  {
    let server = try StatusServer(token: TestLine.token, posts: 100..<300)
    let client = try client(server)
    let first = await client.pull(.home, since: nil)
    #expect(first.failure == nil)
    #expect(first.calls == 1)
    // Forty, without the four that the person's own filter catches.
    #expect(first.document.entries.count == 36)
    #expect(first.cursor == "299")

    server.add(300..<450)
    let second = await client.pull(.home, since: first.cursor)
    #expect(ids(second) == (300..<450).reversed().filter { $0 % 10 != 7 }.map(String.init))
    #expect(second.cursor == "449")
    let third = await client.pull(.home, since: second.cursor)
    #expect(third.document.entries.isEmpty)
    #expect(third.cursor == "449")
  }

  @Test func `what breaks off in the middle goes on there`() async throws {
    let server = try StatusServer(token: TestLine.token, posts: 100..<300)
    server.fail(
      .answer(
        429, headers: ["X-RateLimit-Reset": "2026-01-20T08:05:00.000Z"],
        #"{"error":"Too many requests"}"#),
      after: 2)
    let client = try client(server)
    let haul = await client.pull(.home, since: "150")
    #expect(haul.cursor == "230")
    #expect(haul.failure?.cause == .throttled)
    #expect(haul.failure?.notBefore == Self.now.addingTimeInterval(300))
    #expect(haul.document.entries.count == 72)
    let rest = await client.pull(.home, since: haul.cursor)
    #expect(rest.cursor == "299")
  }

  @Test(arguments: [
    (206, "[]", PullCause.unavailable), (503, "<html>", .unavailable), (500, "{}", .serverError),
    (403, #"{"error":"This action is not allowed"}"#, .forbidden), (404, "<h1>404</h1>", .notFound),
    (200, "<html>sign in</html>", .brokenFeed),
  ])
  func `an answer that is no page fails by its cause and leaves the cursor`(
    status: Int, body: String, cause: PullCause
  ) async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    server.fail(.answer(status, body))
    let haul = try await client(server).pull(.home, since: "3")
    #expect(haul.failure?.cause == cause)
    #expect(haul.cursor == "3")
  }

  @Test func `a token that is not taken says how to sign in again, and is not repeated`()
    async throws
  {
    let server = try StatusServer(token: "another-token-0123456789", posts: 1..<9)
    let haul = try await client(server).pull(.home, since: nil)
    let message = try #require(haul.failure?.message)
    #expect(haul.failure?.cause == .login)
    #expect(message.contains("gleaner accounts add mastodon bob@127.0.0.1"))
    #expect(!message.contains("another-token"))
  }

  @Test func `a private server is refused unless it is allowed`() async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let line = try TestLine.to(server.address, "bob@\(server.host)", allowPrivate: false)
    let haul = await MastodonClient(line, now: { Self.now }).pull(.home, since: nil)
    #expect(haul.failure?.cause == .privateAddress)
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: zip(ActionKind.allCases, ["favourite", "reblog", "bookmark"]))
  func `an effect is made once, seen, and taken back`(kind: ActionKind, verb: String) async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let client = try client(server)
    let name = "bob@\(server.host)"
    let send = try TestLine.order(
      .send, kind, name, uri: "https://social.example/5", reference: "5")
    #expect(await client.lookUp(send) == .notDone)
    #expect(await client.perform(send).outcome == .done(remote: "5"))
    #expect(await client.perform(send).outcome == .alreadyDone(remote: "5"))
    #expect(server.requests.count { $0.method == "POST" } == 1)
    #expect(server.set(verb) == ["5"])
    #expect(await client.lookUp(send) == .done(remote: "5"))
    let undo = try TestLine.order(
      .undo, kind, name, uri: "https://social.example/5", reference: "5")
    for _ in 0..<2 { #expect(await client.perform(undo).outcome == .done(remote: "5")) }
    #expect(server.set(verb).isEmpty)
  }

  @Test func `what may have happened is unclear, and what was refused is not`() async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let client = try client(server)
    let order = try TestLine.order(.send, .like, "bob@\(server.host)", uri: "u:5", reference: "5")
    server.fail(.dropAfter, after: 1)
    guard case .unclear = await client.perform(order).outcome else {
      Issue.record("not unclear"); return
    }
    #expect(server.set("favourite") == ["5"])
    #expect(await client.lookUp(order) == .done(remote: "5"))

    let gone = try TestLine.order(.send, .like, "bob@\(server.host)", uri: "u:99", reference: "99")
    guard case .left = await client.perform(gone).outcome else {
      Issue.record("not gone"); return
    }
    #expect(await client.lookUp(gone) == .gone)
    let other = try TestLine.order(.send, .like, "bob@\(server.host)", uri: "u:6", reference: "6")
    server.fail(.answer(502, "<html>"), after: 1)
    guard case .unclear = await client.perform(other).outcome else {
      Issue.record("not unclear"); return
    }
    server.fail(.answer(502, "<html>"))
    guard case .notSent = await client.perform(other).outcome else {
      Issue.record("a look that failed has sent something"); return
    }
  }

  /// Bodies as the documentation of Mastodon has them, and one of Pleroma.
  @Test(arguments: [
    (403, "This action is not allowed", ActionRefusal.invalid),
    (404, "Record not found", .gone), (410, "Gone", .gone),
    (422, "Validation failed: Reblog of post already exists", .invalid),
    (403, "This action is outside the authorized scopes", .incapable),
    (403, "Your login is currently disabled", .incapable),
    (403, "Your login is missing a confirmed e-mail address", .incapable),
    (403, "Insufficient permissions: write:favourites.", .incapable),
    (401, "The access token is invalid", .signedOut),
  ])
  func `a no about one post is no word about the account`(
    status: Int, words: String, refusal: ActionRefusal
  ) async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let order = try TestLine.order(.send, .like, "bob@\(server.host)", uri: "u:5", reference: "5")
    server.fail(.answer(status, "{\"error\":\"\(words)\"}"), after: 1)
    let outcome = try await client(server).perform(order).outcome
    guard case .refused(refusal, _) = outcome else {
      Issue.record("\(outcome)"); return
    }
  }

  /// A status as it is looked at before it is liked.
  private static func status(_ members: String, account: String = "") -> String {
    """
    {"id": "5", "uri": "https://social.example/users/ann/statuses/5", "created_at": "2026-01-20T07:00:00.000Z",
     "content": "<p>Post number 5</p>", "visibility": "public"\(members), "account": {"id": "7", "acct": "ann",
     "username": "ann", "url": "https://social.example/@ann"\(account)}}
    """
  }

  @Test(arguments: [
    (ActionKind.like, "", #", "bot": true"#, "program"),
    (
      .like, "",
      ##", "note": "<p>Cats. <a href=\"https://s.example/tags/nobot\">#<span>nobot</span></a></p>""##,
      "keep away"
    ),
    (.bookmark, "", ##", "fields": [{"name": "rules", "value": "#NoBots please"}]"##, "keep away"),
    (.repost, #", "x": 1"#, "", ""),
  ])
  func `who writes as a program, or wants none, is left alone`(
    kind: ActionKind, members: String, account: String, why: String
  ) async throws {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let order = try TestLine.order(.send, kind, "bob@\(server.host)", uri: "u:5", reference: "5")
    server.fail(.answer(200, Self.status(members, account: account)))
    let outcome = try await client(server).perform(order).outcome
    guard !why.isEmpty else { #expect(outcome == .done(remote: "5")); return }
    guard case .left(let words) = outcome else { Issue.record("\(outcome)"); return }
    #expect(words.contains(why))
    #expect(server.requests.count == 1)
  }

  @Test func `an edited post is asked about again, and the look says what it is now`() async throws
  {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let client = try client(server)
    let sight = try #require(
      await client.pull(.home, since: nil).document.entries.first { $0.metadata.id == "5" }
        .map { PostSight($0, on: .mastodon) })
    let order = try TestLine.order(
      .send, .like, "bob@\(server.host)", uri: "u:5", reference: "5", version: sight.version)
    server.fail(.answer(200, Self.status(#", "edited_at": "2026-01-20T08:00:00.000Z""#)))
    guard case .changed(let now) = await client.perform(order).outcome else {
      Issue.record("not changed"); return
    }
    #expect(now.version != sight.version && now.reference == "5")
    #expect(await client.perform(order).outcome == .done(remote: "5"))
  }

  @Test func `what became private is not passed on, and the last call of a window is not used up`()
    async throws
  {
    let server = try StatusServer(token: TestLine.token, posts: 1..<9)
    let client = try client(server)
    let boost = try TestLine.order(
      .send, .repost, "bob@\(server.host)", uri: "u:5", reference: "5")
    let hidden = Self.status("").replacing("public", with: "private")
    server.fail(.answer(200, hidden))
    guard case .left = await client.perform(boost).outcome else {
      Issue.record("not left"); return
    }
    server.fail(
      .answer(
        200,
        headers: ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-01-20T08:05:00.000Z"],
        Self.status("")))
    guard case .throttled(let until, _) = await client.perform(boost).outcome else {
      Issue.record("not throttled"); return
    }
    #expect(until == Self.now.addingTimeInterval(300))
    #expect(server.requests.allSatisfy { $0.method == "GET" })
  }

  @Test func `nobody there means that nothing was sent`() async throws {
    let server = try ScriptedServer { _ in .answer(200) }
    let address = server.url("")
    server.close()
    let line = try TestLine.to(address, "bob@127.0.0.1:\(server.port)")
    let order = try TestLine.order(
      .send, .like, "bob@127.0.0.1:\(server.port)", uri: "u:5", reference: "5")
    guard case .notSent = await MastodonClient(line, now: { Self.now }).perform(order).outcome
    else {
      Issue.record("sent")
      return
    }
  }
}
