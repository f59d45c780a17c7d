// The feeds that a page names, as pages really do.

import Formats
import Testing

struct AdvertisedFeedsTests {
  private func find(_ html: String) -> [AdvertisedFeed] {
    AdvertisedFeeds.find(in: Array(html.utf8), url: "https://a.example/blog/", headers: [])
  }

  @Test func `alternates of a feed's type, absolute, each once`() {
    let found = find(
      """
      <!doctype html><html><head>
      <link rel="stylesheet" href="/x.css">
      <LINK REL="Alternate" TYPE="application/RSS+xml; charset=utf-8" TITLE="A &amp; B" HREF="feed.xml?a=1&amp;b=2">
      <link rel=alternate type=application/atom+xml href=/atom.xml />
      <link rel="alternate" type="application/rss+xml" href="feed.xml?a=1&b=2">
      <link rel="alternate" type="application/json" href="/wp-json/1">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate" type="application/feed+json">
      <!-- <link rel="alternate" type="application/rss+xml" href="/hidden"> -->
      <script>"<link rel='alternate' type='application/rss+xml' href='/s'>"
      """)
    #expect(found.first?.address == "https://a.example/blog/feed.xml?a=1&b=2")
    #expect(found.first?.title == "A & B")
    #expect(found.dropFirst().first?.address == "https://a.example/atom.xml")
    #expect(found.count == 2)
  }

  @Test func `the base of the page counts, and code is no address`() {
    let found = find(
      """
      <base href="https://b.example/x/"><link rel="alternate" type="application/rss+xml" href="y">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
      """)
    #expect(found.map(\.address) == ["https://b.example/x/y"])
  }
}
