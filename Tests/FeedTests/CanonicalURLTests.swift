// One page, one address.

import Feed
import Testing

struct CanonicalURLTests {
  @Test(arguments: [
    ("https://Example.org", "https://example.org/"),
    ("HTTPS://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a?b=1", "http://example.org/a?b=1"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://example.org/a?utm_source=x&id=2&utm_medium=rss", "https://example.org/a?id=2"),
    ("https://example.org/a?fbclid=1#top", "https://example.org/a"),
    ("https://example.org/a?source=rss----1f2----4", "https://example.org/a"),
    ("https://example.org/a?partner=rss&emc=rss", "https://example.org/a"),
    ("https://example.org/a?source=print&ref=7", "https://example.org/a?source=print&ref=7"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/#!/page", "https://example.org/#!/page"),
    (" https://example.org/A%20b \n", "https://example.org/A%20b"),
    ("https://example.org/%7euser/%c3%a9?q=%2f", "https://example.org/~user/%C3%A9?q=%2F"),
    ("https://example.org/é t", "https://example.org/%C3%A9%20t"),
    ("https://example.org/100%", "https://example.org/100%"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/../a/..", "https://example.org/"),
    ("https://example.org/a.b/...", "https://example.org/a.b/..."),
    (
      "https://news.google.com/rss/articles/CBMi?oc=5",
      "https://news.google.com/rss/articles/CBMi?oc=5"
    ),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("urn:uuid:1", "urn:uuid:1"),
    ("", ""),
  ])
  func `tracking goes, the page stays`(given: String, canonical: String) {
    #expect(CanonicalURL.canonical(given) == canonical)
    #expect(CanonicalURL.canonical(canonical) == canonical)
  }

  @Test(arguments: [
    ("http://www.example.org/a/", "https://example.org/a"),
    ("https://en.m.example.org/wiki/A", "https://en.example.org/wiki/A"),
    ("https://amp.example.org/a", "https://example.org/a"),
    ("https://example.org/a/amp/", "https://example.org/a"),
    ("https://example.org/a.amp.html", "https://example.org/a.html"),
    ("https://example.org/a?id=1&amp=1", "https://example.org/a?id=1"),
    ("https://example.org/a/index.html", "https://example.org/a/"),
  ])
  func `addresses of one page are compared alike`(one: String, other: String) throws {
    let key = try #require(PageKey.of(one))
    #expect(key == PageKey.of(other))
  }

  @Test(arguments: [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://blog.example.org/a", "https://example.org/a"),
    ("https://example.org/lamp", "https://example.org/l"),
  ])
  func `other pages are not`(one: String, other: String) {
    #expect(PageKey.of(one) != PageKey.of(other))
  }

  @Test(arguments: ["https://www.example.org/", "https://example.org/amp/", "urn:a", ""])
  func `a front page is the page of no item`(url: String) {
    #expect(PageKey.of(url) == nil)
  }

  @Test func `the addresses that are looked up are those of the page`() {
    let addresses = PageKey.addresses(of: "http://www.example.org/a/?b=1")
    #expect(addresses.contains("https://example.org/a?b=1"))
    #expect(addresses.allSatisfy { PageKey.of($0) == "example.org/a?b=1" })
  }
}
