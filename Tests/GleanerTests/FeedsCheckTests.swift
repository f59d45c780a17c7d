// feeds check: what is wrong, since when, and what happens next.

import Service
import TestSupport
import Testing

struct FeedsCheckTests {
  private static let flawed =
    "<rss version=\"2.0\"><channel><title>Flawed</title><item><title>a</title></item></channel></rss>"

  private func list(_ house: FeedHouse, _ paths: String...) throws {
    let entries = paths.map {
      "- {feed: \"\(house.server.url($0))\", name: \"n\($0)\", allow_private: true}\n"
    }
    try house.write(entries.joined(), to: "feeds/feeds.yaml")
  }

  @Test func `flaws are told by code and in words, and a sound feed is well`() async throws {
    try await FeedHouse.with(["/a": FeedHouse.feed("a", "x"), "/b": Self.flawed]) { house in
      try list(house, "/a", "/b")
      let rows = try house.rows("feeds", "check")
      #expect(rows.map { $0["ok"] } == [.bool(true), .bool(true)])
      let codes = rows.map { $0["flaws"]?.array?.compactMap { $0["code"]?.string } }
      #expect(codes == [["no_validators"], ["no_ids", "no_dates", "no_links", "no_validators"]])
      let shown = try house.gleaner("feeds", "check", "N/B")
      #expect(shown.code == 0 && shown.output.contains("its only entry is without an id"))
      #expect(!shown.output.contains("n/a"))
    }
  }

  @Test func `a server that asked for patience is not asked`() async throws {
    try await FeedHouse.with(["/a": FeedHouse.feed("a", "x")]) { house in
      let busy = try ScriptedServer { _ in
        .answer(429, headers: [("Retry-After", "7200")], "slow down")
      }
      defer { busy.close() }
      try house.write(
        "- {feed: \"\(busy.url("/f"))\", allow_private: true}\n", to: "feeds/feeds.yaml")
      _ = try house.gleaner("run", "--until", "admit")
      let ended = try house.gleaner("feeds", "check")
      #expect(ended.code == 1 && ended.output.contains("fewer requests (429)"))
      #expect(ended.output.contains("asked again in "))
      #expect(busy.requests.count == 1)
    }
  }

  @Test func `the feed's own title names it where the list gives no name`() async throws {
    try await FeedHouse.with(["/a": FeedHouse.feed("Robin's garden", "x")]) { house in
      let entry = "- {feed: \"\(house.server.url("/a"))\", allow_private: true}\n"
      try house.write(entry, to: "feeds/feeds.yaml")
      _ = try house.gleaner("run", "--until", "admit")
      #expect(try house.gleaner("feeds", "list").output.hasPrefix("Robin's garden: http"))
      #expect(try house.gleaner("feeds", "check", "robin's Garden").code == 0)
      let near = try house.gleaner("feeds", "remove", "Robin's gardn")
      #expect(near.code == 1 && near.errors.contains("did you mean 'Robin's garden'?"))
      #expect(try house.gleaner("feeds", "remove", "Robin's garden").code == 0)
    }
  }

  @Test func `no source, and no such source`() async throws {
    try await FeedHouse.with([:]) { house in
      let empty = try house.gleaner("feeds", "check")
      #expect(empty.code == 0 && empty.errors.contains("'gleaner feeds add URL' adds one"))
      let none = try house.gleaner("feeds", "check", "nobody")
      #expect(none.code == 2 && none.errors.contains("no source 'nobody'"))
    }
  }
}
