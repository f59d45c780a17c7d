// What is sent, what is waited for and what is found out, on a network that counts.

import Feed
import Foundation
import Pipeline
import Store
import Synchronization
import Taste
import TestSupport
import Testing

struct DispatcherTests {
  @Test func `what is approved is sent once, and what is not approved is not sent`() async throws {
    try await ActionBench.with { bench in
      try await bench.approve(["a", "b"])
      _ = try await bench.posts.add(["c"])
      _ = try await bench.act()
      let report = try await bench.dispatch()
      #expect(report.done(.send) == 2)
      #expect(bench.server.allLikes == ["a": 1, "b": 1])
      #expect(try await bench.dispatch().events.isEmpty)
      #expect(try await bench.states() == [.done: 2, .proposed: 1])
    }
  }

  @Test func `an undo takes back what was done, and it stays undone`() async throws {
    try await ActionBench.with { bench in
      try await bench.approve(["a"])
      _ = try await bench.dispatch()
      let row = try #require(try await bench.database.actions(ActionQuery()).first)
      #expect(row.remote == "like-1")
      _ = try await bench.database.undo(row.id, at: bench.now)
      #expect(try await bench.dispatch().done(.undo) == 1)
      #expect(!bench.server.isLiked("a"))
      try await bench.approve(["a"])
      _ = try await bench.dispatch()
      #expect(bench.server.likes(of: "a") == 1)
      #expect(try await bench.state("a") == .undone)
    }
  }

  @Test(arguments: [
    LikeServer.Mishap.cutAfter, .slow, .failAfter, .cutBefore, .failBefore, .slowEffect,
  ])
  func `what is unclear is read back, and is done once in the end`(mishap: LikeServer.Mishap)
    async throws
  {
    try await ActionBench.with { method, _, number in
      method == "POST" && number == 0 ? mishap : .none
    } _: { bench in
      try await bench.approve(["a"])
      let report = try await bench.dispatch(patience: 1)
      #expect(report.events.contains { if case .readBack = $0 { true } else { false } })
      bench.now.addTimeInterval(600)
      _ = try await bench.dispatch("two", patience: 1)
      #expect(bench.server.likes(of: "a") == 1)
      #expect(bench.server.isLiked("a"))
      #expect(try await bench.state("a") == .done)
    }
  }

  @Test(arguments: [LikeServer.Mishap.cutAfter, .cutBefore, .failAfter])
  func `an undo that is unclear is read back too`(mishap: LikeServer.Mishap) async throws {
    try await ActionBench.with { method, _, number in
      method == "DELETE" && number == 1 ? mishap : .none
    } _: { bench in
      try await bench.approve(["a"])
      _ = try await bench.dispatch()
      let row = try #require(try await bench.database.actions(ActionQuery()).first)
      _ = try await bench.database.undo(row.id, at: bench.now)
      _ = try await bench.dispatch()
      bench.now.addTimeInterval(600)
      _ = try await bench.dispatch("two")
      #expect(!bench.server.isLiked("a"))
      #expect(try await bench.state("a") == .undone)
    }
  }

  @Test(arguments: [
    (LikeServer.Mishap.throttled, ActionState.approved), (.incapable, .failed),
    (.signedOut, .approved), (.gone, .failed),
  ])
  func `a clear no has no second try in the same breath`(
    mishap: LikeServer.Mishap, state: ActionState
  ) async throws {
    try await ActionBench.with { _, _, number in
      number == 0 ? mishap : .none
    } _: { bench in
      try await bench.approve(["a"])
      _ = try await bench.dispatch()
      #expect(bench.server.requestCount == 1)
      #expect(bench.server.allLikes == [:])
      #expect(try await bench.state("a") == state)
    }
  }

  @Test func `a network that is not there is told from one that does not answer`() async throws {
    try await ActionBench.with { bench in
      try await bench.approve(["a", "b"])
      bench.server.close()
      let report = try await bench.dispatch()
      #expect(report.events.count == 1)
      #expect(try await bench.states() == [.approved: 2])
    }
  }

  @Test func `a stop that comes between two calls holds back the second`() async throws {
    try await ActionBench.with { bench in
      try await bench.approve(["a", "b", "c"])
      let server = bench.server
      let stop = ActionStop(account: nil, isPersons: true, why: "enough", at: bench.now)
      let report = try await bench.dispatch(stop: { server.requestCount > 0 ? stop : nil })
      #expect(server.requestCount == 1)
      #expect(report.events.last == .stopped(bench.account, stop))
      #expect(try await bench.states() == [.done: 1, .approved: 2])
    }
  }

  @Test func `five refusals in a row end it`() async throws {
    try await ActionBench.with { _, _, _ in
      .gone
    } _: { bench in
      try await bench.approve((0..<8).map { "p\($0)" })
      _ = try await bench.dispatch()
      #expect(bench.server.requestCount == 5)
      #expect(try await bench.database.actionStops().count == 1)
    }
  }

  @Test func `a call that is under way when it is told to stop is finished and written down`()
    async throws
  {
    try await ActionBench.with { method, _, number in
      method == "POST" && number == 0 ? .slowEffect : .none
    } _: { bench in
      try await bench.approve(["a", "b"])
      let (copy, server) = (bench, bench.server)
      let told = Mutex<[DispatchEvent]>([])
      let work = Task {
        try await copy.dispatch(tell: { event in told.withLock { $0.append(event) } })
      }
      while server.requestCount == 0 { await Task.yield() }
      work.cancel()
      await #expect(throws: CancellationError.self) { try await work.value }
      #expect(told.withLock { $0.count } == 1)
      #expect(server.requestCount == 1)
      #expect(try await bench.states() == [.unknown: 1, .approved: 1])
      bench.now.addTimeInterval(600)
      _ = try await bench.dispatch("two", patience: 1)
      #expect(server.allLikes == ["a": 1, "b": 1])
    }
  }

  @Test func `accounts that nobody is signed in to are named`() async throws {
    try await ActionBench.with { bench in
      try await bench.approve(["a"])
      let other = try #require(AccountName("ann@other.example"))
      let others = KeptPosts(bench.database, account: other, now: bench.now)
      _ = try await others.add(["b"])
      #expect(try await bench.act() == ActReport())
      try await others.signIn()
      _ = try await bench.act()
      let row = try #require(
        try await bench.database.actions(ActionQuery()).first { $0.account == other })
      _ = try await bench.database.approve(
        row.id, version: row.version, by: .person, expires: row.expires, at: bench.now)
      #expect(try await bench.dispatch().events.contains(.signedOut(other)))
    }
  }

  @Test func `a rehearsal says when everything would be sent, and leaves nothing`() async throws {
    try await ActionBench.with { bench in
      var limits = ActionLimits()
      limits.quiet = QuietHours("12:30-20:00")
      bench.rules.limits = limits
      try await bench.approve((0..<12).map { "p\($0)" })
      let (rules, account, start) = (bench.rules, bench.account, bench.now)
      let report = try await bench.database.rehearse { database in
        var settings = DispatchSettings(
          rules: rules, zone: .gmt, keep: 0.6, model: KeptPosts.model, holder: "rehearsal")
        settings.isRehearsed = true
        return try await Dispatcher(
          database: database, settings: settings, transports: { _ in RehearsedTransport() },
          makeClock: { TurnedClock(from: start, until: start.addingTimeInterval(86_400)) }
        ).run(on: account)
      }
      let times = report.events.compactMap { event in
        if case .sent(_, _, let at) = event { at.timeIntervalSince(start) } else { nil }
      }
      #expect(
        times == [0, 120, 240, 360, 480] + [0, 120, 240, 360, 480].map { $0 + 28_800 } + [
          32_400, 32_520,
        ])
      #expect(bench.server.requestCount == 0)
      #expect(try await bench.states() == [.approved: 12])
    }
  }

  // MARK: Proposals

  @Test func `auto acts with a certificate, and asks without`() async throws {
    try await ActionBench.with { bench in
      bench.rules.policies = [bench.account: [.like: .auto]]
      _ = try await bench.posts.add(["a"])
      #expect(try await bench.act().proposed == 1)
      let asked = try #require(try await bench.database.actions(ActionQuery()).first)
      #expect(asked.reason.contains("none of your own decisions yet"))
      try await bench.posts.answer(Certificate.least)
      _ = try await bench.posts.add(["b"])
      #expect(try await bench.act().approved == 1)
      let sure = try #require(
        try await bench.database.actions(ActionQuery()).first { $0.approvedBy == "policy" })
      #expect(sure.certificate == Certificate(right: 45, of: 45))
      #expect(sure.notBefore == bench.now.addingTimeInterval(600))
      _ = try await bench.dispatch()
      #expect(bench.server.allLikes == [:])
      bench.now.addTimeInterval(601)
      _ = try await bench.dispatch()
      #expect(bench.server.allLikes == ["b": 1])
    }
  }

  @Test func `what the person skips meanwhile is not done without asking`() async throws {
    try await ActionBench.with { bench in
      bench.rules.policies = [bench.account: [.like: .auto]]
      try await bench.posts.answer(100)
      let items = try await bench.posts.add(["b", "c"])
      #expect(try await bench.act().approved == 2)
      _ = try await bench.database.answer(
        items[0], .skip, origin: .correction, reason: nil, at: bench.now.addingTimeInterval(5))
      bench.now.addTimeInterval(601)
      _ = try await bench.dispatch()
      #expect(bench.server.allLikes == ["c": 1])
      #expect(try await bench.state("b") == .proposed)
    }
  }

  @Test func `one thing taken back ends a certificate that had nothing to spare`() async throws {
    try await ActionBench.with { bench in
      bench.rules.policies = [bench.account: [.like: .auto]]
      try await bench.posts.answer(Certificate.least)
      _ = try await bench.posts.add(["b", "c"])
      _ = try await bench.act()
      var query = ActionQuery()
      query.states = [.approved]
      let rows = try await bench.database.actions(query)
      #expect(rows.count == 2)
      _ = try await bench.database.reject(rows[0].id, at: bench.now)
      bench.now.addTimeInterval(601)
      _ = try await bench.dispatch()
      #expect(bench.server.allLikes == [:])
    }
  }
}
