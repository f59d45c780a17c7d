// What the person likes on their networks becomes labels, once; what they take back there takes its label back; and nothing
// that only looks like it does.

import Feed
import Foundation
import Pipeline
import Store
import Taste
import TestSupport
import Testing

@Suite struct SyncTests {
  private func mastodon(
    pageSize: Int = 40, _ body: (inout SyncBench, MastodonLikesServer) async throws -> Void
  ) async throws {
    let server = try MastodonLikesServer(token: SyncBench.token, pageSize: pageSize)
    defer { server.server.close() }
    try await Bench.with { bench in
      var sync = try await SyncBench(
        bench, "ada@social.example", at: server.address, who: MastodonLikesServer.account)
      try await body(&sync, server)
    }
  }

  private func ids(_ numbers: ClosedRange<Int>) -> [String] { numbers.map(String.init) }

  @Test func `favourites, bookmarks and boosts become labels, once`() async throws {
    try await mastodon { sync, server in
      server.add(ids(1...5), to: "favourites")
      server.add(["6"], to: "bookmarks")
      server.add(["7"], to: "statuses")
      #expect(try await sync.sync().added == 7)
      #expect(
        try await sync.labels() == ["bookmark of document"]
          + Array(repeating: "like of document", count: 5) + ["repost of document"])
      let calls = server.requests.count
      #expect(try await sync.sync(after: 60) == SyncReport())
      #expect(server.requests.count == calls)
      #expect(try await sync.sync(after: 3_600) == SyncReport())
      #expect(server.requests.count == calls + 3)
      let lessons = try #require(try await sync.bench.database.lessons()[sync.name])
      #expect(lessons.labels == 7 && lessons.isWhole && lessons.syncedAt == sync.bench.now)
    }
  }

  @Test func `what was liked is remembered with its words, and learned from in the same run`()
    async throws
  {
    try await mastodon { sync, server in
      server.add(ids(1...3), to: "favourites")
      let report = try await sync.bench.run()
      #expect(report.sync.added == 3 && report.embedded == 3 && report.builtProfile)
      let evidence = try await sync.bench.database.evidence(model: "all-MiniLM-L6-v2")
      #expect(evidence.map(\.label) == ["like", "like", "like"])
      #expect(Set(evidence.map(\.text)) == ["What 1 says", "What 2 says", "What 3 says"])
    }
  }

  @Test func `a long past is read in portions, down to its end, and then only its top`()
    async throws
  {
    try await mastodon(pageSize: 4) { sync, server in
      server.add(ids(1...60), to: "favourites")
      var counts: [Int] = [try await sync.sync().added]
      for _ in 0..<4 { counts.append(try await sync.sync(after: 3_600).added) }
      #expect(counts == [20, 12, 12, 12, 4])
      let calls = server.requests.count
      try await sync.sync(after: 3_600)
      #expect(server.requests.count == calls + 3)
    }
  }

  @Test func `a favourite that is taken back takes its label back, and may come again`()
    async throws
  {
    try await mastodon(pageSize: 4) { sync, server in
      server.add(ids(1...20), to: "favourites")
      try await sync.sync()
      #expect(try await sync.count() == 20)
      server.remove("18", from: "favourites")
      server.add(["21"], to: "favourites")
      #expect(try await sync.sync(after: 3_600) == report(1, 1))
      #expect(try await sync.count() == 20)
      #expect(try await sync.bench.database.documentCount(.like) == 20)
      // Done again, and one from before taken back and done again between two looks.
      server.add(["18"], to: "favourites")
      server.remove("3", from: "favourites")
      server.add(["3"], to: "favourites")
      #expect(try await sync.sync(after: 3_600) == report(1, 0))
      #expect(try await sync.count() == 21)
      server.remove("3", from: "favourites")
      server.remove("18", from: "favourites")
      #expect(try await sync.sync(after: 3_600) == report(0, 2))
      #expect(try await sync.count() == 19)
    }
  }

  @Test func `a list that is empty, cut or in trouble takes nothing back`() async throws {
    try await mastodon { sync, server in
      server.add(ids(1...8), to: "favourites")
      try await sync.sync()
      server.fail(.answer(200, "[{\"id\":\"1\",\"uri\":\"https://social.example/posts/1\",\"cont"))
      #expect(try await sync.sync(after: 3_600) == SyncReport())
      server.fail(.answer(503, "<html>"))
      #expect(try await sync.sync(after: 90_000) == SyncReport())
      _ = sync.heard()
      server.hideLists()
      #expect(try await sync.sync(after: 90_000) == SyncReport())
      #expect(try await sync.count() == 8)
      #expect(sync.heard() == [])
    }
  }

  @Test func `a network that wants fewer calls is left alone, in one line`() async throws {
    try await mastodon { sync, server in
      server.add(ids(1...8), to: "favourites")
      server.fail(
        .answer(429, headers: ["Retry-After": "7200"], #"{"error":"Too many requests"}"#))
      #expect(try await sync.sync() == SyncReport())
      #expect(server.requests.count == 1)
      let line = try #require(sync.heard().first)
      #expect(line.hasPrefix("ada@social.example: its likes were not read: "))
      try await sync.sync(after: 900)
      // The other lists were never asked for; this one has to wait.
      #expect(server.requests.dropFirst().allSatisfy { !$0.path.contains("favourites") })
      #expect(try await sync.sync(after: 7_200).added == 8)
    }
  }

  @Test func `a walk that breaks off is taken up where it broke off, and loses nothing`()
    async throws
  {
    try await mastodon(pageSize: 4) { sync, server in
      server.add(ids(1...16), to: "favourites")
      server.fail(.answer(502, "<html>"), after: 2)
      #expect(try await sync.sync().added == 8)
      #expect(sync.heard().count == 1)
      #expect(try await sync.sync(after: 3_600).added == 8)
      // A hole between what is new and what was known is closed too.
      server.add(ids(17...30), to: "favourites")
      server.fail(.answer(502, "<html>"), after: 2)
      try await sync.sync(after: 3_600)
      for _ in 0..<3 { try await sync.sync(after: 3_600) }
      #expect(try await sync.count() == 30)
    }
  }

  @Test func `one account in trouble does not keep the others from being learned from`()
    async throws
  {
    try await mastodon { sync, server in
      let other = try #require(AccountName("abe@social.example"))
      try await sync.bench.database.keep(
        AccountDraft(name: other, server: "x", who: "1", sealed: [1], expiresAt: nil),
        at: sync.bench.now)
      let lines = sync.bench.accounts
      sync.bench.accounts = { source in
        try await source.timeline?.account == other
          ? PipelineRun.noAccounts(source) : lines(source)
      }
      server.add(ids(1...2), to: "favourites")
      #expect(try await sync.sync().added == 2)
      #expect(
        sync.heard() == [
          "abe@social.example: its likes were not read: nobody is signed in as abe@social.example; "
            + "'gleaner accounts add mastodon abe@social.example' signs in"
        ])
    }
  }

  @Test func `a rehearsal learns and keeps nothing`() async throws {
    try await mastodon { sync, server in
      server.add(ids(1...2), to: "favourites")
      let report = try await sync.bench.rehearse()
      #expect(report.sync.added == 2)
      #expect(try await sync.count() == 0)
      #expect(try await sync.bench.database.lessons().isEmpty)
      #expect(try await sync.sync().added == 2)
    }
  }

  @Test func `an account that is not to be learned from is not asked`() async throws {
    try await mastodon { sync, server in
      server.add(["1"], to: "favourites")
      sync.bench.learning.isOn = { _ in false }
      let learned = try await sync.sync()
      #expect(learned == SyncReport())
      #expect(server.requests.isEmpty)
    }
  }

  // MARK: Items

  @Test func `a post that is an item is labelled itself, whoever tells of it`() async throws {
    try await mastodon { sync, server in
      let posts = KeptPosts(sync.bench.database, account: sync.name, now: sync.bench.now)
      let items = try await posts.add(["a", "b"])
      try await posts.write([items[1]], ["b"]) { $0.done = [.like] }
      server.add(["ref-a"], to: "favourites")
      #expect(try await sync.sync() == report(2, 0))
      #expect(try await sync.labels() == ["like of item", "like of item"])
      // What is liked is not proposed.
      let openings = try await sync.bench.database.actionOpenings(
        sync.name, .like, since: sync.bench.now.addingTimeInterval(-60), limit: 10)
      #expect(openings.allSatisfy { $0.candidate.done == [.like] })
      let certificate = try await sync.bench.database.certificate(
        .like, keep: 0.5, model: KeptPosts.model)
      #expect(certificate.count == 0)
    }
  }

  @Test func `a post that comes again without the like is asked about before its label goes`()
    async throws
  {
    try await mastodon { sync, server in
      server.hideLists()
      let posts = KeptPosts(sync.bench.database, account: sync.name, now: sync.bench.now)
      let items = try await posts.add(["a", "b"]) { $0.done = [.like] }
      #expect(try await sync.sync().added == 2)
      server.add(["ref-a"], to: "favourites")
      sync.bench.now += 3_600
      let later = KeptPosts(sync.bench.database, account: sync.name, now: sync.bench.now)
      try await later.write(items, ["a", "b"])
      #expect(try await sync.sync(after: 60) == report(0, 1))
      #expect(try await sync.labels() == ["like of item"])
      let asked = server.requests.filter { $0.path.contains("/statuses/ref-") }.count
      #expect(asked == 2)
      try await sync.sync(after: 3_600)
      #expect(server.requests.filter { $0.path.contains("/statuses/ref-") }.count == asked)
    }
  }

  // MARK: The ledger

  /// A like of `name` that Gleaner has sent; approved by the person, or by the policy.
  private func sent(_ name: String, byPolicy: Bool, _ sync: SyncBench) async throws -> ActionRow {
    let (database, now) = (sync.bench.database, sync.bench.now)
    _ = try await KeptPosts(database, account: sync.name, now: now).add([name])
    let openings = try await database.actionOpenings(
      sync.name, .like, since: now.addingTimeInterval(-60), limit: 10)
    let expires = now.addingTimeInterval(86_400)
    _ = try await database.propose(
      openings.filter { $0.target.uri == KeptPosts.uri(name) }.map {
        ActionDraft(
          account: sync.name, kind: .like, opening: $0, approvedFrom: byPolicy ? now : nil,
          expires: expires, certificate: Certificate(right: 45, of: 45), reason: "it is liked")
      }, at: now)
    let rows = try await database.actions(ActionQuery())
    let row = try #require(rows.first { $0.target.uri == KeptPosts.uri(name) })
    if !byPolicy {
      _ = try await database.approve(
        row.id, version: row.version, by: .person, expires: expires, at: now)
    }
    var limits = ActionLimits()
    (limits.quiet, limits.gap) = (nil, 0)
    let terms = ActionTerms(
      account: sync.name,
      rules: ActionRules(policies: [sync.name: [.like: .auto]], limits: limits),
      automatic: [.like], zone: .gmt, holder: "here", lease: .seconds(60))
    guard case .order(let order) = try await database.claimAction(terms, token: name, at: now)
    else { throw CocoaError(.featureUnsupported) }
    _ = try await database.settle(order, ActionAnswer(.done(remote: nil)), at: now)
    return row
  }

  @Test func `what Gleaner did by itself is no label, and what the person approved is one`()
    async throws
  {
    try await mastodon { sync, server in
      _ = try await sent("a", byPolicy: true, sync)
      _ = try await sent("b", byPolicy: false, sync)
      server.add(["ref-a", "ref-b", "ref-c"], to: "favourites")
      #expect(try await sync.sync() == report(1, 0))
      #expect(try await sync.labels() == ["like of document", "like of item"])
      // Taken back there, what was approved here is withdrawn as well.
      server.remove("ref-b", from: "favourites")
      server.remove("ref-a", from: "favourites")
      #expect(try await sync.sync(after: 3_600) == report(0, 1))
      #expect(try await sync.labels() == ["like of document"])
      // And what the person then likes by themselves is theirs.
      server.add(["ref-a"], to: "favourites")
      #expect(try await sync.sync(after: 3_600) == report(1, 0))
      #expect(try await sync.labels() == ["like of document", "like of item"])
    }
  }

  @Test func `an undo takes the label of the network along, though it still shows the like`()
    async throws
  {
    try await mastodon { sync, server in
      let row = try await sent("a", byPolicy: false, sync)
      server.add(["ref-a"], to: "favourites")
      #expect(try await sync.sync() == SyncReport())
      _ = try await sync.bench.database.undo(row.id, at: sync.bench.now)
      #expect(try await sync.count() == 0)
      #expect(try await sync.sync(after: 3_600) == SyncReport())
      #expect(try await sync.count() == 0)
    }
  }

  @Test func `a yes to what is liked already is no second label`() async throws {
    try await mastodon { sync, server in
      let (database, now) = (sync.bench.database, sync.bench.now)
      _ = try await KeptPosts(database, account: sync.name, now: now).add(["a"])
      let openings = try await database.actionOpenings(
        sync.name, .like, since: now.addingTimeInterval(-60), limit: 10)
      _ = try await database.propose(
        openings.map {
          ActionDraft(
            account: sync.name, kind: .like, opening: $0, approvedFrom: nil,
            expires: now.addingTimeInterval(86_400), certificate: Certificate(right: 0, of: 0),
            reason: "")
        }, at: now)
      server.add(["ref-a"], to: "favourites")
      try await sync.sync()
      let row = try #require(try await database.actions(ActionQuery()).first)
      _ = try await database.approve(
        row.id, version: row.version, by: .person, expires: now.addingTimeInterval(86_400), at: now)
      #expect(try await sync.labels() == ["like of item"])
    }
  }

  private func report(_ added: Int, _ withdrawn: Int) -> SyncReport {
    var report = SyncReport()
    (report.added, report.withdrawn) = (added, withdrawn)
    return report
  }
}
