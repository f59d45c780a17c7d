// feeds check after a run: three sources of one host, which is asked for one thing a second.

import Service
import TestSupport
import Testing

struct FeedsCheckSlowTests {
  @Test func `after a run it says how often it failed and when it is asked again`() async throws {
    try await FeedHouse.with([
      "/a": FeedHouse.feed("a", "x"), "/page": FeedHouse.page(("/a", "A", "rss")),
    ]) { house in
      let paths = ["/a", "/gone", "/page"]
      let entries = paths.map { "- {feed: \"\(house.server.url($0))\", allow_private: true}\n" }
      try house.write(entries.joined(), to: "feeds/feeds.yaml")
      _ = try house.gleaner("run", "--until", "admit")
      let ended = try house.gleaner("feeds", "check")
      #expect(ended.code == 1)
      #expect(ended.output.contains("last pulled just now, failed"))
      #expect(ended.output.contains("asked again in "))
      #expect(ended.output.contains("a web page, not a feed; it names \(house.server.url("/a"))"))
      let rows = try house.rows("feeds", "check")
      #expect(rows.map { $0["cause"]?.string } == [nil, "not_found", "page"])
      #expect(rows.map { $0["failures"]?.int } == [0, 1, 1])
      #expect(rows.allSatisfy { $0["next_pull"]?.string != nil && $0["line"]?.int != nil })
    }
  }

  @Test func `no source of a domain that asked for patience is asked`() async throws {
    try await FeedHouse.with(["/a": FeedHouse.feed("a", "x")]) { house in
      let busy = try ScriptedServer { _ in .answer(403, "no") }
      defer { busy.close() }
      let paths = ["/1", "/2", "/3", "/4"]
      let entries = paths.map { "- {feed: \"\(busy.url($0))\", allow_private: true}\n" }
      try house.write(entries.joined(), to: "feeds/feeds.yaml")
      _ = try house.gleaner("run", "--until", "admit")
      #expect(busy.requests.count == 3)
      let rows = try house.rows("feeds", "check")
      #expect(busy.requests.count == 3)
      #expect(
        rows.map { $0["cause"]?.string } == ["forbidden", "forbidden", "forbidden", "throttled"])
      #expect(rows[3]["problem"]?.string?.contains("asked for fewer requests") == true)
    }
  }
}
