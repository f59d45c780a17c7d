// Which of a page's feeds is meant.

import Formats
import Testing

struct FeedRankingTests {
  private func ranked(_ feeds: (String, String?, AdvertisedFeed.Format)...) -> [String] {
    FeedRanking.ranked(
      feeds.map { AdvertisedFeed(address: "https://a.example\($0.0)", title: $0.1, format: $0.2) }
    ).map { String($0.address.dropFirst("https://a.example".count)) }
  }

  @Test func `feeds of comments come last, in any language`() {
    #expect(
      ranked(
        ("/comments/feed/", "A » Comments Feed", .rss), ("/k", "Kommentar-Feed", .rss),
        ("/feed/", "A » Feed", .rss), ("/c", "コメント", .rss), ("/pod", "Podcast", .rss))
        == ["/feed/", "/pod", "/comments/feed/", "/k", "/c"])
  }

  @Test func `of one feed in several formats the best is left, at the place of the first`() {
    #expect(
      ranked(
        ("/index.xml", "A (RSS)", .rss), ("/feed.json", "A (JSON Feed)", .json),
        ("/atom.xml", "A (Atom)", .atom),
        ("/notes/rss", "Notes", .rss), ("/notes/atom", nil, .atom))
        == ["/atom.xml", "/notes/atom"])
    #expect(
      ranked(("/feed?format=rdf", nil, .rdf), ("/feed?format=rss", nil, .rss)) == [
        "/feed?format=rss"
      ])
  }

  @Test func `formats elsewhere are the same by their titles, and other titles are other feeds`() {
    #expect(
      ranked(
        ("/x", "All posts RSS", .rss), ("/y", "All posts Atom", .atom), ("/z", "Links RSS", .rss))
        == ["/y", "/z"])
    #expect(
      ranked(("/index.xml", "Posts", .rss), ("/feed.xml", "Notes", .rss)) == [
        "/index.xml", "/feed.xml",
      ])
    #expect(
      ranked(("/tag/a/feed", nil, .rss), ("/tag/b/feed", nil, .rss)) == [
        "/tag/a/feed", "/tag/b/feed",
      ])
  }

  @Test(arguments: [
    (
      "https://www.youtube.com/channel/UCabc/videos",
      ["https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"]
    ),
    (
      "https://m.youtube.com/playlist?x=1&list=PLx",
      ["https://www.youtube.com/feeds/videos.xml?playlist_id=PLx"]
    ),
    (
      "https://youtube.com/user/somebody",
      ["https://www.youtube.com/feeds/videos.xml?user=somebody"]
    ),
    ("https://www.youtube.com/@somebody", []),
    ("https://www.youtube.com/feeds/videos.xml?channel_id=UCabc", []),
    (
      "https://github.com/a/b.git",
      ["releases", "tags", "commits"].map { "https://github.com/a/b/\($0).atom" }
    ),
    ("https://github.com/a/b/commits/dev/2", ["https://github.com/a/b/commits/dev/2.atom"]),
    ("https://github.com/a/b/tags", ["https://github.com/a/b/tags.atom"]),
    ("https://github.com/a", ["https://github.com/a.atom"]), ("https://github.com/features", []),
    ("https://github.com/a/b/issues/1", []), ("https://github.com/a/b/releases.atom", []),
    ("https://old.reddit.com/r/swift/top", ["https://www.reddit.com/r/swift/.rss"]),
    ("https://reddit.com/u/somebody", ["https://www.reddit.com/user/somebody/.rss"]),
    ("https://www.reddit.com/r/swift/.rss", []), ("https://reddit.com/r/a/comments/1/x", []),
    ("https://medium.com/@somebody", ["https://medium.com/feed/@somebody"]),
    ("https://a.example/", []), ("", []),
  ])
  func `known sites have their feeds by rule`(_ page: String, _ feeds: [String]) {
    #expect(SiteFeeds.known(for: page) == feeds)
  }

  @Test func `elsewhere a few places are customary`() {
    #expect(SiteFeeds.customary(for: "https://a.example/?q=1#top").count == 5)
    #expect(SiteFeeds.customary(for: "https://a.example").first == "https://a.example/feed")
    let blog = SiteFeeds.customary(for: "https://a.example/blog/index.html")
    #expect(blog.first == "https://a.example/blog/feed" && blog.count == 6)
    #expect(SiteFeeds.customary(for: "https://m.example/@ada") == ["https://m.example/@ada.rss"])
    #expect(SiteFeeds.customary(for: "no address").isEmpty)
  }
}
