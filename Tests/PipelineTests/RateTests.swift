// Being asked for patience: by the second, by the date, or by a refusal; for a feed, or for all of a domain; in all runs.

import Feed
import Foundation
import Pipeline
import Store
import TestSupport
import Testing

struct RateTests {
  /// A bench with feeds at public names that this machine answers for.
  private func withSites(
    _ names: [String], _ handler: @escaping ScriptedServer.Handler,
    _ body: (inout Bench, ScriptedServer) async throws -> Void
  ) async throws {
    let server = try ScriptedServer(handler)
    defer { server.close() }
    try await Bench.with { bench in
      bench.sources = names.enumerated().map { index, name in
        Source(address: "http://\(name):\(server.port)/\(index)", allowPrivate: true)
      }
      for name in names { bench.addresses[name] = "127.0.0.1" }
      try await body(&bench, server)
    }
  }

  @Test(arguments: [
    ("3600", 3_600), ("Tue, 20 Jan 2026 09:00:00 GMT", 3_600), ("99999999", 31 * 86_400),
  ])
  func `a domain that says 429 is left alone for as long as it says, up to a month`(
    value: String, wait: Int
  ) async throws {
    let names = ["a.example.org", "b.example.org", "other.example.net"]
    try await withSites(
      names,
      { request in
        request[header: "Host"]?.contains("example.org") == true
          ? .answer(429, headers: [("Retry-After", value)]) : Bench.answer()
      }
    ) { bench, server in
      let first = try await bench.pull(then: Double(wait) - 60)
      #expect(first.failed == 1 && first.notDue == 1 && first.parsed == 1)
      bench.sources.removeLast()
      let early = try await bench.pull(then: 120)
      #expect(early.notDue == 2 && server.requests.count == 2)
      let late = try await bench.pull()
      #expect(late.failed == 1 && late.notDue == 1 && server.requests.count == 3)
      #expect(try await bench.row().cause == .throttled)
    }
  }

  @Test func `without a time, a domain waits ten minutes and then ever longer`() async throws {
    try await withSites(
      ["a.example.org", "b.example.org"], { _ in .answer(429) }
    ) { bench, server in
      var pauses: [TimeInterval] = []
      for _ in 0..<3 {
        try await bench.pull(then: 0)
        let pause = try #require(try await bench.database.hosts()["example.org"]?.notBefore)
        pauses.append(pause.timeIntervalSince(bench.now))
        bench.now = pause.addingTimeInterval(12 * 3_600)
      }
      #expect(pauses == [600, 1_200, 2_400])
      #expect(server.requests.count == 3)
    }
  }

  @Test func `a good answer ends a domain's bad days`() async throws {
    let replies = Replies([.answer(429), Bench.answer()])
    try await withSites(["a.example.org"], { _ in replies.next() }) { bench, _ in
      try await bench.pull()
      let report = try await bench.pull()
      #expect(report.parsed == 1)
      #expect(try await bench.database.hosts().isEmpty)
    }
  }

  @Test(arguments: [(429, 1), (503, 2)])
  func `503 speaks for the feed alone, 429 for the domain`(
    status: Int, requests: Int
  ) async throws {
    try await withSites(
      ["a.example.org", "b.example.org"],
      { _ in .answer(status, headers: [("Retry-After", "60")]) }
    ) { bench, server in
      try await bench.pull()
      #expect(server.requests.count == requests)
    }
  }

  @Test(arguments: ["127.0.0.1", "localhost", "rsshub.home.arpa", "nas"])
  func `a machine of one's own speaks for one feed only`(name: String) async throws {
    try await withSites(
      [name, name], { $0.path == "/0" ? .answer(429) : Bench.answer() }
    ) { bench, server in
      let report = try await bench.pull()
      #expect(report.failed == 1 && report.parsed == 1 && server.requests.count == 2)
    }
  }

  @Test(arguments: ["example.org", "127.0.0.1"])
  func `three refusals in a burst slow a domain down, and disable nothing`(
    name: String
  ) async throws {
    let isOpen = Replies(Array(repeating: .answer(403), count: 3) + [Bench.answer()])
    try await withSites(
      (0..<5).map { _ in name }, { _ in isOpen.next() }
    ) { bench, server in
      let first = try await bench.pull(then: 300)
      #expect(first.failed == 3 && first.notDue == 2 && server.requests.count == 3)
      let early = try await bench.pull()
      #expect(early.notDue == 5 && server.requests.count == 3)
      let late = try await bench.pull()
      #expect(late.failed == 0 && late.notDue == 0 && server.requests.count == 8)
    }
  }

  @Test func `a redirect does not lead to a domain that asked for patience`() async throws {
    let target = try ScriptedServer(on: "127.0.0.2") { _ in .answer(429) }
    defer { target.close() }
    let port = target.port
    try await withSites(
      ["a.example.org"], { _ in .redirect(to: "http://busy.example.net:\(port)/") }
    ) { bench, server in
      bench.addresses["busy.example.net"] = "127.0.0.2"
      try await bench.pull(then: 0)
      #expect(try await bench.row().cause == .throttled && target.requests.count == 1)
      bench.sources.append(Source(address: server.url("/other"), allowPrivate: true))
      try await bench.pull(then: 0)
      #expect(target.requests.count == 1)
      #expect(try await bench.row(1).cause == .throttled)
      #expect(try await bench.database.hosts().keys.sorted() == ["example.net"])
    }
  }

  @Test func `forty feeds of one host are asked one after the other`() async throws {
    try await withSites(
      (0..<40).map { "\($0).example.org" },
      { _ in Script([.pause(.milliseconds(2))] + Bench.answer().steps) }
    ) { bench, server in
      let report = try await bench.pull()
      #expect(report.parsed == 40 && server.mostAtOnce == 1)
    }
  }

  @Test func `a challenge is named and left alone for half a day`() async throws {
    let page = "<html><title>Just a moment...</title></html>"
    let challenge = Script.answer(
      403, headers: [("cf-mitigated", "challenge"), ("Content-Type", "text/html")], page)
    try await WebBench.with([challenge]) { bench, server in
      for _ in 0..<11 { try await bench.pull(then: 3_600) }
      #expect(server.requests.count == 1)
      let row = try await bench.row()
      #expect(row.cause == .challenge && row.error?.contains("Cloudflare") == true)
    }
  }
}
