// Feeds that move, vanish, or lead in circles.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import TestSupport
import Testing

struct MovedTests {
  static let day: TimeInterval = 86_400
  static let page = "<html><form><input type=\"password\"></form></html>"

  /// A bench whose source has been read, and moves to another server, which answers with `answer`.
  private func withMove(
    _ status: Int = 301, answer: Script,
    _ body: (inout Bench, _ old: ScriptedServer, _ new: ScriptedServer) async throws -> Void
  ) async throws {
    let new = try ScriptedServer(on: "127.0.0.2") { _ in answer }
    defer { new.close() }
    let target = new.url("/new")
    let first = Replies([Bench.answer(), .redirect(status, to: target)])
    let old = try ScriptedServer { _ in first.next() }
    defer { old.close() }
    try await Bench.with { bench in
      bench.sources = [Source(address: old.url("/feed"), allowPrivate: true)]
      try await bench.pull()
      try await body(&bench, old, new)
    }
  }

  @Test(arguments: [301, 308])
  func `a move is believed after a week, and the row and its items stay`(
    status: Int
  ) async throws {
    let grown = Bench.answer([], Bench.feed(Bench.bread + [Bench.other[0]]))
    try await withMove(status, answer: grown) { bench, old, new in
      let id = try await bench.row().id
      for _ in 0..<7 { try await bench.pull() }
      #expect(try await bench.row().adopted == nil)
      try await bench.pull()
      let row = try await bench.row()
      #expect(row.adopted == new.url("/new") && row.id == id)
      let asked = old.requests.count
      let report = try await bench.pull()
      #expect(old.requests.count == asked && report.failed == 0 && report.added == 0)
      let items = try await bench.pool.query("SELECT count(*)::bigint AS n FROM items")
      #expect(try items[0].decode("n", as: Int64.self) == 3)
    }
  }

  @Test(arguments: [302, 307])
  func `a temporary redirect is followed for ever and never believed`(status: Int) async throws {
    try await withMove(status, answer: Bench.answer()) { bench, _, _ in
      for _ in 0..<12 { try await bench.pull() }
      #expect(try await bench.row().adopted == nil)
    }
  }

  @Test func `a redirect to a login page changes nothing, however long it lasts`() async throws {
    try await withMove(answer: .answer(200, headers: [("Content-Type", "text/html")], Self.page)) {
      bench, _, _ in
      let before = try await bench.row()
      for _ in 0..<12 { try await bench.pull() }
      let after = try await bench.row()
      #expect(after.adopted == nil && after.move == nil && after.cause == .login)
      #expect(after.bodyHash == before.bodyHash)
    }
  }

  @Test func `a redirect to another feed, with none of the items, is not believed`() async throws {
    try await withMove(answer: Bench.answer([], Bench.feed([("Elsewhere", "Another feed.")]))) {
      bench, _, _ in
      // The first pull behind the redirect brings its items; what they must overlap with is what was there before.
      for _ in 0..<12 { try await bench.pull() }
      #expect(try await bench.row().adopted == nil)
    }
  }

  @Test func `eleven redirects are too many, and a circle is named`() async throws {
    let server = try ScriptedServer { request in
      switch request.path {
      case "/a": .redirect(301, to: "/b")
      case "/b": .redirect(301, to: "/a")
      default: .redirect(to: "/\((Int(request.path.dropFirst()) ?? 0) + 1)")
      }
    }
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = ["/1", "/a"].map { Source(address: server.url($0), allowPrivate: true) }
      try await bench.pull()
      for index in 0..<2 {
        let row = try await bench.row(index)
        #expect(row.cause == .redirects && row.failures == 1)
      }
      #expect(server.requests.count == 11 + 2)
    }
  }

  @Test func `410 ends the polling, and says what to do`() async throws {
    try await WebBench.with([Bench.answer(), .answer(410), Bench.answer()]) { bench, server in
      try await bench.pull()
      try await bench.pull()
      for _ in 0..<5 { try await bench.pull(then: 30 * Self.day) }
      #expect(server.requests.count == 2)
      let row = try await bench.row()
      #expect(row.cause == .gone && row.error?.contains("new address") == true)
      #expect(try await bench.database.nextPull() == nil)
      // Edited, it is tried once more.
      bench.sources[0].name = "Another name"
      let report = try await bench.pull()
      #expect(server.requests.count == 3 && report.failed == 0)
      #expect(try await bench.row().cause == nil)
    }
  }

  @Test func `a feed that was away for hours, or for a week, comes back within a day`() async throws
  {
    let away = Array(repeating: Script.answer(404), count: 14)
    try await WebBench.with(away + [Bench.answer()]) { bench, server in
      for _ in away {
        try await bench.pull(then: 0)
        let row = try await bench.row()
        let next = try #require(row.nextPullAt)
        #expect(row.cause == .notFound && next.timeIntervalSince(bench.now) < Self.day)
        bench.now = next
      }
      let report = try await bench.pull()
      #expect(report.failed == 0 && server.requests.count == 15)
    }
  }

  @Test func `names that are not found do not count while nothing can be reached`() async throws {
    try await Bench.with { bench in
      let gone = try ScriptedServer { _ in .answer(404) }
      let addresses = (1...4).map { "http://127.0.0.\($0):\(gone.port)/feed" }
      gone.close()
      bench.sources = addresses.map { Source(address: $0, allowPrivate: true) }
      for _ in 0..<3 {
        let report = try await bench.pull()
        #expect(report.failed == 4)
      }
      let row = try await bench.row()
      #expect(row.cause == .connect && row.failures == 0)
    }
  }

  @Test(
    arguments: [("http://127.0.0.2:1/feed", .connect), ("http://nowhere.invalid/feed", .dns)]
      as [(String, PullCause)])
  func `one server out of reach among others counts, and is asked again every day`(
    address: String, cause: PullCause
  ) async throws {
    try await WebBench.with([Bench.answer()]) { bench, _ in
      bench.sources.append(Source(address: address, allowPrivate: true))
      for failures in 1...6 {
        try await bench.pull(then: 0)
        let row = try await bench.row(1)
        #expect(row.cause == cause && row.failures == failures)
        bench.now = try #require(row.nextPullAt)
        #expect(bench.now.timeIntervalSince(try #require(row.pulledAt)) < Self.day)
      }
    }
  }
}
