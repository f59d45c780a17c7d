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
    for _ in 0..<2 { #expect(await client.perform(send).outcome == .done(remote: "5")) }
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
    server.fail(.dropAfter)
    guard case .unclear = await client.perform(order).outcome else {
      Issue.record("not unclear"); return
    }
    #expect(server.set("favourite") == ["5"])
    #expect(await client.lookUp(order) == .done(remote: "5"))

    let gone = try TestLine.order(.send, .like, "bob@\(server.host)", uri: "u:99", reference: "99")
    guard case .refused(.gone, _) = await client.perform(gone).outcome else {
      Issue.record("not gone"); return
    }
    #expect(await client.lookUp(gone) == .gone)
    server.fail(.answer(502, "<html>"))
    guard case .unclear = await client.perform(order).outcome else {
      Issue.record("not unclear"); return
    }
    server.fail(.answer(403, #"{"error":"This action is outside the authorized scopes"}"#))
    guard case .refused(.incapable, _) = await client.perform(order).outcome else {
      Issue.record("not incapable"); return
    }
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
