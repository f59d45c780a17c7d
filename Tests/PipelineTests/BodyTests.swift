// Bodies that are too long, too late, packed, cut, or something else than a feed.

import Feed
import Foundation
import HTTP
import Pipeline
import Postgres
import Store
import TestSupport
import Testing

struct BodyTests {
  private func cause(_ script: Script) async throws -> StoredSource {
    var stored: StoredSource?
    try await WebBench.with([Bench.answer([("ETag", "\"1\"")]), script]) { bench, _ in
      try await bench.pull()
      let before = try await bench.pool.query("SELECT count(*)::bigint AS n FROM items")
      let report = try await bench.pull()
      #expect(report.failed == 1 && report.added == 0)
      let after = try await bench.pool.query("SELECT count(*)::bigint AS n FROM items")
      #expect(
        try before[0].decode("n", as: Int64.self) == after[0].decode("n", as: Int64.self))
      stored = try await bench.row()
    }
    return try #require(stored)
  }

  @Test(
    arguments: [
      ("<html><form><input type=\"password\"></form></html>", .login),
      ("<!doctype html><html><body>Welcome</body></html>", .page),
      ("<html><div id=\"px-captcha\"></div></html>", .challenge),
      ("<html><script id=\"anubis_challenge\">{}</script></html>", .challenge),
      ("<html><script src=\"https://geo.captcha-delivery.com/captcha/\"></script>", .challenge),
      ("", .empty), ("nothing to see here", .notAFeed),
      ("<urlset><url><loc>https://example.org/</loc></url></urlset>", .notAFeed),
    ] as [(String, PullCause)])
  func `what is no feed is named; items and validators stay`(
    body: String, expected: PullCause
  ) async throws {
    let row = try await cause(
      .answer(200, headers: [("Content-Type", "text/html"), ("ETag", "\"page\"")], body))
    #expect(row.cause == expected && row.etag == "\"1\"" && row.error?.isEmpty == false)
  }

  @Test func `an endless body is given up at the limit`() async throws {
    let block = [UInt8](repeating: 0x20, count: 1 << 20)
    let row = try await cause(
      .open(then: [.send(Array("<rss><channel>".utf8)), .forever(block, every: .zero)]))
    #expect(row.cause == .tooLarge && row.etag == "\"1\"")
  }

  @Test func `a picture is refused by its first bytes`() async throws {
    let block = [UInt8](repeating: 1, count: 4_096)
    let row = try await cause(
      .open(
        headers: [("Content-Type", "image/png")],
        then: [.send([0x89, 0x50, 0x4E, 0x47] + block), .forever(block, every: .milliseconds(1))]))
    #expect(row.cause == .binary)
  }

  @Test func `a feed that calls itself a page is a feed`() async throws {
    try await WebBench.with([Bench.answer([("Content-Type", "text/html")])]) { bench, _ in
      let report = try await bench.pull()
      #expect(report.failed == 0 && report.added == 2)
    }
  }

  @Test func `a body that is cut gives its complete items, and is asked for in full`() async throws
  {
    let feed = Bench.feed(Bench.other)
    let cut = Array(feed.utf8.prefix(feed.utf8.count / 2))
    let head = Script.head(200, [("ETag", "\"cut\""), ("Content-Length", "\(feed.utf8.count)")])
    try await WebBench.with(
      [Script([.send(head), .send(cut), .close]), Bench.answer([], feed)]
    ) { bench, server in
      let first = try await bench.pull()
      #expect(first.failed == 1 && (1...4).contains(first.added))
      let row = try await bench.row()
      #expect(row.cause == .truncated && row.etag == nil && row.bodyHash == nil)
      let second = try await bench.pull()
      #expect(second.failed == 0 && first.added + second.added == 6)
      #expect(server.requests.last?[header: "If-None-Match"] == nil)
    }
  }

  @Test func `a feed that is broken in the same way again is as it is`() async throws {
    let broken = String(Bench.feed(Bench.other).dropLast(40))
    try await WebBench.with([Bench.answer([("ETag", "\"1\"")], broken)]) { bench, server in
      let first = try await bench.pull()
      #expect(first.failed == 1 && first.added == 5)
      #expect(try await bench.row().cause == .brokenFeed)
      let second = try await bench.pull()
      #expect(second.failed == 0 && second.unchanged == 1)
      try await bench.pull()
      let asked = server.requests.map { $0[header: "If-None-Match"] }
      #expect(asked == [nil, nil, "\"1\""])
    }
  }

  @Test(arguments: [
    "http://127.0.0.1/", "http://[::1]/", "http://0.0.0.0/", "http://169.254.169.254/",
    "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://localtest.me/",
  ])
  func `no feed, and no redirect of a feed, leads into one's own network`(
    target: String
  ) async throws {
    try await Bench.with { bench in
      bench.addresses = ["localtest.me": "127.0.0.1"]
      bench.sources = [Source(address: target)]
      try await bench.pull()
      let row = try await bench.row()
      #expect(row.cause == .privateAddress && row.error?.contains("refused") == true)
    }
  }

  @Test func `a secret in an address is in no message`() async throws {
    try await WebBench.with([.answer(200)]) { bench, server in
      let address = server.url("/feed?token=hush&x=1")
      server.close()
      bench.sources = [
        Source(address: address, allowPrivate: true),
        Source(address: "http://127.0.0.1/?key=hush"),
      ]
      try await bench.pull()
      for index in 0..<2 {
        #expect(try await bench.row(index).error?.contains("hush") == false)
      }
    }
  }
}
