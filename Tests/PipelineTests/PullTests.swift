// Pulling over a real socket: validators, unchanged bodies, errors that back off.

import Feed
import Foundation
import Pipeline
import Store
import Synchronization
import TestSupport
import Testing

struct PullTests {
  /// A bench with one web source, answered by `handler`.
  func withServer(
    _ handler: @escaping ScriptedServer.Handler,
    _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try ScriptedServer(handler)
    try await Bench.with { bench in
      bench.sources = [Source(address: server.url("/feed"), allowPrivate: true)]
      try await body(&bench, server)
    }
    server.close()
  }

  @Test func `validators come back as they were given, and a 304 ends the work`() async throws {
    let feed = Bench.feed(Bench.bread)
    try await withServer({ request in
      request[header: "If-None-Match"] == "W/\"odd\""
        ? .answer(304) : .answer(200, headers: [("ETag", "W/\"odd\"")], feed)
    }) { bench, server in
      let first = try await bench.run(until: .admit)
      #expect(first.added == 2)
      bench.now.addTimeInterval(86_400)
      let second = try await bench.run(until: .admit)
      #expect(second.unchanged == 1 && second.parsed == 0)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `the same body without validators is not parsed again`() async throws {
    let feed = Bench.feed(Bench.bread)
    try await withServer({ _ in .answer(200, feed) }) { bench, _ in
      _ = try await bench.run(until: .admit)
      bench.now.addTimeInterval(86_400)
      let again = try await bench.run(until: .admit)
      #expect(again.unchanged == 1)
    }
  }

  @Test func `a source is not asked before its time`() async throws {
    try await withServer({ _ in .answer(503, headers: [("Retry-After", "7200")], "busy") }) {
      bench, server in
      let first = try await bench.run(until: .admit)
      bench.now.addTimeInterval(7_100)
      let early = try await bench.run(until: .admit)
      bench.now.addTimeInterval(800)
      let late = try await bench.run(until: .admit)
      #expect(first.failed == 1 && early.notDue == 1 && late.failed == 1)
      #expect(server.requests.count == 2)
    }
  }

  @Test func `a body that breaks off gives its complete items and is asked for again`() async throws
  {
    let feed = Bench.feed(Bench.other)
    let cut = Array(feed.utf8.prefix(feed.utf8.count / 2))
    let isFirst = Atomic(true)
    try await withServer({ request in
      guard isFirst.exchange(false, ordering: .relaxed) else { return .answer(200, feed) }
      let head = "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: \(feed.utf8.count)\r\n\r\n"
      return Script([.send(Array(head.utf8)), .send(cut), .close])
    }) { bench, server in
      let first = try await bench.run(until: .admit)
      #expect(first.failed == 1 && (1...4).contains(first.added))
      bench.now.addTimeInterval(86_400)
      let second = try await bench.run(until: .admit)
      #expect(second.failed == 0 && first.added + second.added == 6)
      #expect(server.requests.last?[header: "If-None-Match"] == nil)
    }
  }

  @Test func `a private address is refused unless the source allows it`() async throws {
    try await withServer({ _ in .answer(200, Bench.feed(Bench.bread)) }) { bench, server in
      bench.sources[0].allowPrivate = false
      let report = try await bench.run(until: .admit)
      #expect(report.failed == 1 && server.requests.isEmpty)
    }
  }
}
