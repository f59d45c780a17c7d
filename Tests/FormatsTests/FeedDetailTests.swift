// Small things that many feeds say in many ways, each in all its spellings.

import Feed
import Formats
import Testing

struct FeedDetailTests {
  private func parse(_ text: String, url: String? = nil) throws -> FeedDocument {
    try FeedParser.parse(Array(text.utf8), url: url)
  }

  private func entry(_ inside: String) throws -> Entry {
    let text = "<rss version='2.0'><channel><item>\(inside)</item></channel></rss>"
    return try #require(try parse(text, url: "https://a.example/feed").entries.first)
  }

  @Test(arguments: [
    "<creativeCommons:license>https://l.example/by</creativeCommons:license>",
    "<cc:license rdf:resource='https://l.example/by'/>",
    "<x:license xmlns:x='http://backend.userland.com/creativeCommonsRssModule'>/by</x:license>",
    "<x:license xmlns:x='http://web.resource.org/cc/' rdf:resource='https://l.example/by'/>",
    "<x:license xmlns:x='http://creativecommons.org/ns#' rdf:resource='https://l.example/by'/>",
    "<dcterms:license>https://l.example/by</dcterms:license>",
    "<atom:link rel='license' href='https://l.example/by'/>",
  ])
  func `a licence is a link`(_ inside: String) throws {
    let link = try #require(try entry(inside).metadata.links.first)
    #expect(link.rel == "license")
    #expect(link.href.hasSuffix("example/by"))
  }

  @Test(arguments: [
    ("<slash:comments>12</slash:comments>", Engagement(comments: 12)),
    (
      "<x:comments xmlns:x='http://purl.org/rss/1.0/modules/slash/'>3</x:comments>",
      Engagement(comments: 3)
    ),
    ("<thr:total>7</thr:total>", Engagement(comments: 7)),
    ("<slash:comments>many</slash:comments>", Engagement()),
    ("<comments>https://a.example/c</comments>", Engagement()),
    (
      "<media:group><media:community><media:starRating count='5' average='4.9'/></media:community></media:group>",
      Engagement(likes: 5)
    ),
  ])
  func `what others did is counted`(_ inside: String, _ counts: Engagement) throws {
    #expect(try entry(inside).engagement == counts)
  }

  @Test func `an answer says whom it answers`() throws {
    #expect(try entry("<thr:in-reply-to ref='tag:x'/>").isReply)
    #expect(try !entry("<title>x</title>").isReply)
  }

  @Test(arguments: [
    ("alternate", "alternate"), ("Alternate", "alternate"), (" alternate ", "alternate"),
    ("http://www.iana.org/assignments/relation/alternate", "alternate"),
    ("http://E.example/Rel", "http://E.example/Rel"),
  ])
  func `relations are compared in their short form`(_ given: String, _ expected: String) throws {
    let metadata = try entry("<atom:link rel='\(given)' href='/x'/>").metadata
    #expect(metadata.links.first?.rel == expected)
    #expect(metadata.link == (expected == "alternate" ? "https://a.example/x" : nil))
  }

  @Test
  func `a link that was refused costs only itself`() throws {
    let metadata = try entry(
      "<link>/a</link><atom:link href='javascript:x'/><atom:link href=''/>"
    ).metadata
    #expect(metadata.links.map(\.href) == ["https://a.example/a", "https://a.example/feed"])
  }

  @Test(arguments: [
    ("<itunes:category text='A'><itunes:category text='B'/></itunes:category>", ["A", "B"]),
    ("<itunes:category>A</itunes:category>", ["A"]), ("<itunes:category/>", []),
    ("<media:category>A</media:category><category>B</category>", ["A", "B"]),
  ])
  func `categories are told by attribute or text`(_ inside: String, _ terms: [String]) throws {
    #expect(try entry(inside).metadata.tags.map(\.term) == terms)
  }

  @Test(arguments: [
    "xmlns='http://purl.org/rss/1.0/'", "xmlns='http://my.netscape.com/rdf/simple/0.9/'",
    "xmlns='http://channel.netscape.com/rdf/simple/0.9/'", "",
  ])
  func `RDF is read with any prefix`(_ space: String) throws {
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    for prefix in ["rdf", "r"] {
      let feed = try parse(
        "<\(prefix):RDF xmlns:\(prefix)='\(rdf)' \(space)><channel><title>C</title></channel>"
          + "<item \(prefix):about='https://a.example/1'><title>T</title></item></\(prefix):RDF>")
      #expect(feed.metadata.title == "C")
      #expect(feed.entries.map(\.metadata.id) == ["https://a.example/1"])
    }
  }

  @Test(arguments: [
    "<rdf><item><title>T</title></item></rdf>", "<news><item><title>T</title></item></news>",
    "<data><list><item><title>T</title></item></list></data>",
    "<html><body><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title></entry></feed></body></html>",
  ])
  func `a foreign root with items is a feed`(_ text: String) throws {
    #expect(try parse(text).entries.map(\.titleText) == ["T"])
  }

  @Test(arguments: [
    ("<entry xml:lang='it'><content>x</content></entry>", "it"),
    ("<entry><content xml:lang='it'>x</content></entry>", "it"),
    ("<entry><title xml:lang='it'>x</title></entry>", "it"),
    ("<entry><title>x</title></entry>", "de"),
    ("<entry><dc:language>it</dc:language><title>x</title></entry>", "it"),
  ])
  func `an entry is in the language of what it holds`(_ entry: String, _ language: String) throws {
    let feed = try parse(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'>\(entry)</feed>")
    #expect(feed.entries.first?.metadata.language == language)
  }

  @Test
  func `a feed's description outweighs a summary beside it`() throws {
    let text = "<rss><channel><description>d</description><summary>s</summary></channel></rss>"
    #expect(try parse(text).subtitle == "d")
  }

  @Test
  func `a section that nobody closed costs no other item`() throws {
    let text =
      "<rss><channel><item><title>A</title><description><![CDATA[<p>one</p></description></item>"
      + "<item><title>B</title></item></channel></rss>"
    let feed = try parse(text)
    #expect(feed.entries.map(\.titleText) == ["A", "B"])
    #expect(feed.entries[0].text == "one")
    #expect(feed.defect == nil)
  }
}
