// Small documents of our own, one for each format, that show what the format is used for.

enum Fixtures {
  static let rss = """
    <?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
      xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
    <channel>
      <title>Harbour &amp; Hill</title>
      <link>https://harbour.example/</link>
      <atom:link rel="self" type="application/rss+xml" href="https://harbour.example/feed.xml"/>
      <description>Notes from a small town</description>
      <language>en-GB</language>
      <managingEditor>ed@harbour.example (Edda Ruiz)</managingEditor>
      <lastBuildDate>Sat, 09 Jul 2011 08:05:09 GMT</lastBuildDate>
      <ttl>60</ttl>
      <image><url>/logo.png</url><title>Logo</title><link>https://harbour.example/about</link></image>
      <item>
        <title>Bread &amp;amp; butter</title>
        <link>/2011/bread?a=1&amp;b=2</link>
        <guid isPermaLink="false">bread-1</guid>
        <dc:creator>Edda Ruiz</dc:creator>
        <dc:creator>Tomas Lind</dc:creator>
        <pubDate>Sat, 09 Jul 2011 08:05:09 GMT</pubDate>
        <category domain="https://harbour.example/tags">Food</category>
        <description>The &lt;b&gt;short&lt;/b&gt; version.</description>
        <content:encoded><![CDATA[<p onclick="x()">The <a href="/long">long</a> version.</p><script>x()</script>]]></content:encoded>
        <enclosure url="https://harbour.example/bread.mp3" length="1234" type="audio/mpeg"/>
        <comments>https://harbour.example/2011/bread#comments</comments>
        <source url="https://other.example/rss">Other Feed</source>
        <media:thumbnail url="https://harbour.example/t.jpg"/>
        <itunes:duration>12:34</itunes:duration>
      </item>
      <item>
        <title>Why 2 &lt; 3</title>
        <guid>https://harbour.example/2011/maths</guid>
        <pubDate>not a date</pubDate>
        <description>Plain text &amp; nothing else</description>
      </item>
    </channel>
    </rss>
    """

  static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blatt.example/de/">
      <title type="text">Blatt &lt;und&gt; Blüte</title>
      <subtitle type="html">&lt;em&gt;Garten&lt;/em&gt;</subtitle>
      <id>tag:blatt.example,2020:feed</id>
      <updated>2020-05-03T10:00:00+02:00</updated>
      <author><name>Jo Blum</name><email>jo@blatt.example</email><uri>/jo</uri></author>
      <link rel="self" href="feed.atom"/><link href="./"/>
      <rights>© Jo Blum</rights>
      <entry>
        <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Über <em>Rosen</em></div></title>
        <link rel="alternate" type="text/html" hreflang="de" href="rosen"/>
        <link rel="enclosure" type="image/jpeg" length="99" href="/rosen.jpg"/>
        <id>tag:blatt.example,2020:rosen</id>
        <published>2020-05-01T00:00:00Z</published><updated>2020-05-02T00:00:00Z</updated>
        <category term="rosen" scheme="https://blatt.example/s" label="Rosen"/>
        <contributor><name>Ana</name></contributor>
        <summary>Kurz: 1 &lt; 2</summary>
        <content type="xhtml" xml:lang="en"><div xmlns="http://www.w3.org/1999/xhtml"><p>Roses &amp; <img src="r.png"/><br/>more</p></div></content>
        <source><title>Quelle</title><id>urn:q</id><link href="https://q.example/"/></source>
      </entry>
    </feed>
    """

  static let rdf = """
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link>
        <description>News</description></channel>
      <image><title>Logo</title><url>https://old.example/l.gif</url><link>https://old.example/x</link></image>
      <item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
        <dc:date>2003-04-05T06:07:08Z</dc:date><dc:subject>History</dc:subject></item>
    </rdf:RDF>
    """

  static let json = """
    {"version": "https://jsonfeed.org/version/1.1", "title": "Jay", "home_page_url": "https://jay.example/",
     "feed_url": "https://jay.example/feed.json", "language": "en",
     "authors": [{"name": "Jay Park", "url": "https://jay.example/me"}],
     "items": [
      {"id": 7, "url": "/7", "title": "Seven", "content_html": "<p>A <a href='x'>b</a></p><script>1</script>",
       "summary": "short", "date_published": "2021-02-03T04:05:06Z", "tags": ["a", "b"],
       "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}]},
      {"id": "8", "external_url": "https://else.example/", "content_text": "Plain <text> \\u00e9\\ud83d\\ude42"}
     ]}
    """
}
