// When a source is asked next, over a real socket and a real database.

import Feed
import Foundation
import Pipeline
import Store
import TestSupport
import Testing

struct NextPullTests {
  /// A bench with one web source; gives the minutes to the next pull after a run.
  private func withServer(
    _ handler: @escaping ScriptedServer.Handler, _ body: (inout Bench) async throws -> Void
  ) async throws {
    let server = try ScriptedServer(handler)
    try await Bench.with { bench in
      bench.sources = [Source(address: server.url("/feed"), allowPrivate: true)]
      try await body(&bench)
    }
    server.close()
  }

  private func minutes(_ bench: Bench) async throws -> Double {
    _ = try await bench.run(until: .admit)
    let stored = try await bench.database.stored(bench.sources)
    return try #require(stored.first?.nextPullAt).timeIntervalSince(bench.now) / 60
  }

  /// A feed with items every `minutes` for two days before the bench's time.
  private static func feed(every minutes: Int, before now: Date, _ head: String = "") -> String {
    let items = stride(from: 5, to: 2_880, by: minutes).map { age in
      let date = now.addingTimeInterval(TimeInterval(-age * 60)).ISO8601Format()
      return "<item><guid>\(age)</guid><title>\(age)</title><dc:date>\(date)</dc:date></item>"
    }
    return "<rss version='2.0'><channel><title>x</title>\(head)\(items.joined())</channel></rss>"
  }

  @Test func `a feed is asked as often as it writes`() async throws {
    var waits: [Double] = []
    for every in [10, 200, 2_000] {
      try await withServer({ [now = Bench.start] _ in
        .answer(200, Self.feed(every: every, before: now))
      }) { bench in waits.append(try await minutes(bench)) }
    }
    #expect(waits[0] < 25 && waits[0] < waits[1] && waits[1] < waits[2], "\(waits)")
  }

  @Test func `a 304 without its own wishes keeps those of the last answer`() async throws {
    let feed = Self.feed(every: 10, before: Bench.start, "<ttl>180</ttl>")
    try await withServer({ request in
      request[header: "If-None-Match"] == "a"
        ? .answer(304)
        : .answer(200, headers: [("ETag", "a"), ("Cache-Control", "max-age=14400")], feed)
    }) { bench in
      let fresh = try await minutes(bench)
      #expect((240...251).contains(fresh))
      bench.now.addTimeInterval(5 * 3_600)
      let kept = try await minutes(bench)
      #expect((240...251).contains(kept))
    }
  }

  @Test func `an error's own freshness holds too`() async throws {
    let feed = Self.feed(every: 10, before: Bench.start)
    try await withServer({ request in
      request[header: "If-None-Match"] == "a"
        ? .answer(404, headers: [("Cache-Control", "max-age=7200")], "no")
        : .answer(200, headers: [("ETag", "a"), ("Cache-Control", "max-age=3600")], feed)
    }) { bench in
      let well = try await minutes(bench)
      #expect((60...67).contains(well))
      bench.now.addTimeInterval(2 * 3_600)
      let missing = try await minutes(bench)
      #expect((120...131).contains(missing))
    }
  }

  @Test func `hours of silence are kept, also when a pass comes late`() async throws {
    let hours = (9...20).map { "<hour>\($0)</hour>" }.joined()
    let feed = Self.feed(every: 10, before: Bench.start, "<skipHours>\(hours)</skipHours>")
    try await withServer({ _ in .answer(200, feed) }) { bench in
      // 8 o'clock: asked again before 9, but the next pass runs at noon.
      let first = try await minutes(bench)
      #expect(first < 60)
      bench.now.addTimeInterval(4 * 3_600)
      let wait = try await minutes(bench)
      #expect((540...571).contains(wait))
      let stored = try await bench.database.stored(bench.sources)
      #expect(stored.first?.pulledAt == Bench.start)
    }
  }
}
