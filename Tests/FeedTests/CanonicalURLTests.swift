// One page, one address.

import Feed
import Testing

struct CanonicalURLTests {
  @Test(arguments: [
    ("https://Example.org", "https://example.org/"),
    ("HTTPS://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a?b=1", "http://example.org/a?b=1"),
    ("http://example.org:8080/a", "http://example.org:8080/a"),
    ("https://example.org/a?utm_source=x&id=2&utm_medium=rss", "https://example.org/a?id=2"),
    ("https://example.org/a?fbclid=1#top", "https://example.org/a"),
    ("https://example.org/#!/page", "https://example.org/#!/page"),
    (" https://example.org/A%20b \n", "https://example.org/A%20b"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("urn:uuid:1", "urn:uuid:1"),
    ("", ""),
  ])
  func `tracking goes, the page stays`(given: String, canonical: String) {
    #expect(CanonicalURL.canonical(given) == canonical)
    #expect(CanonicalURL.canonical(canonical) == canonical)
  }
}
