// feeds add and feeds discover: from a page to its feed, with as few requests as there can be.

import Service
import TestSupport
import Testing

struct FeedsDiscoveryTests {
  private static let site = [
    "/": FeedHouse.page(
      ("/comments/feed", "A » Comments", "rss"), ("/rss.xml", "A (RSS)", "rss"),
      ("/atom.xml", "A (Atom)", "atom"),
      ("/notes.xml", "Notes", "rss")),
    "/comments/feed": FeedHouse.feed("comments", "one", "two"),
    "/rss.xml": FeedHouse.feed("rss", "r"),
    "/atom.xml": FeedHouse.feed("posts", "Who comes late has to walk around the whole lake", "p"),
    "/notes.xml": FeedHouse.feed("notes", "n"),
    "/bare": "<html><body>Words.</body></html>", "/bare/feed": "<html><body>No.</body></html>",
    "/rss-only/": "<html><body>Words.</body></html>",
    "/deep/rss-only/feed": FeedHouse.feed("deep", "d"),
  ]

  @Test func `the answer of the search is the first pull`() async throws {
    try await FeedHouse.with(Self.site) { house in
      let added = try house.rows("feeds", "add", "{server}/", "--allow-private")[0]
      #expect(added["feed"]?.string == house.server.url("/atom.xml"))
      #expect(added["stored"]?.int == 2 && added["next_pull"]?.string != nil)
      #expect(house.asked == ["/", "/atom.xml"])
      #expect(try house.gleaner("run", "--until", "admit").code == 0)
      #expect(house.asked == ["/", "/atom.xml"])
      let items = try house.rows("items")
      #expect(items.count == 2)
      #expect(items.contains { $0["language"]?.string == "en" && $0["region"] == .null })
    }
  }

  @Test func `discover shows all of them, best first, and writes nothing`() async throws {
    try await FeedHouse.with(Self.site) { house in
      let before = try house.read("feeds/feeds.yaml")
      let rows = try house.rows("feeds", "discover", "{server}/", "--allow-private")
      #expect(rows.map { $0["title"]?.string } == ["posts", "notes", "comments"])
      #expect(rows.map { $0["comments"] } == [.bool(false), .bool(false), .bool(true)])
      #expect(rows.first?["entries"]?.int == 2 && rows.first?["origin"]?.string == "page")
      #expect(try house.read("feeds/feeds.yaml") == before)
      let shown = try house.gleaner("feeds", "discover", "{server}/", "--allow-private")
      #expect(
        shown.output.contains("posts: 2 entries, newest") && shown.output.contains("(comments)"))
    }
  }

  @Test func `a page that names none is asked for its customary places, no further than the first`()
    async throws
  {
    try await FeedHouse.with(Self.site) { house in
      let rows = try house.rows("feeds", "discover", "{server}/bare", "--allow-private")
      #expect(rows.map { $0["origin"]?.string } == ["custom"])
      #expect(house.asked == ["/bare", "/bare/feed", "/feed", "/atom.xml"])
      let none = try house.gleaner("feeds", "discover", "{server}/missing", "--allow-private")
      #expect(none.code == 1 && none.errors.contains("404") && none.output.isEmpty)
    }
  }

  @Test func `where only comments are named, the custom of blogs goes before them`() async throws {
    let site = [
      "/post": FeedHouse.page(("/post/feed/comments", "Comments", "rss")),
      "/feed": FeedHouse.feed("posts", "p"),
      "/post/feed/comments": FeedHouse.feed("comments", "c"),
    ]
    try await FeedHouse.with(site) { house in
      let added = try house.rows("feeds", "add", "{server}/post", "--allow-private")[0]
      #expect(added["feed"]?.string == house.server.url("/feed"))
      #expect(house.asked == ["/post", "/post/feed", "/feed"])
    }
  }

  @Test func `a feed that moved for good is added where it is, and only once`() async throws {
    try await FeedHouse.with(Self.site, moved: ["/old": "/atom.xml"]) { house in
      let added = try house.rows("feeds", "add", "{server}/old", "--allow-private")[0]
      #expect(added["feed"]?.string == house.server.url("/atom.xml"))
      let text = try house.read("feeds/feeds.yaml")
      for address in ["{server}/old", "{server}/", "{server}/atom.xml/", "feed:{server}/atom.xml"] {
        let again = try house.gleaner("feeds", "add", address, "--allow-private")
        #expect(
          again.code == 1 && again.errors.contains("is listed already, at feeds/feeds.yaml:"),
          "\(address)")
      }
      #expect(try house.read("feeds/feeds.yaml") == text)
      #expect(
        try house.rows("feeds", "discover", "{server}/", "--allow-private")[0]["listed"]
          == .bool(true))
    }
  }

  @Test func `a server that cannot be reached is named, with what to do`() async throws {
    try await FeedHouse.with([:]) { house in
      let ended = try house.gleaner("feeds", "add", "127.0.0.1:1/feed", "--allow-private")
      #expect(ended.code == 1 && ended.output.isEmpty)
      #expect(
        ended.errors.contains("127.0.0.1")
          && ended.errors.contains("--no-check adds it all the same"))
      #expect(try house.gleaner("feeds", "discover", "notes.xml").code == 2)
      let refused = try house.gleaner("feeds", "discover", "{server}/")
      #expect(refused.code == 1 && refused.errors.contains("--allow-private"))
    }
  }
}
