// What each format says, read whole: input and expected values side by side.

import Feed
import Formats
import FoundationEssentials
import Testing

struct FeedParserTests {
  private func parse(
    _ text: String, url: String? = nil, headers: [(String, String)] = []
  ) throws -> FeedDocument {
    try FeedParser.parse(Array(text.utf8), url: url, headers: headers)
  }

  private func entry(_ inside: String) throws -> Entry {
    let text = "<rss version='2.0'><channel><item>\(inside)</item></channel></rss>"
    return try #require(try parse(text, url: "https://a.example/feed").entries.first)
  }

  private func atom(_ inside: String) throws -> Entry {
    let text = "<feed xmlns='http://www.w3.org/2005/Atom'><entry>\(inside)</entry></feed>"
    return try #require(try parse(text).entries.first)
  }

  @Test
  func `RSS 2 with its modules is read whole`() throws {
    let feed = try parse(Fixtures.rss, url: "https://harbour.example/feed.xml")
    #expect(feed.version == "rss20")
    #expect(feed.defect == nil)
    #expect(feed.metadata.title == "Harbour & Hill")
    #expect(feed.metadata.link == "https://harbour.example/")
    #expect(feed.metadata.links.map(\.rel) == ["alternate", "self"])
    #expect(feed.subtitle == "Notes from a small town")
    #expect(feed.metadata.language == "en-GB")
    #expect(feed.metadata.authors == [Person(name: "Edda Ruiz", email: "ed@harbour.example")])
    #expect(feed.metadata.updated?.ISO8601Format() == "2011-07-09T08:05:09Z")
    #expect(feed.ttl == "60")
    #expect(feed.metadata.image?.href == "https://harbour.example/logo.png")
    #expect(feed.metadata.image?.title == "Logo")
    #expect(feed.entries.count == 2)
  }

  @Test
  func `what a feed says about being asked is read`() throws {
    let feed = try parse(
      """
      <rss version="2.0" xmlns:s="http://purl.org/rss/1.0/modules/syndication/"><channel>
      <s:updatePeriod> hourly </s:updatePeriod><s:updateFrequency>2</s:updateFrequency>
      <skipHours><hour>0</hour><hour>24</hour></skipHours>
      <skipdays><day>Sunday</day></skipdays><hour>5</hour>
      <item><title>x</title><day>Monday</day></item></channel></rss>
      """)
    #expect(feed.updatePeriod == "hourly" && feed.updateFrequency == "2")
    #expect(feed.skipHours == ["0", "24"] && feed.skipDays == ["Sunday"])
  }

  @Test
  func `an RSS item is read whole`() throws {
    let feed = try parse(Fixtures.rss, url: "https://harbour.example/feed.xml")
    let item = try #require(feed.entries.first)
    #expect(item.titleText == "Bread & butter")
    #expect(item.metadata.link == "https://harbour.example/2011/bread?a=1&b=2")
    #expect(item.metadata.id == "bread-1")
    #expect(item.metadata.authors.map(\.name) == ["Edda Ruiz", "Tomas Lind"])
    #expect(item.metadata.published?.ISO8601Format() == "2011-07-09T08:05:09Z")
    #expect(item.metadata.tags == [Tag(term: "Food", scheme: "https://harbour.example/tags")])
    #expect(item.summaryHTML == "The <b>short</b> version.")
    #expect(
      item.contents.first?.value
        == "<p>The <a href=\"https://harbour.example/long\">long</a> version.</p>")
    #expect(item.text == "The long version.")
    #expect(item.enclosures.map(\.href) == ["https://harbour.example/bread.mp3"])
    #expect(item.enclosures.first?.length == "1234")
    #expect(item.comments == "https://harbour.example/2011/bread#comments")
    #expect(item.source == Origin(title: "Other Feed", href: "https://other.example/rss"))
    #expect(item.thumbnails == ["https://harbour.example/t.jpg"])
    #expect(item.itunesDuration == "12:34")
  }

  @Test
  func `a permanent guid is the link, and a bad date costs only itself`() throws {
    let item = try parse(Fixtures.rss).entries[1]
    #expect(item.metadata.link == "https://harbour.example/2011/maths")
    #expect(item.metadata.published == nil)
    #expect(item.metadata.publishedRaw == "not a date")
    #expect(item.titleText == "Why 2 < 3")
    #expect(item.text == "Plain text & nothing else")
  }

  @Test
  func `Atom 1 is read whole`() throws {
    let feed = try parse(Fixtures.atom, url: "https://elsewhere.example/")
    #expect(feed.version == "atom10")
    #expect(feed.metadata.title == "Blatt <und> Blüte")
    #expect(feed.metadata.titleType == "text/plain")
    #expect(feed.subtitle == "<em>Garten</em>")
    #expect(feed.metadata.language == "de")
    #expect(feed.metadata.link == "https://blatt.example/de/")
    #expect(feed.metadata.author == "Jo Blum (jo@blatt.example)")
    #expect(feed.metadata.authors.first?.href == "https://blatt.example/jo")
    #expect(feed.metadata.updated?.ISO8601Format() == "2020-05-03T08:00:00Z")
    #expect(feed.metadata.rights == "© Jo Blum")
  }

  @Test
  func `an Atom entry is read whole`() throws {
    let entry = try #require(try parse(Fixtures.atom).entries.first)
    #expect(entry.metadata.title == "Über <em>Rosen</em>")
    #expect(entry.titleText == "Über Rosen")
    #expect(entry.metadata.link == "https://blatt.example/de/rosen")
    #expect(entry.metadata.links.first?.hreflang == "de")
    #expect(entry.enclosures.map(\.href) == ["https://blatt.example/rosen.jpg"])
    #expect(entry.metadata.tags.first?.label == "Rosen")
    #expect(entry.metadata.contributors == [Person(name: "Ana")])
    #expect(entry.summaryHTML == "Kurz: 1 < 2")
    #expect(entry.summaryType == "text/plain")
    #expect(entry.contents.first?.language == "en")
    #expect(entry.contents.first?.value.contains("<p>Roses &amp; <img") == true)
    #expect(entry.contents.first?.value.hasPrefix("<div") == false)
    #expect(entry.source == Origin(title: "Quelle", link: "https://q.example/", id: "urn:q"))
  }

  @Test
  func `RDF is read, with its picture beside the channel`() throws {
    let feed = try parse(Fixtures.rdf)
    #expect(feed.version == "rss10")
    #expect(feed.metadata.title == "Old")
    #expect(feed.metadata.link == "https://old.example/")
    #expect(feed.metadata.image?.href == "https://old.example/l.gif")
    let item = try #require(feed.entries.first)
    #expect(item.metadata.id == "https://old.example/1")
    #expect(item.metadata.updated?.ISO8601Format() == "2003-04-05T06:07:08Z")
    #expect(item.metadata.tags.map(\.term) == ["History"])
  }

  @Test
  func `JSON Feed is read, with numbers for identifiers`() throws {
    let feed = try parse(Fixtures.json, url: "https://jay.example/feed.json")
    #expect(feed.version == "json11")
    #expect(feed.metadata.authors == [Person(name: "Jay Park", href: "https://jay.example/me")])
    #expect(feed.entries.map(\.metadata.id) == ["7", "8"])
    #expect(feed.entries[0].metadata.link == "https://jay.example/7")
    #expect(
      feed.entries[0].contents.first?.value
        == "<p>A <a href=\"https://jay.example/x\">b</a></p>")
    #expect(feed.entries[0].enclosures.first?.length == "12")
    #expect(feed.entries[1].metadata.link == "https://else.example/")
    #expect(feed.entries[1].text == "Plain <text> é🙂")
  }

  @Test
  func `an identifier that is an address stands in for a missing link`() throws {
    #expect(try atom("<id>https://a.example/1</id>").metadata.link == "https://a.example/1")
    #expect(try atom("<id>urn:x:1</id>").metadata.link == nil)
    let both = try atom("<id>https://a.example/1</id><link href='https://a.example/2'/>")
    #expect(both.metadata.link == "https://a.example/2")
    #expect(try entry("<guid isPermaLink='false'>https://a.example/1</guid>").metadata.link == nil)
  }

  @Test
  func `CDF and a bare Atom entry are feeds too`() throws {
    let cdf = try parse(
      "<CHANNEL HREF='https://c.example/' LASTMOD='1998-11-05'><ITEM HREF='/a'><TITLE>A</TITLE></ITEM></CHANNEL>",
      url: "https://c.example/x.cdf")
    #expect(cdf.version == "cdf")
    #expect(cdf.entries.first?.metadata.link == "https://c.example/a")
    let entry = try parse("<entry xmlns='http://www.w3.org/2005/Atom'><title>Alone</title></entry>")
    #expect(entry.version == "atom10")
    #expect(entry.entries.map(\.titleText) == ["Alone"])
  }

  @Test(arguments: [
    ("0.91", "rss091u"), ("0.92", "rss092"), ("0.93", "rss093"), ("0.94", "rss094"),
    ("2.0", "rss20"),
    ("2.1", "rss20"), ("", "rss"),
  ])
  func `versions of RSS are named`(_ version: String, _ name: String) throws {
    #expect(try parse("<rss version='\(version)'><channel/></rss>").version == name)
  }

  // MARK: Bases

  @Test
  func `the base is xml base, else Content-Location, else the address`() throws {
    let text =
      "<rss><channel><link>x</link><item xml:base='b/'><link>y</link></item></channel></rss>"
    let headers = [("Content-Location", "/c/")]
    let feed = try parse(text, url: "https://a.example/d/feed", headers: headers)
    #expect(feed.metadata.link == "https://a.example/c/x")
    #expect(feed.entries.first?.metadata.link == "https://a.example/c/b/y")
    #expect(try parse(text, url: "https://a.example/d/f").metadata.link == "https://a.example/d/x")
    #expect(try parse(text).metadata.link == "x")
  }

  @Test
  func `no base and no link runs code`() throws {
    let entry = try entry("<link>javascript:alert(1)</link><guid>data:text/html,x</guid>")
    #expect(entry.metadata.link == nil)
    let text = "<feed xml:base='javascript:x'><link href='/y'/></feed>"
    #expect(try parse(text, url: "https://a.example/").metadata.link == "https://a.example/y")
  }

  // MARK: Texts

  @Test(arguments: [
    ("AT&amp;amp;T", "AT&T"), ("2 &lt; 3", "2 < 3"),
    ("The &lt;head&gt; element", "The <head> element"),
    ("&lt;b&gt;Bold&lt;/b&gt; move", "Bold move"), ("a\n  b", "a b"),
    ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;", "x"), ("Rock &amp;amp;amp; roll", "Rock & roll"),
    ("<![CDATA[Caf&eacute;]]>", "Café"), ("x &hellip; y", "x … y"), ("Tom & Jerry", "Tom & Jerry"),
  ])
  func `a title is one plain line`(_ title: String, _ plain: String) throws {
    #expect(try entry("<title>\(title)</title>").titleText == plain)
  }

  @Test
  func `Atom says what its texts are`() throws {
    #expect(try atom("<title>&lt;b&gt;x&lt;/b&gt;</title>").metadata.title == "<b>x</b>")
    #expect(
      try atom("<title type='html'>&lt;b&gt;x&lt;/b&gt;</title>").metadata.titleType == "text/html")
    #expect(
      try atom("<content type='application/octet-stream'>PGI+eDwvYj4=</content>").contents.first?
        .value == "<b>x</b>")
    #expect(try atom("<summary mode='base64'>aGk=</summary>").summaryHTML == "hi")
    #expect(try atom("<summary>a <b>b</b></summary>").summaryHTML == "a <b>b</b>")
    #expect(
      try atom("<content src='https://a.example/v'/>").contents.first?.src == "https://a.example/v")
  }

  @Test
  func `text that was encoded twice is read once`() throws {
    #expect(try entry("<title>DonÃ¢â‚¬â„¢t</title>").titleText != "")
    #expect(try entry("<title>Donâ€™t</title>").titleText == "Don’t")
    #expect(try entry("<title>Caf&#195;&#169;</title>").titleText == "Café")
    #expect(try entry("<title>Itâ  is 5 £</title>").titleText == "Itâ is 5 £")
  }

  @Test
  func `the value nearest to the item counts`() throws {
    let nested = try entry(
      "<image><title>no</title><link>https://no.example/</link></image><title>yes</title>"
        + "<media:group><media:title>no</media:title></media:group>")
    #expect(nested.titleText == "yes")
    #expect(nested.metadata.link == nil)
    #expect(try entry("<media:title>only</media:title>").titleText == "only")
    #expect(try entry("<title>first</title><title>second</title>").titleText == "first")
  }

  @Test
  func `undeclared prefixes and odd case are understood`() throws {
    let entry = try entry(
      "<dc:creator>Ana</dc:creator><PUBDATE>2011-07-09</PUBDATE><content:encoded>x</content:encoded>"
    )
    #expect(entry.metadata.author == "Ana")
    #expect(entry.metadata.published != nil)
    #expect(entry.contents.first?.value == "x")
  }

  @Test(
    arguments: [
      ("Ana Ruiz (ana@a.example)", "Ana Ruiz", "ana@a.example"),
      ("ana@a.example (Ana Ruiz)", "Ana Ruiz", "ana@a.example"),
      ("Ana &lt;ana@a.example&gt;", "Ana", "ana@a.example"),
      ("ana@a.example", nil, "ana@a.example"),
      ("Ana @ home", "Ana @ home", nil), ("Ana (the elder)", "Ana (the elder)", nil),
    ] as [(String, String?, String?)])
  func `authors are taken apart`(_ text: String, _ name: String?, _ email: String?) throws {
    let people = try entry("<author>\(text)</author>").metadata.authors
    #expect(people == [Person(name: name, email: email)])
  }

  @Test
  func `language comes from the document, else from the header`() throws {
    let headers = [("content-language", "fr")]
    #expect(try parse("<rss><channel/></rss>", headers: headers).metadata.language == "fr")
    let text = "<rss xml:lang='de_AT'><channel><item xml:lang='it'/></channel></rss>"
    let feed = try parse(text, headers: headers)
    #expect(feed.metadata.language == "de-AT")
    #expect(feed.entries.first?.metadata.language == "it")
  }

  @Test(arguments: ["{{- /* the remains of a template */}}\n", "[if lt IE 7] ", "{}"])
  func `a feed behind what looks like JSON is read`(junk: String) throws {
    let feed = try parse(
      junk + "<rss version='2.0'><channel><item><title>One</title></item></channel></rss>")
    #expect(feed.entries.map(\.titleText) == ["One"])
  }

  @Test(arguments: ["{\"a\": 1}", "[1, 2]", "{ nothing of the kind"])
  func `JSON that is no feed is named as such`(text: String) {
    let error = #expect(throws: FormatError.self) { try parse(text) }
    #expect(error?.message.contains("JSON") == true)
  }
}
