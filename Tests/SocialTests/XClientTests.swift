// Reading and acting on X against a server of ours with a till.

import Feed
import Foundation
import Formats
import Social
import Synchronization
import TestSupport
import Testing

@Suite struct XClientTests {
  static let now = Date(timeIntervalSince1970: 1_768_896_000)

  /// Accounts that were paid for.
  private final class Memory: Sendable {
    let users = Mutex<[String: NetworkUser]>([:])

    var door: UserMemory {
      UserMemory(
        known: { ids in self.users.withLock { users in ids.compactMap { users[$0] } } },
        keep: { fresh in
          self.users.withLock { users in for user in fresh { users[user.id] = user } }
        })
    }
  }

  private func client(
    _ server: XPostServer, perPull: Double = 5, memory: Memory? = nil,
    dialect: XTimeline.Dialect = .tweet
  ) throws -> XClient {
    var terms = XTerms()
    terms.perPull = perPull
    terms.dialect = dialect
    return XClient(
      try TestLine.to(server.address, "ada@x.com", who: XPostServer.user), terms: terms,
      users: memory?.door, now: { Self.now })
  }

  private func ids(_ haul: TimelineHaul) -> [Int] {
    haul.document.entries.compactMap { $0.metadata.id.flatMap { Int($0) } }
  }

  @Test func `a pull asks for what is newer, and moves its mark when all of it is read`()
    async throws
  {
    let server = try XPostServer(token: TestLine.token, posts: Array(1_000..<1_300))
    let client = try client(server, perPull: 50, memory: Memory())
    let first = await client.pull(.home, since: nil)
    #expect(first.failure == nil)
    #expect(ids(first) == (1_200..<1_300).reversed())
    server.add(1_300..<1_550)
    let second = await client.pull(.home, since: first.cursor)
    #expect(ids(second) == (1_300..<1_550).reversed())
    let third = await client.pull(.home, since: second.cursor)
    #expect(third.document.entries.isEmpty)
    #expect(third.cost == 0)
  }

  @Test
  func `a pull never costs more than it may, and the hole is closed before anything newer is read`()
    async throws
  {
    let server = try XPostServer(token: TestLine.token, posts: Array(1_000..<1_100))
    let memory = Memory()
    let first = try await client(server, perPull: 50, memory: memory).pull(.home, since: nil)
    server.add(1_100..<1_400)
    var cursor = first.cursor
    var seen: Set<Int> = []
    for round in 0..<20 where seen.count < 310 {
      let before = server.billed
      let haul = try await client(server, perPull: 0.25, memory: memory).pull(.home, since: cursor)
      let spent =
        Double(server.billed.posts - before.posts) * 0.005
        + Double(server.billed.users - before.users) * 0.010
      #expect(spent <= 0.25 + 1e-9)
      #expect(abs(haul.cost - spent) < 1e-9)
      #expect(seen.isDisjoint(with: ids(haul)))
      seen.formUnion(ids(haul))
      cursor = haul.cursor
      if round == 1 { server.add(1_400..<1_410) }
    }
    #expect(seen == Set(1_100..<1_410))
  }

  @Test func `an author is paid for once`() async throws {
    let server = try XPostServer(token: TestLine.token, posts: Array(1_000..<1_050))
    let memory = Memory()
    let client = try client(server, memory: memory)
    let first = await client.pull(.home, since: nil)
    #expect(server.billed.users == 3)
    #expect(
      first.document.entries.first?.metadata.authors.first?.handle == "user\(1_049 % 3 + 100)")
    server.add(1_050..<1_090)
    let second = await client.pull(.home, since: first.cursor)
    #expect(server.billed.users == 3)
    #expect(
      second.document.entries.allSatisfy {
        $0.metadata.authors.first?.name?.hasPrefix("User") == true
      })
  }

  @Test func `the newer dialect asks with its own names`() async throws {
    let server = try XPostServer(token: TestLine.token, posts: [1_000])
    _ = try await client(server, memory: Memory(), dialect: .post).pull(.home, since: nil)
    let path = try #require(server.requests.first?.path)
    #expect(path.contains("post.fields=") && path.contains("referenced_posts"))
    #expect(!path.contains("tweet.fields"))
  }

  @Test func `a list ends at what is known, since it knows no since_id`() async throws {
    let server = try XPostServer(token: TestLine.token, posts: Array(1_000..<1_400))
    let client = try client(server, perPull: 50, memory: Memory())
    let first = await client.pull(.list("7"), since: nil)
    server.add(1_400..<1_430)
    let second = await client.pull(.list("7"), since: first.cursor)
    #expect(second.document.entries.count == 100)
    #expect(server.requests.allSatisfy { !$0.path.contains("since_id") })
  }

  @Test func `too little money for a page says which setting to raise`() async throws {
    let server = try XPostServer(token: TestLine.token, posts: [1_000])
    let haul = try await client(server, perPull: 0.001, memory: Memory()).pull(.home, since: nil)
    #expect(haul.failure?.message.contains("'per_pull'") == true)
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [
    (
      429, #"{"title":"Too Many Requests","type":"about:blank","status":429}"#, PullCause.throttled,
      600.0 as Double?
    ),
    (
      429,
      #"{"title":"UsageCapExceeded","type":"https://api.twitter.com/2/problems/usage-capped"}"#,
      .throttled, 86_400
    ),
    (404, "<html>Not Found</html>", .notFound, nil),
    (401, #"{"title":"Unauthorized","status":401}"#, .login, nil),
  ])
  func `refusals have their causes and times`(
    status: Int, body: String, cause: PullCause, wait: Double?
  ) async throws {
    let server = try XPostServer(token: TestLine.token, posts: [1_000])
    server.fail(.answer(status, headers: ["x-rate-limit-reset": "1768896600"], body))
    let haul = try await client(server, memory: Memory()).pull(.home, since: nil)
    #expect(haul.failure?.cause == cause)
    #expect(haul.failure?.notBefore == wait.map { Self.now.addingTimeInterval($0) })
    #expect(haul.cursor == nil)
  }

  @Test(arguments: zip(ActionKind.allCases, ["likes", "retweets", "bookmarks"]))
  func `an effect is made once, seen, and taken back`(kind: ActionKind, set: String) async throws {
    let server = try XPostServer(token: TestLine.token)
    let client = try client(server)
    let send = try TestLine.order(.send, kind, "ada@x.com", uri: "1000")
    #expect(await client.lookUp(send) == .notDone)
    server.fail(.dropAfter)
    guard case .unclear = await client.perform(send).outcome else {
      Issue.record("not unclear"); return
    }
    #expect(await client.lookUp(send) == .done(remote: "1000"))
    #expect(await client.perform(send).outcome == .done(remote: "1000"))
    #expect(server.set(set) == ["1000"])
    let undo = try TestLine.order(.undo, kind, "ada@x.com", uri: "1000")
    for _ in 0..<2 { #expect(await client.perform(undo).outcome == .done(remote: "1000")) }
    #expect(server.set(set).isEmpty)
  }

  @Test func `a call that nobody heard of is not made a second time behind our back`() async throws
  {
    let server = try XPostServer(token: TestLine.token, posts: [1_000])
    let client = try client(server, memory: Memory())
    let send = try TestLine.order(.send, .bookmark, "ada@x.com", uri: "1000")
    #expect(await client.perform(send).outcome == .done(remote: "1000"))
    // The connection is open still, and could be used again.
    server.fail(.dropAfter)
    let undo = try TestLine.order(.undo, .bookmark, "ada@x.com", uri: "1000")
    guard case .unclear = await client.perform(undo).outcome else {
      Issue.record("it was made again"); return
    }
    #expect(server.frame.effects.map(\.isUndo) == [false, true])
  }

  @Test func `a plan without likes is a capability that is absent`() async throws {
    let server = try XPostServer(token: TestLine.token)
    server.withoutLikes()
    let order = try TestLine.order(.send, .like, "ada@x.com", uri: "1000")
    let answer = try await client(server).perform(order)
    guard case .refused(.incapable, let why) = answer.outcome else {
      Issue.record("\(answer)"); return
    }
    #expect(why.contains("approved project"))
    #expect(answer.status == 403)
  }

  @Test(arguments: [
    (
      200,
      #"{"errors":[{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found"}]}"#,
      "no more"
    ),
    (
      200, #"{"data":[{"id":"1000","text":"x","edit_history_tweet_ids":["1000","1001"]}]}"#,
      "edited it"
    ),
    (200, #"{"data":[{"id":"1000","text":"x","edit_history_post_ids":["1000"]}]}"#, ""),
    (
      429,
      #"{"title":"UsageCapExceeded","type":"https://api.twitter.com/2/problems/usage-capped"}"#, ""
    ),
    (404, "<html>Not Found</html>", ""),
    (403, #"{"title":"Client Forbidden","type":"about:client-forbidden"}"#, ""),
  ])
  func `a look that is paid for ends what has no sense any more, and nothing else`(
    status: Int, body: String, why: String
  ) async throws {
    let server = try XPostServer(token: TestLine.token)
    let order = try TestLine.order(.send, .bookmark, "ada@x.com", uri: "1000", looks: true)
    server.fail(.answer(status, body))
    let outcome = try await client(server).perform(order).outcome
    guard !why.isEmpty else { #expect(outcome == .done(remote: "1000")); return }
    guard case .left(let words) = outcome else { Issue.record("\(outcome)"); return }
    #expect(words.contains(why))
    #expect(server.set("bookmarks").isEmpty)
  }

  @Test(arguments: [(503, "{}"), (200, "{}"), (200, #"{"meta":{"result_count":0}}"#)])
  func `a look that says nothing ends nothing, and nothing is sent`(
    status: Int, body: String
  ) async throws {
    let server = try XPostServer(token: TestLine.token)
    let order = try TestLine.order(.send, .bookmark, "ada@x.com", uri: "1000", looks: true)
    server.fail(.answer(status, body))
    let outcome = try await client(server).perform(order).outcome
    guard case .notSent = outcome else { Issue.record("\(outcome)"); return }
    #expect(server.set("bookmarks").isEmpty)
  }

  /// Bodies as X's documentation and its clients have them.
  @Test(arguments: [
    (
      #"{"title":"Forbidden","type":"about:blank","status":403,"detail":"You are not permitted to perform this action."}"#,
      ActionRefusal.invalid
    ),
    (
      #"{"title":"Forbidden","type":"https://api.x.com/2/problems/oauth1-permissions","status":403,"detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."}"#,
      .incapable
    ),
    (
      #"{"title":"Unsupported Authentication","type":"https://api.twitter.com/2/problems/unsupported-authentication","status":403}"#,
      .incapable
    ),
    (
      #"{"errors":[{"code":453,"message":"You currently have access to a subset of X API V2 endpoints"}]}"#,
      .incapable
    ),
    (
      #"{"errors":[{"code":179,"message":"Sorry, you are not authorized to see this status."}]}"#,
      .invalid
    ),
  ])
  func `a no about one post is no word about the plan`(
    body: String, refusal: ActionRefusal
  ) async throws {
    let server = try XPostServer(token: TestLine.token)
    let order = try TestLine.order(.send, .repost, "ada@x.com", uri: "1000")
    server.fail(.answer(403, body))
    let outcome = try await client(server).perform(order).outcome
    guard case .refused(refusal, _) = outcome else { Issue.record("\(outcome)"); return }
  }
}
