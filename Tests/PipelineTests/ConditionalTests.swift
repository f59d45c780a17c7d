// Asking whether anything changed: validators as they came, from every answer, and no work for what is unchanged.

import Feed
import Foundation
import Pipeline
import Postgres
import Store
import TestSupport
import Testing

struct ConditionalTests {
  static let day: TimeInterval = 86_400

  /// What the last request asked with.
  private func asked(_ server: ScriptedServer) -> [String?] {
    let last = server.requests.last
    return [last?[header: "If-None-Match"], last?[header: "If-Modified-Since"]]
  }

  @Test(arguments: [
    ("W/\"a b\"", "Tue, 01 Jan 2026 00:00:00 GMT"), ("unquoted;odd", "last week"),
    ("\"\"", "Thu, 1 Jan 1970 00:00:00 +0000"),
  ])
  func `validators of the first answer come back byte for byte`(
    etag: String, modified: String
  ) async throws {
    try await WebBench.with(
      [Bench.answer([("ETag", etag), ("Last-Modified", modified)]), .answer(304)]
    ) { bench, server in
      try await bench.pull()
      #expect(asked(server) == [nil, nil])
      let second = try await bench.pull()
      #expect(asked(server) == [etag, modified])
      #expect(second.unchanged == 1 && second.parsed == 0)
    }
  }

  @Test func `a body seen before is not parsed, and its new validators are kept`() async throws {
    try await WebBench.with(
      [Bench.answer([("ETag", "\"1\"")]), Bench.answer([("ETag", "\"2\"")]), .answer(304)]
    ) { bench, server in
      try await bench.pull()
      let second = try await bench.pull()
      #expect(second.unchanged == 1 && second.parsed == 0 && second.added == 0)
      try await bench.pull()
      #expect(asked(server)[0] == "\"2\"")
    }
  }

  @Test func `a 304 brings newer validators and leaves the others`() async throws {
    let first = "Thu, 01 Jan 2026 00:00:00 GMT"
    let second = "Fri, 02 Jan 2026 00:00:00 GMT"
    try await WebBench.with([
      Bench.answer([("ETag", "\"1\""), ("Last-Modified", first)]),
      .answer(304, headers: [("Last-Modified", second)]), .answer(304),
    ]) { bench, server in
      for _ in 0..<3 { try await bench.pull() }
      #expect(asked(server) == ["\"1\"", second])
    }
  }

  @Test func `validators that a server no longer sends are forgotten`() async throws {
    try await WebBench.with([
      Bench.answer([("ETag", "\"1\"")]), Bench.answer([], Bench.feed(Bench.other)), Bench.answer(),
    ]) { bench, server in
      for _ in 0..<3 { try await bench.pull() }
      #expect(asked(server) == [nil, nil])
    }
  }

  @Test func `a server that says 304 for ever is asked for the whole after eight days`()
    async throws
  {
    try await WebBench.with([Bench.answer([("ETag", "\"1\"")]), .answer(304)]) { bench, server in
      for _ in 0...9 { try await bench.pull() }
      let conditional = server.requests.map { $0[header: "If-None-Match"] != nil }
      // The first, and the one after eight days, to which the server says 304 once more.
      #expect(conditional == [false] + Array(repeating: true, count: 7) + [false, true])
    }
  }

  @Test(arguments: [
    ("Expires", "0"), ("Cache-Control", "no-cache"), ("Cache-Control", "no-store, private"),
  ])
  func `a feed that is old at once is asked without validators, and what is new in it is read`(
    name: String, value: String
  ) async throws {
    let headers = [(name, value), ("ETag", "\"same\"")]
    try await WebBench.with([
      Bench.answer(headers), Bench.answer(headers, Bench.feed(Bench.other)),
    ]) { bench, server in
      try await bench.pull()
      let second = try await bench.pull()
      #expect(asked(server) == [nil, nil])
      #expect(second.added == Bench.other.count)
    }
  }

  @Test func `an unchanged body costs no parse, no item and no embedding`() async throws {
    try await WebBench.with([Bench.answer()]) { bench, _ in
      _ = try await bench.run(until: .embed)
      let before = try await bench.pool.query("SELECT xmin::text AS x FROM items ORDER BY id")
      bench.now.addTimeInterval(Self.day)
      let report = try await bench.run(until: .embed)
      let after = try await bench.pool.query("SELECT xmin::text AS x FROM items ORDER BY id")
      #expect(report.unchanged == 1 && report.parsed == 0 && report.embedded == 0)
      #expect(
        try before.map { try $0.decode("x", as: String.self) }
          == after.map { try $0.decode("x", as: String.self) })
    }
  }

  @Test func `a new address does not see the validators of the old one`() async throws {
    let other = try ScriptedServer(on: "127.0.0.2") { _ in Bench.answer([("ETag", "\"new\"")]) }
    try await WebBench.with([
      Bench.answer([("ETag", "\"old\"")]), .redirect(301, to: other.url("/feed")),
    ]) { bench, server in
      try await bench.pull()
      try await bench.pull()
      #expect(server.requests.last?[header: "If-None-Match"] == "\"old\"")
      #expect(other.requests.last?[header: "If-None-Match"] == nil)
      try await bench.pull()
      #expect(server.requests.last?[header: "If-None-Match"] == nil)
      #expect(other.requests.last?[header: "If-None-Match"] == "\"new\"")
    }
  }

  @Test func `what is new alone may come, and is added to what is there`() async throws {
    let delta = Script.answer(
      226, headers: [("ETag", "\"2\""), ("IM", "feed")], Bench.feed([Bench.other[0]]))
    try await WebBench.with([Bench.answer([("ETag", "\"1\"")]), delta, .answer(304)]) {
      bench, server in
      try await bench.pull()
      #expect(server.requests.last?[header: "A-IM"] == "feed")
      let second = try await bench.pull()
      #expect(second.added == 1 && second.failed == 0)
      let items = try await bench.pool.query("SELECT count(*)::bigint AS n FROM items")
      #expect(try items[0].decode("n", as: Int64.self) == 3)
      try await bench.pull()
      #expect(asked(server)[0] == "\"2\"")
    }
  }

  @Test func `neither a cookie nor the person is told to a server`() async throws {
    try await WebBench.with([Bench.answer([("Set-Cookie", "id=1; Path=/")])]) { bench, server in
      try await bench.pull()
      try await bench.pull()
      for request in server.requests {
        #expect(request[header: "Cookie"] == nil && request[header: "From"] == nil)
        #expect(request[header: "Accept-Encoding"]?.contains("gzip") == true)
        #expect(request[header: "Accept"]?.contains("application/rss+xml") == true)
      }
    }
  }
}
